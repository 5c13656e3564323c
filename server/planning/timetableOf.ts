import type { Plan, Timetable } from '../core/nouns.ts';
import { bankHolidaysBetween } from '../core/timetable/bankHolidays.ts';
import { expandRota } from '../core/timetable/expandRota.ts';
import { addDays, type ServiceDate } from '../shared/time.ts';
import type { ReadableDb } from '../store/open.ts';
import { listBankHolidays } from '../store/service.ts';
import { listEverySite } from '../store/sites.ts';

/**
 * A plan's dated visits from a date on.
 * @param span.weeks  whole weeks ≥ 0
 * @returns visits in date and clock order, dates without visits with their reason, and warnings
 */
export function timetableOf(
  db: ReadableDb,
  plan: Pick<Plan, 'rota' | 'stops' | 'cycleAnchor'>,
  span: { from: ServiceDate; weeks: number },
): Timetable {
  return expandRota({
    rota: plan.rota,
    stops: plan.stops,
    cycleAnchor: plan.cycleAnchor,
    from: span.from,
    weeks: span.weeks,
    bankHolidays: bankHolidaysBetween({
      from: span.from,
      to: addDays(span.from, span.weeks * 7),
      published: listBankHolidays(db),
    }),
    siteNames: new Map(listEverySite(db).map((site) => [site.id, site.name])),
  });
}
