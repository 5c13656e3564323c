import { clockText, WEEKDAY_NAMES } from '../../shared/time.ts';
import type { Seconds } from '../../shared/units.ts';
import type { TimeWindow, VanDay, Violation } from '../nouns.ts';
import type { RotaFacts } from './rotaFacts.ts';

/** The name of a site or base; its identifier when nobody knows it. */
export function placeName(facts: Pick<RotaFacts, 'sites' | 'vans'>, id: string): string {
  if (id.startsWith('base:')) {
    const van = facts.vans.get(id.slice('base:'.length));
    return van ? van.base.name : id;
  }
  return facts.sites.get(id)?.name ?? `"${id}"`;
}

/** "Tuesday of week 2" (weeks counted from 1 for people). */
export const dayName = (day: Pick<VanDay, 'week' | 'weekday'>): string =>
  `${WEEKDAY_NAMES[day.weekday - 1] ?? `weekday ${day.weekday}`} of week ${day.week + 1}`;

/** "09:30 to 11:30"; seconds are shown when they matter. */
export const windowText = (window: TimeWindow): string =>
  `${exactClock(window.from)} to ${exactClock(window.to)}`;

/** "09:30", "09:30:20"; "no time" for what is not a number. */
export function exactClock(time: number): string {
  if (!Number.isFinite(time)) return 'no time';
  const rest = Math.round(time) % 60;
  return clockText(time) + (rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`);
}

/** "8 minutes", "1 hour 5 minutes", "8 minutes 20 seconds": to the second, so that no two different lengths look alike. */
export function exactDuration(seconds: Seconds): string {
  if (!Number.isFinite(seconds)) return 'no known time';
  const whole = Math.round(Math.abs(seconds));
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor((whole % 3600) / 60), 'minute'],
    [whole % 60, 'second'],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return (seconds < 0 ? 'minus ' : '') + (words.join(' ') || '0 minutes');
}

/** A violation of a van-day, its sentence beginning with van, day and, where given, place. */
export function violationOf(
  facts: Pick<RotaFacts, 'sites' | 'vans'>,
  fields: {
    rule: string;
    day: Pick<VanDay, 'vanId' | 'week' | 'weekday'>;
    siteId?: string;
    finding: string;
    severity?: Violation['severity'];
  },
): Violation {
  const { day, siteId } = fields;
  const van = facts.vans.get(day.vanId)?.name ?? `"${day.vanId}"`;
  const place = siteId === undefined ? '' : `, ${placeName(facts, siteId)}`;
  return {
    rule: fields.rule,
    severity: fields.severity ?? 'hard',
    message: `${van}, ${dayName(day)}${place}: ${fields.finding}`,
    vanId: day.vanId,
    week: day.week,
    weekday: day.weekday,
    ...(siteId === undefined ? {} : { siteId }),
  };
}

/** The same breach found in several ways to lay out a cycle is told once. */
export const onceEach = (violations: readonly Violation[]): Violation[] => [
  ...new Map(violations.map((violation) => [violation.message, violation])).values(),
];
