import type { Plan, Timetable } from '../core/nouns.ts';
import { bankHolidaysBetween } from '../core/timetable/bankHolidays.ts';
import { expandRota } from '../core/timetable/expandRota.ts';
import { addDays, daysBetween, type ServiceDate } from '../shared/time.ts';
import type { ReadableDb } from '../store/open.ts';
import { listBankHolidays } from '../store/service.ts';
import { listEverySite } from '../store/sites.ts';

/**
 * A plan's dated visits from a date on; a plan says nothing of days before its first cycle.
 * @param span.weeks  whole weeks ≥ 0 from `span.from`
 * @returns visits in date and clock order, dates without visits with their reason, and warnings
 */
export function timetableOf(
  db: ReadableDb,
  plan: Pick<Plan, 'rota' | 'stops' | 'cycleAnchor'>,
  span: { from: ServiceDate; weeks: number },
): Timetable {
  // biome-ignore lint/complexity/useMathMinMax: dates are text, and compare as such
  const from = span.from > plan.cycleAnchor ? span.from : plan.cycleAnchor;
  const to = addDays(span.from, span.weeks * 7 - 1);
  const weeks = Math.max(0, Math.ceil((daysBetween({ from, to }) + 1) / 7));
  const timetable = expandRota({
    rota: plan.rota,
    stops: plan.stops,
    cycleAnchor: plan.cycleAnchor,
    from,
    weeks,
    bankHolidays: bankHolidaysBetween({ from, to, published: listBankHolidays(db) }),
    siteNames: new Map(listEverySite(db).map((site) => [site.id, site.name])),
  });
  const isWithin = ({ date }: { date: ServiceDate }) => date <= to;
  return {
    ...timetable,
    to,
    visits: timetable.visits.filter(isWithin),
    skipped: timetable.skipped.filter(isWithin),
  };
}
