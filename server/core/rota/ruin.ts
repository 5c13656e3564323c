import type { RotaProblem } from './rotaProblem.ts';
import type { RotaSolution } from './solution.ts';

/** Neighbours kept per stop. */
const MOST_NEIGHBOURS = 40;
/** Stops taken out in one round, at most. */
const MOST_REMOVED = 12;
/** How often a round empties one van-weekday, takes stops at random, or (the rest) takes neighbours. */
const WHOLE_DAY_SHARE = 0.15;
const RANDOM_SHARE = 0.15;
/** Chance that a neighbour is taken out when its turn comes. */
const NEIGHBOUR_CHANCE = 0.75;

/** For every stop the others by nearness on the road (there and back), nearest first. */
export function nearStops(problem: RotaProblem): Int32Array[] {
  const { nodes, cost } = problem.legs;
  const n = problem.stops.length;
  const apart = (a: number, b: number) => cost[a * nodes + b] + cost[b * nodes + a];
  return Array.from({ length: n }, (_, s) => {
    const others = Array.from({ length: n }, (_, other) => other).filter((other) => other !== s);
    others.sort((a, b) => compare(apart(s, a), apart(s, b)) || a - b);
    return Int32Array.from(others.slice(0, MOST_NEIGHBOURS));
  });
}

/** Infinity against Infinity is a tie. */
const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/** Which served stops to take out this round; locked ones stay. */
export function pickRemovals(
  problem: RotaProblem,
  solution: RotaSolution,
  fields: { neighbours: readonly Int32Array[]; random: () => number },
): number[] {
  const { random } = fields;
  const served: number[] = [];
  for (let s = 0; s < problem.stops.length; s++) {
    if (solution.dayOf[s] >= 0 && !problem.locked[s]) served.push(s);
  }
  if (served.length === 0) return [];
  const wanted = 1 + Math.floor(random() * Math.min(MOST_REMOVED, served.length));
  const kind = random();
  if (kind < WHOLE_DAY_SHARE)
    return wholeDay(problem, solution, served[Math.floor(random() * served.length)]);
  if (kind < WHOLE_DAY_SHARE + RANDOM_SHARE) return atRandom(served, wanted, random);
  return aroundSeed(problem, solution, { ...fields, wanted });
}

function wholeDay(problem: RotaProblem, solution: RotaSolution, stop: number): number[] {
  const state = solution.days[solution.dayOf[stop]];
  return [...state.stop.subarray(0, state.count)].filter((s) => !problem.locked[s]);
}

function atRandom(served: number[], wanted: number, random: () => number): number[] {
  for (let k = 0; k < wanted; k++) {
    const pick = k + Math.floor(random() * (served.length - k));
    [served[k], served[pick]] = [served[pick], served[k]];
  }
  return served.slice(0, wanted);
}

/** A stop (served or not) and its nearest served neighbours. */
function aroundSeed(
  problem: RotaProblem,
  solution: RotaSolution,
  fields: { neighbours: readonly Int32Array[]; random: () => number; wanted: number },
): number[] {
  const seed = Math.floor(fields.random() * problem.stops.length);
  const picked: number[] = [];
  const consider = (stop: number) => {
    if (solution.dayOf[stop] >= 0 && !problem.locked[stop]) picked.push(stop);
  };
  consider(seed);
  for (const stop of fields.neighbours[seed]) {
    if (picked.length >= fields.wanted) break;
    if (fields.random() < NEIGHBOUR_CHANCE) consider(stop);
  }
  return picked;
}

/** The order in which stops are put back: by chance, by need, or by distance, drawn each round. */
export function orderForInsertion(problem: RotaProblem, pool: number[], random: () => number): number[] {
  const keys = new Map<number, number>();
  const kind = random();
  for (const stop of pool) keys.set(stop, insertionKey(problem, stop, kind, random));
  return pool.sort((a, b) => compare(keys.get(a) ?? 0, keys.get(b) ?? 0) || a - b);
}

function insertionKey(problem: RotaProblem, stop: number, kind: number, random: () => number): number {
  const { nodes, cost } = problem.legs;
  const n = problem.stops.length;
  if (kind < 0.35) return random();
  if (kind < 0.6) return -problem.visitNeed[stop] * problem.stops[stop].visitsPerCycle;
  if (kind < 0.75) return -problem.stops[stop].visitsPerCycle - random();
  const fromBase = cost[n * nodes + stop];
  return kind < 0.9 ? -fromBase : fromBase;
}
