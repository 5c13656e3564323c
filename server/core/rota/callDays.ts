import type { LockedStop, RotaRules } from '../../shared/rotaRules.ts';
import type { ClockTime } from '../../shared/time.ts';
import type { Site, Stop, TimeWindow, Van } from '../nouns.ts';
import type { RotaInput } from './rotaInput.ts';
import { openWindows, startRanges } from './startTimes.ts';
import { whyTooBig } from './vanFits.ts';
import type { VanWeekday } from './workingDays.ts';

/** Why a stop cannot be on a van-weekday at all, whatever the time. */
export type DayRefusal =
  | 'van-too-big'
  | 'skill-missing'
  | 'weekday-not-wished'
  | 'day-locked'
  | 'fixed-elsewhere';

/** A stop with all that says where it may be. */
export interface PlaceableStop {
  readonly stop: Stop;
  readonly site: Site;
  readonly lock: LockedStop | undefined;
}

/** What is fixed of a rota before the search: stops where they are, and days that nobody joins. */
export interface FixedPlaces {
  /** Fixed by the coordinator, or because their day is. By site. */
  readonly locks: ReadonlyMap<string, LockedStop>;
  /** All openings of a stop whose day is fixed; more than one where its weeks differ. By site. */
  readonly opens: ReadonlyMap<string, ReadonlySet<ClockTime>>;
  readonly isDayLocked: (day: { readonly van: Pick<Van, 'id'>; readonly weekday: number }) => boolean;
}

/** Stops of a locked day stay where the rota in force has them, unless they are fixed elsewhere by themselves. */
export function fixedPlaces(input: Pick<RotaInput, 'locked' | 'lockedDays' | 'previous'>): FixedPlaces {
  const lockedDays = input.lockedDays ?? [];
  const isLocked = (vanId: string, weekday: number) =>
    lockedDays.some((day) => day.vanId === vanId && day.weekday === weekday);
  const locks = new Map<string, LockedStop>();
  const opens = new Map<string, Set<ClockTime>>();
  for (const { vanId, weekday, week, calls } of input.previous?.vanDays ?? []) {
    if (!isLocked(vanId, weekday)) continue;
    for (const { siteId, open } of calls) {
      const known = locks.get(siteId);
      opens.set(siteId, (opens.get(siteId) ?? new Set()).add(open));
      locks.set(siteId, {
        siteId,
        vanId,
        weekday,
        weeks: [...(known?.weeks ?? []), week],
        open: known?.open ?? open,
      });
    }
  }
  for (const lock of input.locked ?? []) {
    locks.set(lock.siteId, lock);
    opens.set(lock.siteId, new Set([lock.open]));
  }
  return { locks, opens, isDayLocked: ({ van, weekday }) => isLocked(van.id, weekday) };
}

/** The first reason that keeps a stop off a van-weekday; null when only times decide. */
export function dayRefusal(
  { stop, site, lock }: PlaceableStop,
  day: VanWeekday,
  given: { readonly rules: RotaRules; readonly isDayLocked: FixedPlaces['isDayLocked'] },
): DayRefusal | null {
  const { wishes } = stop;
  if (whyTooBig(day.van, site, given.rules.ferries) !== null) return 'van-too-big';
  const aboard = day.van.skills?.[day.weekday] ?? [];
  if (!(wishes?.skills ?? []).every((skill) => aboard.includes(skill))) return 'skill-missing';
  if (wishes?.weekdays && !wishes.weekdays.includes(day.weekday)) return 'weekday-not-wished';
  const isFixedHere = lock?.vanId === day.van.id && lock.weekday === day.weekday;
  if (lock && !isFixedHere) return 'fixed-elsewhere';
  return given.isDayLocked(day) && !isFixedHere ? 'day-locked' : null;
}

/** Allowed openings of a stop on a van-weekday as pairs of ticks; empty when there are none. */
export function startsOn(
  at: PlaceableStop & { readonly session: number; readonly opens: ReadonlySet<ClockTime> | undefined },
  day: VanWeekday,
  given: { readonly rules: RotaRules; readonly isDayLocked: FixedPlaces['isDayLocked'] },
): Int32Array {
  if (dayRefusal(at, day, given) !== null) return new Int32Array(0);
  const fixed = at.opens ? [...at.opens].sort((a, b) => a - b) : [undefined];
  const ranges = fixed.map((fixedOpen) =>
    startRanges({
      windows: openWindows(at.site, day.weekday),
      sessionSeconds: at.session,
      rules: given.rules,
      fixedOpen,
      openWithin: at.stop.wishes?.within,
      schoolRuns: at.site.facts.schoolRun?.[day.weekday],
    }),
  );
  return Int32Array.from(ranges.flatMap((each) => [...each]));
}

/** Windows cut down to a part of the day that opening and closing must lie in; for words, not for planning. */
export const cutTo = (windows: readonly TimeWindow[], part: TimeWindow | undefined): TimeWindow[] =>
  part === undefined
    ? [...windows]
    : windows
        .map(({ from, to }) => ({ from: Math.max(from, part.from), to: Math.min(to, part.to) }))
        .filter(({ from, to }) => from < to);
