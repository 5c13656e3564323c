import { copyDay, type DayState, emptyDay, insertCall } from './dayState.ts';
import type { RotaProblem } from './rotaProblem.ts';
import { needsSettling, settle } from './settle.ts';
import { nextStart } from './startTimes.ts';
import { weighPlaces } from './weighPlaces.ts';

/** Where a stop can be put: a van-weekday, weeks and a place in its list. */
export interface Insertion {
  readonly day: number;
  readonly weeks: number;
  readonly visits: number;
  readonly place: number;
  /** The opening tick of the rota in force when that is kept, with all else; −1 otherwise. */
  readonly held: number;
  /** Added driving cost over the cycle, and the price of leaving the place in force. */
  readonly cost: number;
}

/** Working space of the search for insertions, made once per search. */
export interface InsertionSpace {
  readonly trial: DayState;
  /** Van-weekday × stop: 1 when the stop could be the day's only call. */
  readonly fitsAlone: Uint8Array;
  /** Place × week of the van-weekday weighed last: added cost, lowest and highest opening tick. */
  readonly cost: Float64Array;
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  /** Place × week set of the same: added cost; Infinity = out of the question. */
  readonly candidates: Float64Array;
  /** Van-weekday × stop: the version of the day for which the entries below hold. */
  readonly knownVersion: Float64Array;
  /** The best insertion into that day; null when there is none. */
  readonly known: (Insertion | null)[];
  /** 1 when it is known to leave room for the breaks too. */
  readonly isSure: Uint8Array;
}

/** Finds out which stops fit which van-weekdays at all. */
export function insertionSpace(problem: RotaProblem): InsertionSpace {
  const n = problem.stops.length;
  const { cycleWeeks } = problem.rules;
  const fitsAlone = new Uint8Array(problem.vanWeekdays.length * n);
  // Beside another call there may be a place for the law's break that a lone call does not have.
  const lone = {
    ...problem,
    limits: problem.limits.map((own) => ({ ...own, beforeBreakSeconds: Number.POSITIVE_INFINITY })),
  };
  problem.vanWeekdays.forEach((_, day) => {
    const alone = emptyDay(problem, day);
    for (let stop = 0; stop < n; stop++) {
      alone.count = 0;
      insertCall(alone, { stop, weeks: 1, place: 0 });
      fitsAlone[day * n + stop] = settle(lone, alone) && Number.isFinite(alone.cost) ? 1 : 0;
    }
  });
  const trial = emptyDay(problem, 0);
  const mostSets = problem.weekSets.reduce((most, sets) => Math.max(most, sets.length), 0);
  return {
    trial,
    fitsAlone,
    cost: new Float64Array(trial.stop.length * cycleWeeks),
    lowest: new Int32Array(trial.stop.length * cycleWeeks),
    highest: new Int32Array(trial.stop.length * cycleWeeks),
    candidates: new Float64Array(trial.stop.length * mostSets),
    knownVersion: new Float64Array(fitsAlone.length).fill(-1),
    known: new Array<Insertion | null>(fitsAlone.length).fill(null),
    isSure: new Uint8Array(fitsAlone.length),
  };
}

/**
 * The cheapest way to add a stop that no day holds yet: as many visits as possible first, then least driving.
 * @param isSkipped  asked for every van-weekday; true passes it over (the search's blinking), so that ties and greedy
 *                   traps are left now and then
 * @returns null when it fits nowhere
 */
export function bestInsertion(
  problem: RotaProblem,
  space: InsertionSpace,
  fields: { days: readonly DayState[]; stop: number; isSkipped: () => boolean },
): Insertion | null {
  const { days, stop } = fields;
  const n = problem.stops.length;
  const open: number[] = [];
  for (let day = 0; day < days.length; day++) {
    const key = day * n + stop;
    if (!space.fitsAlone[key]) continue;
    if (space.knownVersion[key] !== days[day].version) look(problem, space, days[day], stop);
    if (space.known[key] && !fields.isSkipped()) open.push(day);
  }
  // Breaks cost most to check, so only the day that leads is checked, until the leader holds.
  for (;;) {
    const day = leader(space, open, { stop, n });
    if (day < 0) return null;
    const key = day * n + stop;
    if (!space.isSure[key]) makeSure(problem, space, days[day], stop);
    if (leader(space, open, { stop, n }) === day) return space.known[key];
  }
}

/** The day with the best known insertion; −1 when there is none. */
function leader(space: InsertionSpace, days: readonly number[], at: { stop: number; n: number }): number {
  let best: Insertion | null = null;
  let bestDay = -1;
  for (const day of days) {
    const found = space.known[day * at.n + at.stop];
    if (found === null) continue;
    if (
      best === null ||
      found.visits > best.visits ||
      (found.visits === best.visits && found.cost < best.cost)
    ) {
      best = found;
      bestDay = day;
    }
  }
  return bestDay;
}

/** Notes the best insertion into a day by bounds alone. */
function look(problem: RotaProblem, space: InsertionSpace, state: DayState, stop: number): void {
  const key = state.day * problem.stops.length + stop;
  weighCandidates(problem, space, state, stop);
  space.known[key] = candidateAt(problem, space, { state, stop });
  space.knownVersion[key] = state.version;
  space.isSure[key] = space.known[key] === null || !needsSettling(problem, state.day) ? 1 : 0;
}

