/**
 * Measures the program against its targets: `npm run bench`, or `npm run bench -- --only sample,rutland`; with `--full` routing takes
 * every published instance with five seeds, for hours. Prints a table and one line of JSON a row. Figures depend on the machine and on
 * what else it does, so no test rests on them.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAccessFigures } from './access.ts';
import { measureBigImport } from './big.ts';
import { measurePages } from './browser.ts';
import { measureCountyRota } from './countyRota.ts';
import { measureDemandDraws } from './demand.ts';
import { measureOsrmMatrix } from './osrmMatrix.ts';
import { measurePan } from './pan.ts';
import { measureRota } from './rota.ts';
import { measureRotaBound } from './rotaBound.ts';
import { measureRouting } from './routingRows.ts';
import { isReached, type Measure, type Row, shown, verdict } from './row.ts';
import { measureRutland } from './rutland.ts';
import { measureMemory, type StartedSample, startSample } from './sample.ts';
import { measureStops } from './stopsRows.ts';

let started: StartedSample | undefined;
const sample = async (): Promise<StartedSample> => {
  started ??= await startSample();
  return started;
};

/** By the name that `--only` takes. */
const MEASURES: Readonly<Record<string, Measure>> = {
  sample: async () => (await sample()).rows,
  pages: async () => measurePages(await sample()),
  memory: async () => {
    const row = await measureMemory(await sample());
    return typeof row === 'string' ? row : [row];
  },
  rutland: measureRutland,
  big: measureBigImport,
  pan: measurePan,
  rota: async () => [...(await measureRota()), ...(await measureCountyRota())],
  bound: measureRotaBound,
  routing: measureRouting,
  stops: measureStops,
  access: measureAccessFigures,
  demand: measureDemandDraws,
  osrm: measureOsrmMatrix,
};

function options(): { names: string[]; isFull: boolean } {
  const { values } = parseArgs({ options: { only: { type: 'string' }, full: { type: 'boolean' } } });
  return { names: chosen(values), isFull: values.full === true };
}

function chosen(values: { only?: string }): string[] {
  if (values.only === undefined) return Object.keys(MEASURES);
  const names = values.only.split(',').map((name) => name.trim());
  const unknown = names.find((name) => MEASURES[name] === undefined);
  if (unknown === undefined) return names;
  console.error(`--only ${unknown} is not known: expected some of ${Object.keys(MEASURES).join(', ')}`);
  process.exit(1);
}

function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${'Figure'.padEnd(width)}  ${'Measured'.padStart(10)}  ${'Target'.padStart(10)}`);
  for (const row of rows) {
    const target = row.target === null ? '' : shown(row.target, row.unit);
    const line = `${row.name.padEnd(width)}  ${shown(row.figure, row.unit).padStart(10)}  ${target.padStart(10)}  ${verdict(row)}`;
    console.log(line.trimEnd());
    if (row.note) console.log(`${' '.repeat(4)}${row.note}`);
  }
  console.log();
  for (const row of rows) console.log(JSON.stringify({ ...row, isReached: isReached(row) }));
}

const rows: Row[] = [];
try {
  const [processor] = cpus();
  console.log(
    `Node ${process.versions.node}, ${cpus().length} × ${processor?.model ?? 'unknown processor'}, busy with ${loadavg()[0].toFixed(1)} others`,
  );
  const { names, isFull } = options();
  for (const name of names) {
    console.log(`Measuring ${name} …`);
    const found = await MEASURES[name]({ isFull });
    if (typeof found === 'string') console.log(`Not measured: ${found}`);
    else rows.push(...found);
  }
} finally {
  await started?.end();
}
if (rows.length > 0) print(rows);
