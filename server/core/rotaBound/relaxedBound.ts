import type { RotaProblem } from '../rota/rotaProblem.ts';
import { cheapTours, type Tour } from './cheapTours.ts';
import type { OpenProgram } from './growingProgram.ts';
import type { TourSpace } from './tourSpace.ts';
import { type BoundQuestion, type Prices, type VisitMaster, visitMaster } from './visitMaster.ts';

/** How long a bound is worked on: counts, so that the same input gives the same bound. */
export interface BoundEffort {
  readonly rounds: number;
  /** As counted by `cheapTours`, in all rounds together. */
  readonly work: number;
}

/** What a bound is worked out with. */
export interface BoundTools {
  readonly open: OpenProgram;
  readonly effort: BoundEffort;
  /** Asked in every round; true ends with the best bound so far. */
  readonly shouldStop: () => boolean;
  /** Told the share 0..1 of the effort used up, or of the way to the exact relaxation. */
  readonly onProgress: (share: number) => void;
}

/** Tours added per class and round. */
const TOURS_A_ROUND = 40;
/** Calls looked at per class and round before the search for tours is cut short. */
const WORK_A_SEARCH = 400_000;
/** The bound is as good as the relaxation when it is this near to it, as a share. */
const NEAR_ENOUGH = 0.0005;
/** How much of the best prices so far goes into the next (Wentges 1997): prices that jump find useless tours. */
const SMOOTHING = 0.6;

/**
 * A valid lower bound on the answer to a question, over every rota that keeps the tables of the problem: day tours are free in each
 * week, weekdays of one class and weeks are not told apart, and stops may be split among them. Solved by column generation; every
 * round gives a bound by Lagrange, so an early end does, too.
 * @param start  tours of a rota there is, by class, so that prices are sensible from the beginning
 * @returns      −Infinity when it ended before the first round was done
 * Source: Lasdon 1970 (the bound), Desaulniers, Desrosiers & Solomon 2005 (column generation).
 */
export function relaxedBound(
  problem: RotaProblem,
  given: { spaces: readonly TourSpace[]; start: readonly (readonly Tour[])[] },
  question: BoundQuestion,
  tools: BoundTools,
): number {
  const classes = given.spaces.map(({ dayClass }) => dayClass);
  const master = visitMaster(problem, classes, question, tools.open);
  try {
    for (const [c, tours] of given.start.entries()) master.addTours(c, tours);
    return improve(master, given, question, tools);
  } finally {
    master.dispose();
  }
}

/** Prices that gave the best bound so far. */
interface Best {
  bound: number;
  prices: Prices;
}

function improve(
  master: VisitMaster,
  given: { spaces: readonly TourSpace[]; start: readonly (readonly Tour[])[] },
  question: BoundQuestion,
  tools: BoundTools,
): number {
  const { rounds, work: mostWork } = tools.effort;
  const best: Best = { bound: Number.NEGATIVE_INFINITY, prices: firstPrices(given, question) };
  const asked = { spaces: given.spaces, question };
  let work = 0;
  const tryPrices = (prices: Prices): number => {
    const priced = priceRound(master, asked, prices);
    work += priced.work;
    if (priced.bound > best.bound) Object.assign(best, { bound: priced.bound, prices });
    return priced.added;
  };
  if (tools.shouldStop()) return best.bound;
  tryPrices(best.prices);
  for (let round = 1; round < rounds && work < mostWork; round++) {
    if (tools.shouldStop()) break;
    tools.onProgress(Math.max(round / rounds, work / mostWork));
    const solved = master.solve();
    if (!solved || isNear(best.bound, solved.objective)) break;
    if (tryPrices(between(best.prices, solved.prices)) === 0 && tryPrices(solved.prices) === 0) break;
  }
  return best.bound;
}

/**
 * Prices to begin with. For driving, what the tours there are cost, shared among their calls by how far these are from base; for
 * need, nothing.
 */
function firstPrices(
  { spaces, start }: { spaces: readonly TourSpace[]; start: readonly (readonly Tour[])[] },
  question: BoundQuestion,
): Prices {
  const stops = spaces[0]?.problem.stops.length ?? 0;
  const paid = new Float64Array(stops);
  if (question.aim === 'need') return spaces.map(() => paid);
  start.forEach((tours, c) => {
    const { stops: own, out, home } = spaces[c];
    const far = (stop: number) => Math.max(1, out[own.indexOf(stop)] + home[own.indexOf(stop)]);
    for (const tour of tours) {
      const together = tour.stops.reduce((sum, stop) => sum + far(stop), 0);
      for (const stop of tour.stops)
        paid[stop] += (tour.seconds * far(stop)) / together / question.visits[stop];
    }
  });
  return spaces.map(() => paid);
}

const isNear = (bound: number, objective: number): boolean =>
  objective - bound <= NEAR_ENOUGH * Math.max(1, Math.abs(objective));

/** Tours that are cheap at some prices go into the program, and the bound at these prices comes out. */
function priceRound(
  master: VisitMaster,
  of: { spaces: readonly TourSpace[]; question: BoundQuestion },
  prices: Prices,
): { bound: number; added: number; work: number } {
  let [added, work] = [0, 0];
  const least = of.spaces.map((space, c) => {
    const cheap = cheapTours(space, {
      prices: prices[c],
      secondsWeight: of.question.aim === 'driving' ? 1 : 0,
      mostTours: TOURS_A_ROUND,
      mostWork: WORK_A_SEARCH,
    });
    added += master.addTours(c, cheap.tours);
    work += cheap.work;
    return cheap.leastReducedCost;
  });
  return { bound: master.boundAt(prices, least), added, work };
}

const between = (best: Prices, found: Prices): Prices =>
  found.map((own, c) => own.map((price, s) => SMOOTHING * best[c][s] + (1 - SMOOTHING) * price));
