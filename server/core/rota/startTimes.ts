import type { ClockTime, Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { RotaRules, Site, TimeWindow } from '../nouns.ts';

/** Later than any start; a tick value no comparison reaches. */
export const NEVER = 1_000_000_000;
const DAY: TimeWindow = { from: 0, to: 86_400 };

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
 * pack-down and leaving lie within one opening window.
 * @returns flat pairs [lowest, highest, lowest, highest, …], both ends allowed, ascending; empty when nothing fits
 */
export function startRanges(fields: {
  windows: readonly TimeWindow[];
  sessionSeconds: Seconds;
  rules: RotaRules;
  /** Only this opening time, when a coordinator has fixed it. */
  fixedOpen?: ClockTime;
}): Int32Array {
  const { rules } = fields;
  const ranges: number[] = [];
  for (const window of fields.windows) {
    let lowest = Math.ceil((window.from + rules.setUpSeconds) / rules.roundingSeconds);
    let highest = Math.floor(
      (window.to - rules.packDownSeconds - fields.sessionSeconds) / rules.roundingSeconds,
    );
    if (fields.fixedOpen !== undefined) {
      lowest = Math.max(lowest, Math.ceil(fields.fixedOpen / rules.roundingSeconds));
      highest = Math.min(highest, Math.floor(fields.fixedOpen / rules.roundingSeconds));
    }
    if (lowest <= highest) ranges.push(lowest, highest);
  }
  return Int32Array.from(ranges);
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
