import { seededRandom } from '../random.ts';
import { coolings, thresholdOf } from './annealing.ts';
import { insertCall, removeCall } from './dayState.ts';
import { bestInsertion, type InsertionSpace } from './insertion.ts';
import { serveFirst } from './makeRoom.ts';
import type { RotaInput } from './rotaInput.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { nearStops, orderForInsertion, pickRemovals } from './ruin.ts';
import { settle } from './settle.ts';
import {
  copySolution,
  emptySolution,
  isBetter,
  type RotaSolution,
  type RotaWorth,
  serve,
  unserve,
  worthOf,
} from './solution.ts';
import { countWeeks } from './visitWeeks.ts';

/** One candidate in a hundred is passed over (Christiaens & Vanden Berghe 2020). */
const BLINK_RATE = 0.01;
/** Unserved stops tried again in each round, besides those just taken out. */
const MOST_RETRIES = 8;
/** Starting temperature as a multiple of the average driving per visit. */
const START_TEMPERATURE = 2;
/** How many times its own average driving an average visit is worth to the annealing; the best is kept by need first. */
const NEED_WEIGHT = 20;
/** How often it is asked whether to stop; reports come as often, or a hundred times in all. */
const ROUNDS_BETWEEN_QUESTIONS = 100;
const MOST_REPORTS = 100;

/** A search under way. */
interface Search {
  readonly problem: RotaProblem;
  readonly space: InsertionSpace;
  readonly random: () => number;
}

/**
 * The first construction: first the rota in force, as far as it still holds; then stops by falling need, each where it
 * costs least. Fixed stops, and after them those that must be served, come before all.
 * @returns a rota that keeps every hard rule; stops that found no room are left out
 */
export function constructRota(problem: RotaProblem, space: InsertionSpace): RotaSolution {
  const solution = emptySolution(problem);
  const insert = (stop: number) => {
    if (isRequired(problem, stop)) return serveFirst(problem, space, solution, stop);
    const at = bestInsertion(problem, space, { days: solution.days, stop, isSkipped: () => false });
    if (at) serve(problem, solution, stop, at);
  };
  const order = problem.stops
    .map((_, s) => s)
    .sort((a, b) => problem.visitNeed[b] - problem.visitNeed[a] || a - b);
  for (const stop of order) if (problem.locked[stop]) insert(stop);
  keepInForce(problem, solution);
  for (const stop of order) if (solution.dayOf[stop] < 0) insert(stop);
  return solution;
}

const isRequired = (problem: RotaProblem, stop: number) => problem.stops[stop].wishes?.isRequired === true;

/** Puts stops where the rota in force has them, in clock order, as long as each day still works. */
function keepInForce(problem: RotaProblem, solution: RotaSolution): void {
  const places = problem.inForce.flatMap((place, stop) => (place ? [{ ...place, stop }] : []));
  places.sort((a, b) => a.open - b.open || a.stop - b.stop);
  for (const { day, weeks, open, stop } of places) {
    const state = solution.days[day];
    let place = 0;
    while (place < state.count && state.open[place] < open) place++;
    insertCall(state, { stop, weeks, place, held: open });
    const isKept = settle(problem, state) && Number.isFinite(state.cost);
    removeCall(state, stop);
    settle(problem, state);
    if (!isKept) continue;
    const visits = countWeeks(weeks);
    serve(problem, solution, stop, { day, weeks, visits, place, held: open, cost: 0 });
  }
}

/**
 * Improves a rota by taking out neighbouring stops and putting them back better, with simulated annealing.
 * Need served comes first, then cost; the result is never worse than the start.
 * Source: slack induction by string removals (Christiaens & Vanden Berghe 2020), with visit patterns chosen at insertion.
 */
export function improveRota(
  problem: RotaProblem,
  space: InsertionSpace,
  start: RotaSolution,
  input: Pick<RotaInput, 'seed' | 'iterations' | 'onProgress' | 'shouldStop'>,
): RotaSolution {
  const best = start;
  const current = emptySolution(problem, start.versions);
  const trial = emptySolution(problem, start.versions);
  const search: Search = { problem, space, random: seededRandom(input.seed) };
  // What fits at once is in before anything is searched, so that no search ends with less of it.
  fillUp(search, best);
  copySolution(best, current);
  copySolution(best, trial);
  const neighbours = nearStops(problem);
  const scale = energyScale(problem, best);
  const reportEvery = Math.max(ROUNDS_BETWEEN_QUESTIONS, Math.ceil(input.iterations / MOST_REPORTS));
  let bestWorth = worthOf(problem, best);
  let currentWorth = bestWorth;
  const energy = (of: RotaWorth) => of.cost + of.missingNeed * scale.need;
  const share = coolings(input.iterations);
  for (let round = 0; round < input.iterations; round++) {
    if (round % ROUNDS_BETWEEN_QUESTIONS === 0 && input.shouldStop?.()) break;
    if (round % reportEvery === 0) report(input, { problem, best, round });
    const { isFirst, temperature } = share(round);
    if (isFirst) {
      copySolution(best, current);
      copySolution(best, trial);
      currentWorth = bestWorth;
    }
    ruinAndRecreate(search, trial, neighbours);
    const worth = worthOf(problem, trial);
    if (isBetter(worth, bestWorth)) {
      copySolution(trial, best);
      bestWorth = worth;
    }
    const worse = scale.driving * START_TEMPERATURE * temperature * thresholdOf(search.random());
    if (energy(worth) < energy(currentWorth) + worse) {
      copySolution(trial, current);
      currentWorth = worth;
    } else copySolution(current, trial);
  }
  fillUp(search, best);
  return best;
}

