import { type RoutingProblem, straightDistances } from '../../server/core/routing/routingProblem.ts';
import { InstanceError, type Row, rowsOf, wrongLine } from './instanceRows.ts';

/** Formats of periodic and one-day vehicle routing instances. */
export type RoutingFormat = 'pvrp' | 'pvrptw' | 'solomon';

/** More are refused: distances between all of so many take some 30 MB, and what is kept of the search several times that. */
const MOST_CUSTOMERS = 2000;
const MOST_DAYS = 31;

/** Reads an instance of any of the formats. @throws InstanceError with the line that is wrong */
export function readRouting(format: RoutingFormat, text: string): RoutingProblem {
  return format === 'solomon' ? readSolomon(text) : readCordeau(text, format === 'pvrptw');
}

/**
 * Cordeau's form: `type vehicles customers days`; a line `longest-route capacity` each day, 0 for no limit; then a line each for the
 * depot and the customers in the order of their numbers: `number x y service demand frequency patterns pattern… [opens closes]`, where
 * the bits of a pattern are days, the lowest the last day.
 * @param hasWindows  whether each line ends with a window
 * @throws InstanceError
 */
export function readCordeau(text: string, hasWindows: boolean): RoutingProblem {
  const rows = rowsOf(text);
  const { vehicles, customers, days } = cordeauHead(rows, hasWindows);
  const limits = rows.slice(1, 1 + days);
  if (limits.length < days)
    throw new InstanceError(`The first line announces ${days} days, but the file ends before`);
  const limited = limits.map((row) => {
    if (row.values.length !== 2) throw wrongLine(row.line, 'expected "longest-route capacity" of a day');
    return row.values.map((value) => limitOf(value, row.line));
  });
  const places = rows.slice(1 + days);
  if (places.length !== customers + 1) {
    const words = `The first line announces ${customers} customers and there is a depot, but ${places.length} lines follow the days`;
    throw new InstanceError(words);
  }
  const read = places.map((row, k) => cordeauPlace(row, { number: k, days, hasWindows }));
  return problemOf({
    days,
    vehicles,
    maxDuration: Float64Array.from(limited, ([longest]) => longest),
    capacity: Float64Array.from(limited, ([, capacity]) => capacity),
    places: read,
    hasWindows,
  });
}

function cordeauHead(rows: readonly Row[], hasWindows: boolean) {
  if (rows.length === 0) throw new InstanceError('The file is empty');
  const [{ line, values }] = rows;
  const [type, vehicles, customers, days] = values;
  if (values.length !== 4 || !values.every((value) => Number.isInteger(value) && value >= 0)) {
    throw wrongLine(line, 'expected four whole numbers: type, vehicles, customers and days');
  }
  const types = hasWindows ? [5, 4] : [1, 0];
  if (!types.includes(type)) {
    throw wrongLine(
      line,
      `the type is ${type}; expected ${types[0]}, a periodic problem ${hasWindows ? 'with' : 'without'} windows`,
    );
  }
  if (vehicles < 1) throw wrongLine(line, 'there is no vehicle; expected at least one');
  if (days < 1 || days > MOST_DAYS) throw wrongLine(line, `${days} days; expected 1 to ${MOST_DAYS}`);
  checkCustomers(customers, line);
  return { vehicles, customers, days };
}

function checkCustomers(customers: number, line: number): void {
  if (customers > MOST_CUSTOMERS)
    throw wrongLine(line, `${customers} customers; at most ${MOST_CUSTOMERS} are taken`);
}

function limitOf(value: number, line: number): number {
  if (value < 0) throw wrongLine(line, `a limit is ${value}; expected a number above 0, or 0 for none`);
  return value === 0 ? Number.POSITIVE_INFINITY : value;
}