/** Notes the best insertion into a day that leaves room for the breaks. */
function makeSure(problem: RotaProblem, space: InsertionSpace, state: DayState, stop: number): void {
  const key = state.day * problem.stops.length + stop;
  space.isSure[key] = 1;
  if (isSettled(problem, space.trial, state, stop, space.known[key])) return;
  weighCandidates(problem, space, state, stop);
  for (;;) {
    const found = candidateAt(problem, space, { state, stop });
    space.known[key] = found;
    if (isSettled(problem, space.trial, state, stop, found)) return;
    if (found) discard(problem, space, stop, found);
  }
}

/** Fills `candidates` for one stop and day: added cost per place and week set, where bounds (without breaks) allow it. */
export function weighCandidates(
  problem: RotaProblem,
  space: InsertionSpace,
  state: DayState,
  stop: number,
): void {
  weighPlaces(problem, space, state, stop);
  const { candidates, cost, lowest, highest } = space;
  const sets = problem.weekSets[stop];
  const starts = problem.starts[state.day * problem.stops.length + stop];
  const { cycleWeeks } = problem.rules;
  const heldSet = problem.heldSet[stop];
  const inForce = problem.inForce[stop];
  const price = inForce ? problem.changeSeconds : 0;
  let at = 0;
  for (let place = 0; place <= state.count; place++) {
    for (let k = 0; k < sets.length; k++, at++) {
      let sum = k === heldSet ? 0 : price;
      let low = 0;
      let high = 2_000_000_000;
      for (let cell = place * cycleWeeks, rest = sets[k]; rest; cell++, rest >>= 1) {
        if (!(rest & 1)) continue;
        sum += cost[cell];
        if (lowest[cell] > low) low = lowest[cell];
        if (highest[cell] < high) high = highest[cell];
      }
      const fits =
        k === heldSet && inForce
          ? inForce.day === state.day && low <= inForce.open && inForce.open <= high
          : low <= high && nextStart(starts, low) <= high;
      candidates[at] = fits ? sum : Number.POSITIVE_INFINITY;
    }
  }
  if (problem.before) strikeOutOfOrder(problem, space, state, stop);
}

/** Rules out places on the wrong side of calls that a fixed order names. */
function strikeOutOfOrder(problem: RotaProblem, space: InsertionSpace, state: DayState, stop: number): void {
  const { before } = problem;
  const n = problem.stops.length;
  const sets = problem.weekSets[stop];
  for (let other = 0; before && other < state.count; other++) {
    const mustFollow = before[state.stop[other] * n + stop] === 1;
    const mustPrecede = before[stop * n + state.stop[other]] === 1;
    if (!mustFollow && !mustPrecede) continue;
    for (let place = 0; place <= state.count; place++) {
      const isWrong = place <= other ? mustFollow : mustPrecede;
      if (!isWrong) continue;
      for (let k = 0; k < sets.length; k++) {
        if (sets[k] & state.weeks[other]) {
          space.candidates[place * sets.length + k] = Number.POSITIVE_INFINITY;
        }
      }
    }
  }
}

/** The candidate with most visits, then least cost; null when none is left. */
function candidateAt(
  problem: RotaProblem,
  space: InsertionSpace,
  at: { state: DayState; stop: number },
): Insertion | null {
  const visits = problem.weekSetVisits[at.stop];
  const { candidates } = space;
  const count = (at.state.count + 1) * visits.length;
  let best = -1;
  let bestVisits = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let index = 0, k = 0; index < count; index++) {
    const cost = candidates[index];
    if (
      visits[k] > bestVisits ? cost < Number.POSITIVE_INFINITY : visits[k] === bestVisits && cost < bestCost
    ) {
      best = index;
      bestVisits = visits[k];
      bestCost = cost;
    }
    if (++k === visits.length) k = 0;
  }
  if (best < 0) return null;
  return insertionAt(problem, space, at, best);
}

/** What an entry of `candidates` stands for. */
export function insertionAt(
  problem: RotaProblem,
  space: InsertionSpace,
  at: { state: DayState; stop: number },
  entry: number,
): Insertion {
  const sets = problem.weekSets[at.stop];
  const k = entry % sets.length;
  return {
    day: at.state.day,
    weeks: sets[k],
    visits: problem.weekSetVisits[at.stop][k],
    place: Math.floor(entry / sets.length),
    held: k === problem.heldSet[at.stop] ? (problem.inForce[at.stop]?.open ?? -1) : -1,
    cost: space.candidates[entry],
  };
}

function discard(problem: RotaProblem, space: InsertionSpace, stop: number, found: Insertion): void {
  const sets = problem.weekSets[stop];
  const k = found.held < 0 ? sets.indexOf(found.weeks) : problem.heldSet[stop];
  space.candidates[found.place * sets.length + k] = Number.POSITIVE_INFINITY;
}

/** Whether the day still works, breaks included, with an insertion made; nothing is always possible. */
function isSettled(
  problem: RotaProblem,
  trial: DayState,
  state: DayState,
  stop: number,
  insertion: Insertion | null,
): boolean {
  if (insertion === null) return true;
  copyDay(state, trial);
  insertCall(trial, { stop, ...insertion });
  return settle(problem, trial);
}
