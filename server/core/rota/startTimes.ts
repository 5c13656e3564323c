import type { ClockTime, Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { RotaRules, Site, TimeWindow } from '../nouns.ts';

/** Later than any start; a tick value no comparison reaches. */
export const NEVER = 1_000_000_000;
const DAY: TimeWindow = { from: 0, to: 86_400 };
const EVER: TimeWindow = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * When a site is open on a weekday: windows in clock order, those that touch or overlap joined into one.
 * @returns the whole day when nothing is known of the site's hours; empty when it is closed
 */
export function openWindows(site: Pick<Site, 'opening'>, weekday: Weekday): TimeWindow[] {
  if (site.opening === null) return [DAY];
  const windows = [...(site.opening[weekday] ?? [])]
    .filter((window) => window.to > window.from)
    .sort((a, b) => a.from - b.from);
  const joined: TimeWindow[] = [];
  for (const window of windows) {
    const last = joined.at(-1);
    if (last && window.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, window.to) };
    } else joined.push(window);
  }
  return joined;
}

/**
 * Ranges of ticks (multiples of `roundingSeconds`) at which a session may open so that arriving, set-up, session,
 * pack-down and leaving lie within one opening window, and the van neither comes nor goes during a school run.
 * @returns flat pairs [lowest, highest, lowest, highest, …], both ends allowed, ascending; empty when nothing fits
 */
export function startRanges(fields: {
  windows: readonly TimeWindow[];
  sessionSeconds: Seconds;
  rules: RotaRules;
  /** Only this opening time, when a coordinator has fixed it. */
  fixedOpen?: ClockTime;
  /** Open, from opening to closing, within this part of the day. */
  openWithin?: TimeWindow;
  /** Spans within which the van may not move at the site; at their ends it may. */
  schoolRuns?: readonly TimeWindow[];
}): Int32Array {
  const { rules } = fields;
  const still = (fields.schoolRuns ?? []).flatMap((run) => [
    ticksWithin(run, rules.setUpSeconds, rules),
    ticksWithin(run, -fields.sessionSeconds - rules.packDownSeconds, rules),
  ]);
  const ranges: number[] = [];
  const part = fields.openWithin ?? EVER;
  for (const window of fields.windows) {
    let lowest = Math.ceil(Math.max(window.from + rules.setUpSeconds, part.from) / rules.roundingSeconds);
    let highest = Math.floor(
      (Math.min(window.to - rules.packDownSeconds, part.to) - fields.sessionSeconds) / rules.roundingSeconds,
    );
    if (fields.fixedOpen !== undefined) {
      lowest = Math.max(lowest, Math.ceil(fields.fixedOpen / rules.roundingSeconds));
      highest = Math.min(highest, Math.floor(fields.fixedOpen / rules.roundingSeconds));
    }
    ranges.push(...withoutTicks([lowest, highest], still));
  }
  return Int32Array.from(ranges);
}

/** Ticks that lie inside a span of time moved by some seconds, its ends left out; the first after the last when there is none. */
const ticksWithin = (run: TimeWindow, by: Seconds, { roundingSeconds }: RotaRules): [number, number] => [
  Math.floor((run.from + by) / roundingSeconds) + 1,
  Math.ceil((run.to + by) / roundingSeconds) - 1,
];

/** A range of ticks less others, as flat pairs. */
function withoutTicks(range: [number, number], others: readonly [number, number][]): number[] {
  const gaps = others.filter(([from, to]) => from <= to).sort((a, b) => a[0] - b[0]);
  const left: number[] = [];
  let [lowest, highest] = range;
  for (const [from, to] of gaps) {
    if (to < lowest || from > highest) continue;
    if (from > lowest) left.push(lowest, from - 1);
    lowest = Math.max(lowest, to + 1);
  }
  if (lowest <= highest) left.push(lowest, highest);
  return left;
}

/** The first allowed start at or after a tick; NEVER when there is none. */
export function nextStart(ranges: Int32Array, tick: number): number {
  for (let k = 1; k < ranges.length; k += 2) {
    if (tick <= ranges[k]) return Math.max(tick, ranges[k - 1]);
  }
  return NEVER;
}

/** The last allowed start at or before a tick; −NEVER when there is none. */
export function previousStart(ranges: Int32Array, tick: number): number {
  for (let k = ranges.length - 2; k >= 0; k -= 2) {
    if (tick >= ranges[k]) return Math.min(tick, ranges[k + 1]);
  }
  return -NEVER;
}
