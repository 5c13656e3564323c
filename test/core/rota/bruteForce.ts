import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import type { Weekday } from '../../../server/shared/time.ts';

/** A stop's place in a rota: van, weekday, weeks and opening time; null = not served. */
interface Placing {
  readonly van: number;
  readonly weekday: Weekday;
  readonly weeks: readonly number[];
  readonly open: number;
}

/** The most need any rota can serve, and the least driving with which it can. */
export interface BestPossible {
  readonly need: number;
  readonly drivingSeconds: number;
}

/**
 * Tries every van, weekday, set of weeks and opening time for every stop. For a handful of stops, cycles of one or two
 * weeks and coarse roundings; sites without restrictions of hours; factor 1, no allowance.
 */
export function bestPossible(input: RotaInput): BestPossible {
  const options = input.stops.map((_, s) => [null, ...placings(input, s)]);
  let best: BestPossible = { need: 0, drivingSeconds: 0 };
  const chosen: (Placing | null)[] = [];
  const visit = (s: number) => {
    if (s === input.stops.length) {
      const worth = worthOf(input, chosen);
      if (worth && isBetter(worth, best)) best = worth;
      return;
    }
    for (const option of options[s]) {
      chosen[s] = option;
      // Time on site exceeds every drive, so no further stop can mend a day that does not work.
      if (option === null || worthOf(input, chosen.slice(0, s + 1))) visit(s + 1);
    }
    chosen.length = s;
  };
  visit(0);
  return best;
}

const isBetter = (a: BestPossible, b: BestPossible): boolean =>
  a.need > b.need + 1e-9 || (a.need > b.need - 1e-9 && a.drivingSeconds < b.drivingSeconds - 1e-9);

function placings(input: RotaInput, s: number): Placing[] {
  const { cycleWeeks, roundingSeconds } = input.rules;
  const asked = input.stops[s].visitsPerCycle;
  const weekSets = cycleWeeks === 1 ? [[0]] : asked === 1 ? [[0], [1]] : [[0, 1], [0], [1]];
  const all: Placing[] = [];
  input.vans.forEach((van, index) => {
    for (const [day, shift] of Object.entries(van.shifts)) {
      for (const weeks of weekSets) {
        const first = Math.ceil(shift.from / roundingSeconds) * roundingSeconds;
        for (let open = first; open < shift.to; open += roundingSeconds) {
          all.push({ van: index, weekday: Number(day) as Weekday, weeks, open });
        }
      }
    }
  });
  return all;
}

function worthOf(input: RotaInput, chosen: readonly (Placing | null)[]): BestPossible | null {
  const days = new Map<string, number[]>();
  let need = 0;
  chosen.forEach((placing, s) => {
    if (!placing) return;
    const stop = input.stops[s];
    need += (stop.need * placing.weeks.length) / stop.visitsPerCycle;
    for (const week of placing.weeks) {
      const key = `${placing.van}/${placing.weekday}/${week}`;
      days.set(key, [...(days.get(key) ?? []), s]);
    }
  });
  let drivingSeconds = 0;
  for (const stops of days.values()) {
    const driving = drivingOf(input, chosen as readonly Placing[], stops);
    if (driving === null) return null;
    drivingSeconds += driving;
  }
  return { need, drivingSeconds };
}

/** Driving of one van-day; null when it breaks a rule. */
function drivingOf(input: RotaInput, chosen: readonly Placing[], stops: readonly number[]): number | null {
  const { rules, matrix } = input;
  if (stops.length > rules.maxCallsPerDay) return null;
  const inOrder = [...stops].sort((a, b) => chosen[a].open - chosen[b].open);
  const van = input.vans[chosen[inOrder[0]].van];
  const shift = van.shifts[chosen[inOrder[0]].weekday];
  if (!shift) return null;
  const leg = (from: string, to: string) =>
    matrix.seconds[matrix.from.indexOf(from) * matrix.to.length + matrix.to.indexOf(to)];
  const base = `base:${van.id}`;
  const idOf = (s: number) => input.stops[s].siteId;
  const arrive = (s: number) => chosen[s].open - rules.setUpSeconds;
  const leave = (s: number) => chosen[s].open + input.stops[s].sessionSeconds + rules.packDownSeconds;
  const gaps = [...inOrder, null].map((s, k) => ({
    leaves: k === 0 ? shift.from : leave(inOrder[k - 1]),
    arrives: s === null ? shift.to : arrive(s),
    leg: leg(k === 0 ? base : idOf(inOrder[k - 1]), s === null ? base : idOf(s)),
  }));
  if (gaps.some((gap) => gap.arrives - gap.leaves < gap.leg)) return null;
  const first = gaps[0];
  const last = gaps[gaps.length - 1];
  const duty = last.leaves + last.leg - (first.arrives - first.leg);
  const holdsBreak = gaps.some(
    (gap) =>
      gap.arrives - gap.leaves - gap.leg >= rules.breakSeconds &&
      Math.min(gap.arrives, rules.breakWindow.to) - Math.max(gap.leaves, rules.breakWindow.from) >=
        rules.breakSeconds,
  );
  if (duty > rules.breakAfterSeconds && !holdsBreak) return null;
  return gaps.reduce((sum, gap) => sum + gap.leg, 0);
}