/** Whoever still fits, without blinking: stops left out, then stops with fewer visits than asked for. */
function fillUp(search: Search, solution: RotaSolution): void {
  const { problem, space } = search;
  const insert = (stop: number) =>
    bestInsertion(problem, space, { days: solution.days, stop, isSkipped: () => false });
  for (let stop = 0; stop < problem.stops.length; stop++) {
    const at = solution.dayOf[stop] < 0 ? insert(stop) : null;
    if (at) serve(problem, solution, stop, at);
  }
  const before = emptySolution(problem, solution.versions);
  for (let stop = 0; stop < problem.stops.length; stop++) {
    const made = solution.visits[stop];
    if (made === 0 || made >= problem.weekSetVisits[stop][0] || problem.locked[stop]) continue;
    copySolution(solution, before);
    const alone = unserve(problem, solution, [stop]).length === 1;
    if (alone && isRequired(problem, stop)) serveFirst(problem, space, solution, stop);
    else if (alone) {
      const at = insert(stop);
      if (at) serve(problem, solution, stop, at);
    }
    if (solution.visits[stop] <= made) copySolution(before, solution);
  }
}

function ruinAndRecreate(search: Search, trial: RotaSolution, neighbours: readonly Int32Array[]): void {
  const { problem, space, random } = search;
  const pool = unserve(problem, trial, pickRemovals(problem, trial, { neighbours, random }));
  addUnserved(search, trial, pool);
  const isSkipped = () => random() < BLINK_RATE;
  for (const stop of orderForInsertion(problem, pool, random)) {
    const at = bestInsertion(problem, space, { days: trial.days, stop, isSkipped });
    if (at) serve(problem, trial, stop, at);
  }
}

/** Adds a few of the stops that wait outside, each once. */
function addUnserved(search: Search, trial: RotaSolution, pool: number[]): void {
  const { problem, random } = search;
  const taken = new Set(pool);
  const waiting: number[] = [];
  for (let s = 0; s < problem.stops.length; s++) {
    if (trial.dayOf[s] < 0 && problem.countedVisits[s] > 0 && !taken.has(s)) waiting.push(s);
  }
  for (let k = 0; k < MOST_RETRIES && waiting.length > 0; k++) {
    const pick = Math.floor(random() * waiting.length);
    pool.push(waiting[pick]);
    waiting[pick] = waiting[waiting.length - 1];
    waiting.pop();
  }
}

function energyScale(problem: RotaProblem, solution: RotaSolution): { driving: number; need: number } {
  let visits = 0;
  let need = 0;
  for (let s = 0; s < problem.stops.length; s++) {
    visits += solution.visits[s];
    need += solution.visits[s] * (problem.visitNeed[s] - problem.requiredNeed[s]);
  }
  let cost = 0;
  for (const day of solution.days) cost += day.cost;
  const driving = cost / Math.max(1, visits);
  return { driving, need: need > 0 ? (NEED_WEIGHT * driving * visits) / need : 0 };
}

/** Seconds of driving per cycle. */
function drivingOf(solution: RotaSolution): number {
  let sum = 0;
  for (const day of solution.days) for (const driving of day.drivingInWeek) sum += driving;
  return sum;
}

function report(
  input: Pick<RotaInput, 'iterations' | 'onProgress'>,
  at: { problem: RotaProblem; best: RotaSolution; round: number },
): void {
  if (!input.onProgress) return;
  let unservedVisits = 0;
  at.problem.stops.forEach((stop, s) => {
    unservedVisits += Math.max(0, stop.visitsPerCycle - at.best.visits[s]);
  });
  input.onProgress({
    iteration: at.round,
    iterations: input.iterations,
    drivingSeconds: Math.round(drivingOf(at.best)),
    unservedVisits,
  });
}
