import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { PlannerError } from '../shared/errors.ts';
import { checkTimetables, importServiceInto, type TimetableCheck } from '../timetables.ts';
import { runCli } from './runCli.ts';
import { serviceReportText, timetableTable, violationLines } from './timetableText.ts';

const HELP = `Checks timetables against the roads, or takes one over as a plan.

  npm run timetable -- check FILE [FILE…] [--legs FILE]… [--region NAME] [--year 2026] [--all]
  npm run timetable -- import FILE --region NAME [--skip-bad-rows]

  FILE             a mobile-library timetable (the 18-column CSV, its older forms, or Somerset's 13 columns)
  --legs FILE      road legs between its stops: coordinates of both ends, metres, seconds; may be given again
  --region NAME    an imported region: its roads answer for legs that no file has, its postcodes for stops without coordinates,
                   its list of bank holidays is used
  --year YYYY      the year whose dates are looked at (this year)
  --all            every breach, instead of the first few of each kind
  --skip-bad-rows  leave broken rows out instead of stopping at the first of them

check prints a table with a line a service, then what is broken. "Impossible" are legs whose gap is shorter than the routed time:
by the road alone; with the usual reserve (× 1.15 and 4 minutes); with set-up and pack-down too.
Bank holidays are those of England and Wales.
import makes the timetable's stops sites of the region (known ones are recognised) and its pattern a draft plan.`;

runCli(HELP, async (parameters) => {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      legs: { type: 'string', multiple: true, default: [] },
      region: { type: 'string' },
      year: { type: 'string' },
      all: { type: 'boolean', default: false },
      'skip-bad-rows': { type: 'boolean', default: false },
    },
  });
  const [verb, ...files] = positionals;
  if (verb === 'import') return takeOver(files, values);
  if (verb !== 'check') throw optionError(`"${verb ?? ''}" is no command here: expected check or import`);
  if (files.length === 0) throw optionError('No timetable is given: name at least one file after check');
  const { legs, region } = values;
  const checks = await checkTimetables({ files, legs, region, year: yearOf(values.year) });
  console.log(timetableTable(checks));
  for (const check of checks) printService(check, values.all);
});

async function takeOver(
  files: readonly string[],
  options: { region?: string; 'skip-bad-rows': boolean },
): Promise<void> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0)
    throw optionError('import takes over one timetable: name one file');
  if (options.region === undefined) {
    throw optionError('--region is missing: expected the name of an imported region, or "sample"');
  }
  const report = await importServiceInto(options.region, file, { skipBadRows: options['skip-bad-rows'] });
  console.log(serviceReportText(report));
}

function printService(check: TimetableCheck, isAll: boolean): void {
  console.log(`\n${basename(check.read.path)}`);
  for (const line of violationLines(check, isAll)) console.log(`  ${line}`);
}

function yearOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^(19|20)\d{2}$/.test(text)) return Number(text);
  throw optionError(`--year is "${text}": expected a year such as 2026`);
}

const optionError = (message: string) => new PlannerError({ code: 'OPTION', category: 'input', message });
