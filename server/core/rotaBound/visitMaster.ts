import type { RotaProblem } from '../rota/rotaProblem.ts';
import { countWeeks } from '../rota/visitWeeks.ts';
import type { Tour } from './cheapTours.ts';
import type { DayClass } from './dayClasses.ts';
import type { OpenProgram, ProgramColumn } from './growingProgram.ts';

/** What is asked of the relaxed rota: the most need, whatever the driving; or the least driving for given visits. */
export type BoundQuestion =
  | { readonly aim: 'need'; readonly needPerVisit: Float64Array }
  | {
      readonly aim: 'driving';
      /** Per stop; 0 for a stop that is left out. */
      readonly visits: Int32Array;
    };

/** Prices of calls: one array a class, one entry a stop of the problem; 0 for stops that are not called at on it. */
export type Prices = readonly Float64Array[];

/** The relaxation as a linear program: how often each tour is made, and which stops are served on which class how often. */
export interface VisitMaster {
  /** @returns how many of them are new */
  readonly addTours: (classIndex: number, tours: readonly Tour[]) => number;
  /** null when the tours there are do not suffice, or the solver gives up. */
  readonly solve: () => { objective: number; prices: Prices } | null;
  /**
   * A valid lower bound on the objective at any prices (Lagrange), given that no tour of a class costs less than
   * `leastReducedCost[class]` more than the prices of its stops.
   */
  readonly boundAt: (prices: Prices, leastReducedCost: readonly number[]) => number;
  readonly dispose: () => void;
}

interface Rows {
  /** Class × stop; −1 where the stop is not called at. */
  readonly calls: readonly Int32Array[];
  /** The first row of the stops, and of the classes. */
  readonly stops: number;
  readonly classes: number;
}

/** A stop may be visited so often in a cycle, each number once. */
export const visitCounts = (problem: RotaProblem, stop: number): number[] => [
  ...new Set([...problem.weekSets[stop]].map(countWeeks)),
];

/** Sets up the program without tours. */
export function visitMaster(
  problem: RotaProblem,
  classes: readonly DayClass[],
  question: BoundQuestion,
  open: OpenProgram,
): VisitMaster {
  const { rows, bounds } = rowsOf(problem, classes, question);
  const program = open(bounds);
  const options = problem.stops.map((_, stop) => optionsOf(problem, { classes, rows, question }, stop));
  program.addColumns(options.flatMap((own, stop) => visitColumns(own, { rows, stop })));
  const known = new Set<string>();
  const leastOf = (own: readonly VisitOption[], stop: number, prices: Prices): number =>
    own.reduce(
      (least, { classIndex, count, gain }) => Math.min(least, count * prices[classIndex][stop] - gain),
      isForced(question, stop) ? Number.POSITIVE_INFINITY : 0,
    );
  return {
    addTours: (classIndex, tours) => {
      const fresh = tours.filter((tour) => {
        const name = `${classIndex}:${tour.stops.join()}`;
        return known.has(name) ? false : known.add(name);
      });
      program.addColumns(fresh.map((tour) => tourColumn(tour, { rows, question, classIndex })));
      return fresh.length;
    },
    solve: () => {
      const optimum = program.solve();
      if (!optimum) return null;
      const price = (row: number) => (row < 0 ? 0 : optimum.duals[row]);
      return { objective: optimum.objective, prices: rows.calls.map((own) => Float64Array.from(own, price)) };
    },
    boundAt: (prices, leastReducedCost) =>
      classes.reduce((sum, { vanDays }, c) => sum + vanDays * Math.min(0, leastReducedCost[c]), 0) +
      options.reduce((sum, own, stop) => sum + leastOf(own, stop, prices), 0),
    dispose: program.dispose,
  };
}

/** A stop served on a class of days, so many times, with the need that this meets. */
interface VisitOption {
  readonly classIndex: number;
  readonly count: number;
  readonly gain: number;
}

const isForced = (question: BoundQuestion, stop: number): boolean =>
  question.aim === 'driving' && question.visits[stop] > 0;

function optionsOf(
  problem: RotaProblem,
  of: { classes: readonly DayClass[]; rows: Rows; question: BoundQuestion },
  stop: number,
): VisitOption[] {
  const { question } = of;
  const counts = visitCounts(problem, stop).filter(
    (count) => question.aim === 'need' || count === question.visits[stop],
  );
  return counts.flatMap((count) =>
    of.classes.flatMap((_, classIndex) => {
      if (of.rows.calls[classIndex][stop] < 0) return [];
      return [{ classIndex, count, gain: question.aim === 'need' ? count * question.needPerVisit[stop] : 0 }];
    }),
  );
}

function rowsOf(problem: RotaProblem, classes: readonly DayClass[], question: BoundQuestion) {
  const lower: number[] = [];
  const upper: number[] = [];
  const row = (least: number, most: number) => {
    upper.push(most);
    return lower.push(least) - 1;
  };
  const calls = classes.map((dayClass) => {
    const own = new Int32Array(problem.stops.length).fill(-1);
    for (const stop of dayClass.stops) own[stop] = row(0, 0);
    return own;
  });
  const stops = lower.length;
  problem.stops.forEach((_, stop) => {
    row(isForced(question, stop) ? 1 : 0, 1);
  });
  const classRows = lower.length;
  for (const { vanDays } of classes) row(0, vanDays);
  return { rows: { calls, stops, classes: classRows }, bounds: { lower, upper } };
}

/** How often a tour is made. */
const tourColumn = (
  tour: Tour,
  { rows, question, classIndex }: { rows: Rows; question: BoundQuestion; classIndex: number },
): ProgramColumn => ({
  cost: question.aim === 'driving' ? tour.seconds : 0,
  rows: [...tour.stops.map((stop) => rows.calls[classIndex][stop]), rows.classes + classIndex],
  values: [...tour.stops.map(() => 1), 1],
});

/** Which stop is served on which class how often. */
function visitColumns(options: readonly VisitOption[], of: { rows: Rows; stop: number }): ProgramColumn[] {
  const { rows, stop } = of;
  return options.map(({ classIndex, count, gain }) => ({
    cost: -gain,
    rows: [rows.calls[classIndex][stop], rows.stops + stop],
    values: [-count, 1],
  }));
}
