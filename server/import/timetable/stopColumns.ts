import { createHash } from 'node:crypto';
import { POINT_COLUMNS, plainName, type Synonyms } from '../columns.ts';
import { openTable, type Table } from '../table.ts';
import { parseClockSpan } from './clockSpan.ts';
import { parseVisitDays } from './visitDays.ts';

/** What a column of a coordinator's own table can hold. */
export const STOP_FIELDS = [
  'name',
  'days',
  'frequency',
  'weeks',
  'times',
  'arrival',
  'departure',
  'start',
  'end',
  'exceptions',
  'van',
  'route',
  'community',
  'address',
  'postcode',
  'lon',
  'lat',
  'easting',
  'northing',
] as const;
export type StopField = (typeof STOP_FIELDS)[number];

/** Position of each field's column. */
export type StopMapping = Readonly<Partial<Record<StopField, number>>>;

/** Names that coordinators give to columns, the likeliest first. */
const NAMES: Readonly<Record<StopField, Synonyms>> = {
  name: [
    'stop',
    'stopname',
    'venue',
    'venuename',
    'site',
    'sitename',
    'location',
    'name',
    'place',
    'where',
    'hall',
  ],
  days: ['day', 'days', 'weekday', 'dayofweek', 'visitday', 'when', 'dates', 'date', 'visitdates'],
  frequency: ['frequency', 'howoften', 'pattern', 'repeats', 'recurrence'],
  weeks: ['week', 'weeks', 'weekno', 'weeknumber', 'weeknumbers', 'rotaweek'],
  times: ['time', 'times', 'hours', 'openinghours', 'openingtimes', 'session', 'sessiontime', 'visittime'],
  arrival: ['arrival', 'arrive', 'arrives', 'arrivaltime', 'from', 'starttime', 'opens', 'open', 'timein'],
  departure: [
    'departure',
    'depart',
    'departs',
    'departuretime',
    'to',
    'until',
    'endtime',
    'finish',
    'closes',
    'close',
    'timeout',
  ],
  start: ['startdate', 'firstvisit', 'firstdate', 'datefrom', 'start'],
  end: ['enddate', 'lastvisit', 'lastdate', 'dateto', 'end'],
  exceptions: ['exceptions', 'notdates', 'novisit', 'notvisiting', 'cancelled'],
  van: ['van', 'vehicle', 'bus', 'mobile', 'unit'],
  route: ['route', 'round', 'run'],
  community: ['community', 'village', 'town', 'parish', 'area', 'settlement'],
  address: ['address', 'street', 'road', 'directions'],
  postcode: ['postcode', 'postalcode', 'pcds', 'pc'],
  ...POINT_COLUMNS,
};

/** A table as a person matches its columns. */
export interface InspectedTable {
  readonly columns: readonly string[];
  /** The first rows, cells in the order of the columns. */
  readonly sample: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** What each column seems to hold, by its name and by what stands in it. */
  readonly guess: StopMapping;
  /** Names the header row whatever its line: the same table of next year has the same. */
  readonly header: string;
}

const SAMPLE_ROWS = 10;
const CELL_SHOWN = 120;
/** Fewer cells are a title above the table. */
const LEAST_COLUMNS = 3;

/** Looks at a coordinator's own table: its columns, first rows, and a guess at what is what. @throws IMPORT_FILE */
export async function inspectStopTable(path: string): Promise<InspectedTable> {
  const table = await openTable(path, {
    what: 'a table of stops and days',
    expected: 'at least three columns, with their names in the first row: stop, day, times',
    missingIn: (cells) =>
      cells.filter((cell) => cell.trim() !== '').length >= LEAST_COLUMNS
        ? []
        : ['a row with the names of at least three columns'],
  });
  const sample = await firstRows(table);
  const columns = table.columns.map((name) => name.trim());
  return { columns, sample, guess: guessColumns(columns, sample), header: headerKey(table.columns) };
}

/** A hash of the names of a header row, in order; blank columns at its end do not count. */
export function headerKey(columns: readonly string[]): string {
  const names = columns.map(plainName);
  while (names.at(-1) === '') names.pop();
  return createHash('sha256').update(JSON.stringify(names)).digest('hex');
}

async function firstRows(table: Table): Promise<InspectedTable['sample']> {
  const sample: { line: number; cells: string[] }[] = [];
  for await (const { line, cells } of table.rows()) {
    const shown = table.columns.map((_, k) => (cells[k] ?? '').trim().slice(0, CELL_SHOWN));
    sample.push({ line, cells: shown });
    if (sample.length === SAMPLE_ROWS) break;
  }
  return sample;
}

/** First by name; then days and times by what stands in the columns that are left. Each column has one meaning. */
export function guessColumns(
  columns: readonly string[],
  sample: readonly { readonly cells: readonly string[] }[],
): StopMapping {
  const guess: Partial<Record<StopField, number>> = {};
  const plain = columns.map(plainName);
  const taken = new Set<number>();
  const take = (field: StopField, index: number) => {
    if (index < 0 || taken.has(index) || guess[field] !== undefined) return;
    guess[field] = index;
    taken.add(index);
  };
  const isLike = (index: number, test: (cell: string) => boolean) => {
    const cells = sample.map((row) => row.cells[index] ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.filter(test).length * 2 > cells.length;
  };
  const isSpan = (cell: string) => parseClockSpan(cell) !== undefined;
  const isDays = (cell: string) => parseVisitDays(cell) !== undefined;
  for (const field of STOP_FIELDS) {
    for (const name of NAMES[field]) {
      const index = plain.findIndex((each, k) => !taken.has(k) && each === name);
      // A column called "time" with one time in each cell is no span.
      if (index < 0 || (field === 'times' && sample.length > 0 && !isLike(index, isSpan))) continue;
      take(field, index);
      break;
    }
  }
  const free = columns.map((_, k) => k).filter((k) => !taken.has(k));
  if (guess.times === undefined && guess.arrival === undefined) {
    take('times', free.find((k) => isLike(k, isSpan)) ?? -1);
  }
  take('days', free.find((k) => !taken.has(k) && isLike(k, isDays)) ?? -1);
  return guess;
}

/** What a mapping lacks, in words; empty when a plan can be read with it. */
export function missingColumns(mapping: StopMapping): string[] {
  const has = (field: StopField) => mapping[field] !== undefined;
  return [
    ...(has('name') ? [] : ['the name of the stop']),
    ...(has('days') || has('frequency') ? [] : ['the days']),
    ...(has('times') || (has('arrival') && has('departure')) ? [] : ['the times, in one column or in two']),
    ...(has('lon') === has('lat') ? [] : ['longitude and latitude together']),
    ...(has('easting') === has('northing') ? [] : ['easting and northing together']),
  ];
}
