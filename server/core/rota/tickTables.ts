import type { RotaRules } from '../nouns.ts';
import type { Departures, Legs, LegTables } from './legTables.ts';
import { NEVER, nextStart, previousStart } from './startTimes.ts';
import type { VanWeekday } from './workingDays.ts';

/** Bounds on opening ticks; one object for all van-weekdays with the same legs. */
export interface TickTables {
  /** By van-weekday, stop × stop: ticks from one opening to the next one's, at least; NEVER where there is no way. */
  readonly followOn: readonly Int32Array[];
  /** The same with the break in between. */
  readonly followWithBreakOn: readonly Int32Array[];
  /** Van-weekday × stop: earliest opening as the first call, without and with the break before it. */
  readonly first: Int32Array;
  readonly firstWithBreak: Int32Array;
  /** Van-weekday × stop: latest opening as the last call, without and with the break after it. */
  readonly last: Int32Array;
  readonly lastWithBreak: Int32Array;
  /** Earliest opening when a break comes just before: the break window must have begun. */
  readonly afterBreak: number;
  /** Per stop: latest opening when a break comes just after: the break window must not be over. */
  readonly beforeBreak: Int32Array;
  /** Per stop: seconds from opening to leaving. */
  readonly stay: Float64Array;
}

/** What the tables of ticks are worked out from. */
interface TickFields extends LegTables {
  readonly rules: RotaRules;
  readonly vanWeekdays: readonly VanWeekday[];
  readonly session: Float64Array;
}

const up = (seconds: number, { roundingSeconds }: RotaRules) =>
  Number.isFinite(seconds) ? Math.min(NEVER, Math.ceil(seconds / roundingSeconds)) : NEVER;
const down = (seconds: number, { roundingSeconds }: RotaRules) =>
  Number.isFinite(seconds) ? Math.max(-NEVER, Math.floor(seconds / roundingSeconds)) : -NEVER;

/** Bounds on opening ticks: between two stops, from the base, back to it, and beside the break. */
export function tickTables(fields: TickFields): TickTables {
  const { rules, session } = fields;
  const { breakSeconds, breakWindow } = rules;
  const stay = session.map((open) => open + rules.packDownSeconds);
  return {
    ...pairTables(fields, stay),
    ...baseTables(fields, stay),
    afterBreak: up(breakWindow.from + breakSeconds + rules.setUpSeconds, rules),
    beforeBreak: Int32Array.from(stay, (seconds) => down(breakWindow.to - breakSeconds - seconds, rules)),
    stay,
  };
}

function pairTables(fields: TickFields, stay: Float64Array) {
  const { rules, legsOn, departuresOn } = fields;
  const n = stay.length;
  const pairs = (legs: Legs, departures: Departures | null, rest: number) =>
    Int32Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      const leg = i * legs.nodes + j;
      // Where a ferry has hours no break is taken on the way: it would move one side of the crossing.
      if (rest > 0 && departures?.[leg]) return NEVER;
      return up(stay[i] + legs.seconds[leg] + rest + rules.setUpSeconds, rules);
    });
  /** Van-weekdays whose departures are free share the table of their legs. */
  const byLegs = (rest: number): Int32Array[] => {
    const known = new Map<Legs | Departures, Int32Array>();
    return legsOn.map((legs, day) => {
      const departures = departuresOn[day];
      const made = known.get(departures ?? legs) ?? pairs(legs, departures, rest);
      known.set(departures ?? legs, made);
      return made;
    });
  };
  return { followOn: byLegs(0), followWithBreakOn: byLegs(rules.breakSeconds) };
}

function baseTables(fields: TickFields, stay: Float64Array) {
  const { rules, vanWeekdays, legsOn, departuresOn } = fields;
  const { breakSeconds, breakWindow, setUpSeconds } = rules;
  const perDay = (tick: (day: number, s: number) => number) =>
    Int32Array.from(vanWeekdays.flatMap((_, day) => Array.from(stay, (__, s) => tick(day, s))));
  const afterBreak = up(breakWindow.from + breakSeconds + setUpSeconds, rules);
  const first = (rest: number) => (day: number, s: number) => {
    const { base, shift } = vanWeekdays[day];
    const leg = base * legsOn[day].nodes + s;
    const departures = departuresOn[day]?.[leg];
    if (departures && rest > 0) return NEVER;
    const departs = departures ? nextStart(departures, shift.from) : shift.from;
    return up(departs + legsOn[day].seconds[leg] + rest + setUpSeconds, rules);
  };
  const last = (rest: number) => (day: number, s: number) => {
    const { base, shift } = vanWeekdays[day];
    const leg = s * legsOn[day].nodes + base;
    const departures = departuresOn[day]?.[leg];
    if (departures && rest > 0) return -NEVER;
    const seconds = legsOn[day].seconds[leg];
    const departs = departures ? previousStart(departures, shift.to - seconds) : shift.to - seconds;
    return down(departs - rest - stay[s], rules);
  };
  const beforeBreak = (s: number) => down(breakWindow.to - breakSeconds - stay[s], rules);
  const startsTooLate = (day: number) => vanWeekdays[day].shift.from > breakWindow.to - breakSeconds;
  const endsTooSoon = (day: number) => vanWeekdays[day].shift.to < breakWindow.from + breakSeconds;
  return {
    first: perDay(first(0)),
    firstWithBreak: perDay((day, s) =>
      startsTooLate(day) ? NEVER : Math.max(afterBreak, first(breakSeconds)(day, s)),
    ),
    last: perDay(last(0)),
    lastWithBreak: perDay((day, s) =>
      endsTooSoon(day) ? -NEVER : Math.min(beforeBreak(s), last(breakSeconds)(day, s)),
    ),
  };
}
