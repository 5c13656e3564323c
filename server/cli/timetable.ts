import { parseArgs } from 'node:util';
import { checkTimetables, openServices } from '../checkTimetables.ts';
import { PlannerError } from '../shared/errors.ts';
import { systemClock } from '../shared/time.ts';
import { importService } from '../timetables.ts';
import { runCli } from './runCli.ts';
import { serviceReportText, timetableTable, violationLines } from './timetableText.ts';

const HELP = `Checks timetables against the roads, or takes one over as a plan.

  npm run timetable -- check FILE [FILE…] [--legs FILE]… [--region NAME] [--plan LETTER] [--year 2026]
                       [--factor 1.15] [--all]
  npm run timetable -- import FILE --region NAME [--skip-bad-rows]

  FILE             a mobile-library timetable (the 18-column CSV, its older forms, or Somerset's 13 columns)
  --legs FILE      road legs between its stops: coordinates of both ends, metres, seconds; may be given again
  --region NAME    an imported region: its roads answer for legs that no file has, its postcodes for stops without coordinates,
                   its list of bank holidays is used
  --plan LETTER    a plan of the region, checked in the same way; FILE may then be left out
  --year YYYY      the year whose dates are looked at (this year)
  --factor F       what a reserved time is of a routed one (1.15), beside 4 minutes a leg
  --all            every breach, instead of the first few of each kind
  --skip-bad-rows  leave broken rows out instead of stopping at the first of them

check prints a table with a line a service, then what is broken. "Impossible" are legs whose gap is shorter than the routed time:
by the road alone; with the reserve; with set-up and pack-down too. Bank holidays are those of England and Wales.
import makes the timetable's stops sites of the region (known ones are recognised) and its pattern a draft plan.`;

const OPTIONS = {
  legs: { type: 'string', multiple: true },
  region: { type: 'string' },
  plan: { type: 'string' },
  year: { type: 'string' },
  factor: { type: 'string' },
  all: { type: 'boolean', default: false },
  'skip-bad-rows': { type: 'boolean', default: false },
} as const;

const REGION_MISSING = '--region is missing: expected the name of an imported region, or "sample"';

runCli(HELP, async (parameters) => {
  const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options: OPTIONS });
  const [verb, ...files] = positionals;
  if (verb === 'import') return takeOver(files, values);
  if (verb !== 'check') throw optionError(`"${verb ?? ''}" is no command here: expected check or import`);
  if (files.length === 0 && values.plan === undefined) {
    throw optionError('No timetable is given: name at least one file after check');
  }
  if (values.plan !== undefined && values.region === undefined) throw optionError(REGION_MISSING);
  const checks = await checkTimetables({
    files,
    legs: values.legs ?? [],
    region: values.region,
    plan: values.plan,
    year: numberOf('--year', values.year, /^(19|20)\d{2}$/, 'a year such as 2026'),
    factor: numberOf('--factor', values.factor, /^\d(\.\d{1,3})?$/, 'a ratio such as 1.3'),
  });
  console.log(timetableTable(checks));
  for (const check of checks) {
    console.log(`\n${check.name}`);
    for (const line of violationLines(check, values.all)) console.log(`  ${line}`);
  }
});

async function takeOver(
  files: readonly string[],
  options: { region?: string; 'skip-bad-rows': boolean },
): Promise<void> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) {
    throw optionError('import takes over one timetable: name one file');
  }
  if (options.region === undefined) throw optionError(REGION_MISSING);
  const services = await openServices(options.region, systemClock);
  try {
    const report = await importService(services, file, { skipBadRows: options['skip-bad-rows'] });
    console.log(serviceReportText(report));
  } finally {
    await services.close();
  }
}

function numberOf(
  option: string,
  text: string | undefined,
  form: RegExp,
  expected: string,
): number | undefined {
  if (text === undefined) return undefined;
  if (form.test(text)) return Number(text);
  throw optionError(`${option} is "${text}": expected ${expected}`);
}

function optionError(message: string): PlannerError {
  return new PlannerError({ code: 'OPTION', category: 'input', message });
}
