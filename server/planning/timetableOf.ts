import type { Plan } from '../core/nouns.ts';
import { DEFAULT_ROTA_RULES } from '../core/rotaRules.ts';
import { bankHolidaysBetween } from '../core/timetable/bankHolidays.ts';
import { type DatedRota, type ExpandFields, expandRota } from '../core/timetable/expandRota.ts';
import { MOST_DAYS_AWAY } from '../core/timetable/offerDates.ts';
import { addDays, daysBetween, type ServiceDate } from '../shared/time.ts';
import { listAbsences, listCrews } from '../store/absences.ts';
import { listClashDecisions, listStandingDecisions } from '../store/clashDecisions.ts';
import type { ReadableDb } from '../store/open.ts';
import { listSchoolTerms } from '../store/schoolTerms.ts';
import { listBankHolidays } from '../store/service.ts';
import { listEverySite } from '../store/sites.ts';
import { askedStops } from './checkDates.ts';

/** What a plan's dates are made of. */
export type DatedPlan = Pick<Plan, 'id' | 'rota' | 'stops' | 'wishes' | 'vans' | 'rules' | 'cycleAnchor'>;

/**
 * A plan's dated visits from a date on, with what they meet and what was decided of that; a plan says nothing of days before its
 * first cycle.
 * @param span.weeks  whole weeks ≥ 0 from `span.from`
 * @returns visits in date and clock order, dates without visits with their reason, clashes, and warnings
 */
export function timetableOf(
  db: ReadableDb,
  plan: DatedPlan,
  span: { from: ServiceDate; weeks: number; legSeconds?: ExpandFields['legSeconds'] },
): DatedRota {
  const to = addDays(span.from, span.weeks * 7 - 1);
  const dated = expandRota({ ...expandFields(db, plan, span), legSeconds: span.legSeconds });
  const isWithin = ({ date }: { date: ServiceDate }) => date <= to;
  return {
    ...dated,
    to,
    visits: dated.visits.filter(isWithin),
    skipped: dated.skipped.filter(isWithin),
    clashes: dated.clashes.filter(({ visit }) => isWithin(visit)),
  };
}

/** What `expandRota` needs for a plan from a date on, its first cycle at the earliest, for at least so many weeks. */
export function expandFields(
  db: ReadableDb,
  plan: DatedPlan,
  span: { from: ServiceDate; weeks: number },
): ExpandFields {
  // biome-ignore lint/complexity/useMathMinMax: dates are text, and compare as such
  const from = span.from > plan.cycleAnchor ? span.from : plan.cycleAnchor;
  const to = addDays(span.from, span.weeks * 7 - 1);
  const published = listBankHolidays(db);
  // Visits are moved into these dates and out of them, and a group's meetings are counted from the first cycle on.
  const around = { from: addDays(plan.cycleAnchor, -MOST_DAYS_AWAY), to: addDays(to, 7 + MOST_DAYS_AWAY) };
  return {
    rota: plan.rota,
    stops: askedStops(plan),
    vans: plan.vans,
    sites: listEverySite(db),
    rules: { ...DEFAULT_ROTA_RULES, ...plan.rules },
    cycleAnchor: plan.cycleAnchor,
    from,
    weeks: Math.max(0, Math.ceil((daysBetween({ from, to }) + 1) / 7)),
    calendar: {
      bankHolidays: {
        ...bankHolidaysBetween({ from, to, published }),
        holidays: bankHolidaysBetween({ ...around, published }).holidays,
      },
      schoolTerms: listSchoolTerms(db),
      absences: listAbsences(db),
      crews: listCrews(db),
    },
    decisions: listClashDecisions(db, plan.id).filter(({ date }) => date >= plan.cycleAnchor),
    standing: new Map(listStandingDecisions(db).map(({ kind, reason }) => [kind, reason])),
  };
}
