import * as fc from 'fast-check';

/** A customer as one line of Cordeau's form. */
interface DrawnCustomer {
  readonly x: number;
  readonly y: number;
  readonly service: number;
  readonly demand: number;
  /** Codes as in the file. */
  readonly patterns: readonly number[];
  readonly opens: number;
  readonly width: number;
}

/** An instance drawn at random, as the text of a file. */
export interface DrawnInstance {
  readonly format: 'pvrp' | 'pvrptw';
  readonly text: string;
}

const DAYS = 3;

/** Codes of one frequency, as such files have them. */
const PATTERNS = [[7], [5, 3, 6], [1, 2, 4], [1, 4]];

const customer: fc.Arbitrary<DrawnCustomer> = fc.record({
  x: fc.integer({ min: -20, max: 20 }),
  y: fc.integer({ min: -20, max: 20 }),
  service: fc.integer({ min: 0, max: 5 }),
  demand: fc.integer({ min: 0, max: 10 }),
  patterns: fc.constantFrom(...PATTERNS),
  opens: fc.integer({ min: 0, max: 120 }),
  width: fc.integer({ min: 0, max: 80 }),
});

/** Instances of three days and two vehicles, some with limits that cannot be kept. */
export const drawnInstance = (customers: {
  minLength: number;
  maxLength: number;
}): fc.Arbitrary<DrawnInstance> =>
  fc
    .record({
      customers: fc.array(customer, customers),
      hasWindows: fc.boolean(),
      longest: fc.constantFrom(0, 90, 150, 250),
      capacity: fc.constantFrom(0, 12, 25, 60),
    })
    .map(({ customers, hasWindows, longest, capacity }) => ({
      format: hasWindows ? ('pvrptw' as const) : ('pvrp' as const),
      text: [
        `${hasWindows ? 5 : 1} 2 ${customers.length} ${DAYS}`,
        ...Array.from({ length: DAYS }, () => `${longest} ${capacity}`),
        `0 0 0 0 0 0 0${hasWindows ? ' 0 240' : ''}`,
        ...customers.map((one, k) => customerLine(one, { number: k + 1, hasWindows })),
      ].join('\n'),
    }));

function customerLine(
  { x, y, service, demand, patterns, opens, width }: DrawnCustomer,
  { number, hasWindows }: { number: number; hasWindows: boolean },
): string {
  const frequency = patterns[0].toString(2).replaceAll('0', '').length;
  const window = hasWindows ? ` ${opens} ${opens + width}` : '';
  return `${number} ${x} ${y} ${service} ${demand} ${frequency} ${patterns.length} ${patterns.join(' ')}${window}`;
}
