import { WEEKDAY_NAMES, type Weekday } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import { ASSIMILATED_EU, GB_DOMESTIC } from '../driversHours.ts';
import type { RotaRules, TimeWindow, Van } from '../nouns.ts';

const DAY_SECONDS = 86_400;
const WEEKDAYS = WEEKDAY_NAMES.map((_, k) => (k + 1) as Weekday);

/** One van on one weekday, in all weeks of the cycle. */
export interface VanWeekday {
  readonly van: Van;
  /** Row of the van's base in the leg tables. */
  readonly base: number;
  readonly weekday: Weekday;
  readonly shift: TimeWindow;
}

/** What the law on drivers' hours leaves of a day, with a margin where it depends on other days. */
export interface DayLimits {
  /** Most driving a day, ferries left out; Infinity: no limit. */
  readonly drivingSeconds: Seconds;
  /** From leaving base to being back, the break taken off. */
  readonly dutySeconds: Seconds;
  /** From leaving base to being back, the break included. */
  readonly spreadSeconds: Seconds;
  /** Driving after which a break must have been taken; Infinity: never. */
  readonly beforeBreakSeconds: Seconds;
}

const NO_LIMITS: DayLimits = {
  drivingSeconds: Number.POSITIVE_INFINITY,
  dutySeconds: Number.POSITIVE_INFINITY,
  spreadSeconds: Number.POSITIVE_INFINITY,
  beforeBreakSeconds: Number.POSITIVE_INFINITY,
};

/**
 * The van-weekdays of a van: its shifts, under the assimilated rules shortened so that the daily rest fits before the next
 * shift, and without its last weekdays where a week would otherwise hold no full weekly rest.
 */
export function workingDays(van: Van, base: number, rules: Pick<RotaRules, 'driversHours'>): VanWeekday[] {
  const days = WEEKDAYS.flatMap((weekday): VanWeekday[] => {
    const shift = van.shifts[weekday];
    return shift && shift.to > shift.from ? [{ van, base, weekday, shift }] : [];
  });
  if (rules.driversHours !== 'assimilated-eu') return days;
  while (days.length > 0 && longestRest(days) < ASSIMILATED_EU.leastWeeklyRest) days.pop();
  return days
    .map((day, k) => {
      const rest = restAfter(days, k);
      const to = Math.min(day.shift.to, day.shift.to + rest - ASSIMILATED_EU.leastDailyRest);
      return { ...day, shift: { from: day.shift.from, to } };
    })
    .filter(({ shift }) => shift.to > shift.from);
}

const longestRest = (days: readonly VanWeekday[]): Seconds =>
  Math.max(...days.map((_, k) => restAfter(days, k)));

/** From the end of a shift to the beginning of the next one, in the week after for the last. */
function restAfter(days: readonly VanWeekday[], k: number): Seconds {
  const [day, next] = [days[k], days[(k + 1) % days.length]];
  const daysBetween = k + 1 < days.length ? next.weekday - day.weekday : next.weekday + 7 - day.weekday;
  return daysBetween * DAY_SECONDS + next.shift.from - day.shift.to;
}

/**
 * What may be driven and worked on each day of a van. Limits of a week and a fortnight are shared out evenly among its
 * working days, and exceptions (two longer days a week, shorter rests) are not used: always allowed, seldom missed.
 */
export function limitsOf(
  rules: Pick<RotaRules, 'driversHours' | 'breakSeconds'>,
  workingDaysAWeek: number,
): DayLimits {
  if (rules.driversHours === 'none') return NO_LIMITS;
  if (rules.driversHours === 'gb-domestic') {
    return {
      ...NO_LIMITS,
      drivingSeconds: GB_DOMESTIC.mostDrivingADay,
      dutySeconds: GB_DOMESTIC.mostDutyADay,
    };
  }
  const { mostDrivingADay, mostDrivingAWeek, mostDrivingAFortnight, drivingBeforeBreak, leastBreak } =
    ASSIMILATED_EU;
  const share = Math.min(mostDrivingAWeek, mostDrivingAFortnight / 2) / Math.max(1, workingDaysAWeek);
  // A break shorter than the law's ends no stretch of driving: then no day may need one.
  const isBreakLong = rules.breakSeconds >= leastBreak;
  return {
    drivingSeconds: Math.min(mostDrivingADay, share, isBreakLong ? share : drivingBeforeBreak),
    dutySeconds: Number.POSITIVE_INFINITY,
    spreadSeconds: DAY_SECONDS - ASSIMILATED_EU.leastDailyRest,
    beforeBreakSeconds: drivingBeforeBreak,
  };
}