/** One line of a depot or customer. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly service: number;
  readonly demand: number;
  readonly patterns: readonly number[];
  readonly opens: number;
  readonly closes: number;
}

function cordeauPlace(
  { line, values }: Row,
  { number, days, hasWindows }: { number: number; days: number; hasWindows: boolean },
): Place {
  const count = values[6] ?? 0;
  const wanted = 7 + count + (hasWindows ? 2 : 0);
  const written = hasWindows ? 'a window of two numbers behind them' : 'nothing behind them';
  if (values.length < 7 || !Number.isInteger(count) || count < 0 || values.length !== wanted) {
    throw wrongLine(
      line,
      `expected "number x y service demand frequency patterns", then ${count} patterns and ${written}: ${wanted} numbers, but there are ${values.length}`,
    );
  }
  if (values[0] !== number)
    throw wrongLine(line, `the number is ${values[0]}; expected ${number}, one after the other`);
  const [, x, y, service, demand, frequency] = values;
  checkAmounts(line, { service, demand });
  const codes = values.slice(7, 7 + count);
  const wrong = codes.find((code) => !Number.isInteger(code) || code < 0 || code >= 2 ** days);
  if (wrong !== undefined)
    throw wrongLine(line, `the pattern ${wrong} is none of ${days} days: expected 0 to ${2 ** days - 1}`);
  if (number > 0 && count === 0 && frequency > 0) {
    throw wrongLine(line, `${frequency} visits are wanted, but there is no pattern of days`);
  }
  const [opens, closes] = hasWindows ? values.slice(7 + count) : [0, Number.POSITIVE_INFINITY];
  checkWindow(line, { opens, closes });
  const patterns = codes.length === 0 ? [0] : codes.map((code) => daysOf(code, days));
  return { x, y, service, demand, patterns: [...new Set(patterns)], opens, closes };
}

function checkAmounts(line: number, amounts: { service: number; demand: number }): void {
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount < 0) throw wrongLine(line, `the ${name} is ${amount}; expected a number from 0 up`);
  }
}

function checkWindow(line: number, { opens, closes }: { opens: number; closes: number }): void {
  if (closes < opens) throw wrongLine(line, `the window closes at ${closes}, before it opens at ${opens}`);
}

/** The first day is the highest bit of a code and the lowest of a set of days. */
function daysOf(code: number, days: number): number {
  let set = 0;
  for (let day = 0; day < days; day++) if ((code >>> (days - 1 - day)) & 1) set |= 1 << day;
  return set;
}

/**
 * Solomon's form: a name, `VEHICLE`, `NUMBER CAPACITY` and their numbers, `CUSTOMER`, a line of headings, then a line each for the depot
 * and the customers: `number x y demand ready due service`.
 * @throws InstanceError
 */
export function readSolomon(text: string): RoutingProblem {
  const rows = rowsOf(text, (words) => /[a-z]/i.test(words[0]) || /[a-z]{3}/i.test(words.join(' ')));
  if (rows.length === 0) throw new InstanceError('The file holds no numbers');
  const [{ line, values }, ...places] = rows;
  const [vehicles, capacity] = values;
  if (values.length !== 2 || !Number.isInteger(vehicles) || vehicles < 1 || capacity < 0) {
    throw wrongLine(line, 'expected the number of vehicles, at least one, and their capacity');
  }
  if (places.length === 0)
    throw new InstanceError('There is no depot: expected lines of 7 numbers behind the vehicles');
  checkCustomers(places.length - 1, line);
  return problemOf({
    days: 1,
    vehicles,
    maxDuration: Float64Array.of(Number.POSITIVE_INFINITY),
    capacity: Float64Array.of(capacity),
    places: places.map(solomonPlace),
    hasWindows: true,
  });
}

function solomonPlace({ line, values }: Row, number: number): Place {
  if (values.length !== 7) {
    throw wrongLine(
      line,
      `expected "number x y demand ready due service": 7 numbers, but there are ${values.length}`,
    );
  }
  const [written, x, y, demand, opens, closes, service] = values;
  if (written !== number)
    throw wrongLine(line, `the number is ${written}; expected ${number}, one after the other`);
  checkAmounts(line, { service, demand });
  checkWindow(line, { opens, closes });
  return { x, y, service, demand, patterns: [1], opens, closes };
}

function problemOf(fields: {
  days: number;
  vehicles: number;
  maxDuration: Float64Array;
  capacity: Float64Array;
  places: readonly Place[];
  hasWindows: boolean;
}): RoutingProblem {
  const { places, maxDuration } = fields;
  const customers = places.length - 1;
  const column = (of: (place: Place) => number) => Float64Array.from(places, of);
  const [x, y] = [column((place) => place.x), column((place) => place.y)];
  const [service, demand] = [column((place) => place.service), column((place) => place.demand)];
  service[0] = 0;
  demand[0] = 0;
  return {
    customers,
    days: fields.days,
    vehicles: Math.min(fields.vehicles, Math.max(1, customers)),
    capacity: fields.capacity,
    maxDuration,
    distance: straightDistances(x, y),
    service,
    demand,
    opens: column((place) => place.opens),
    closes: column((place) => place.closes),
    patterns: places.slice(1).map((place) => Int32Array.from(place.patterns)),
    hasWindows: fields.hasWindows,
    hasMaxDuration: maxDuration.some((longest) => longest < Number.POSITIVE_INFINITY),
    x,
    y,
  };
}
