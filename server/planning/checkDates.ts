import type { CheckedTimetable } from '../core/check/timetableFacts.ts';
import type { Plan, Stop, Timetable } from '../core/nouns.ts';
import { bankHolidaysBetween } from '../core/timetable/bankHolidays.ts';
import type { ReadableDb } from '../store/open.ts';
import { getRegion } from '../store/region.ts';
import { listSchoolTerms } from '../store/schoolTerms.ts';
import { listBankHolidays } from '../store/service.ts';
import { listEverySite } from '../store/sites.ts';

/**
 * Feasibility study, which every page then says: `auto` when a stop's site is not approved, not allowed or not risk assessed, `off`
 * refuses such a release.
 */
export type StudyMode = 'auto' | 'on' | 'off';

/** A plan's dates with everything they must agree with, for `checkTimetable` and `checkSitesOnDates`. */
export function datesToCheck(
  db: ReadableDb,
  fields: { plan: Pick<Plan, 'vans' | 'stops' | 'wishes' | 'rules'>; timetable: Timetable; study: StudyMode },
): CheckedTimetable {
  const { plan, timetable, study } = fields;
  const { from, to } = timetable;
  const { holidays } = bankHolidaysBetween({ from, to, published: listBankHolidays(db) });
  return {
    timetable,
    sites: listEverySite(db),
    vans: plan.vans,
    stops: askedStops(plan),
    minDaysBetweenVisits: plan.rules.minDaysBetweenVisits,
    bankHolidays: new Set(holidays.map(({ date }) => date)),
    requireApproved: !getRegion(db).isSample && study === 'off',
    isStudy: study === 'on',
    schoolTerms: listSchoolTerms(db),
  };
}

/** The stops of a plan with what was asked for each, wherever the plan keeps it. */
export const askedStops = ({ stops, wishes }: Pick<Plan, 'stops' | 'wishes'>): Stop[] =>
  stops.map((stop) => {
    const asked = stop.wishes ?? wishes?.stops[stop.siteId];
    return asked ? { ...stop, wishes: asked } : stop;
  });
