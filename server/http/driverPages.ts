import { Router } from 'express';
import type { DatedVisit, Plan } from '../core/nouns.ts';
import { vanDateKey } from '../core/timetable/expandRota.ts';
import { weekOfRota } from '../core/timetable/weekOfRota.ts';
import type { PlanningContext } from '../planning/context.ts';
import { timetableOf } from '../planning/timetableOf.ts';
import { clockWords, dateAt, dateWords, type ServiceDate, weekdayOf } from '../shared/time.ts';
import { getPlan } from '../store/plans.ts';
import { getRegion } from '../store/region.ts';
import { findNewestRelease } from '../store/releases.ts';
import { listEverySite } from '../store/sites.ts';
import type { RenderPage } from './renderPage.ts';

/** Days looked ahead for the next days out. */
const DAYS_AHEAD = 28;
/** Days out shown, today's included. */
const DAYS_SHOWN = 5;

/** One day out of one van, in words. */
interface DriverDay {
  readonly dateWords: string;
  readonly isToday: boolean;
  readonly vanName: string;
  /** null: the day is not as the rota has it, so nobody has worked it out. */
  readonly departWords: string | null;
  readonly calls: readonly { readonly timeWords: string; readonly siteName: string }[];
  readonly runSheet: string | null;
}

/** The crew's page: today's van-days and the next ones of the published plan, with their run sheets. */
export function driverPages(needs: PlanningContext & { renderPage: RenderPage }): Router {
  const router = Router();
  router.get('/driver', (_request, response) => {
    const release = findNewestRelease(needs.db);
    const days = release ? driverDays(needs, getPlan(needs.db, release.planId)) : [];
    response.type('html').send(
      needs.renderPage('driver.njk', {
        days,
        isPublished: release !== undefined,
        isSample: getRegion(needs.db).isSample,
      }),
    );
  });
  return router;
}

/**
 * The next days on which a van really goes out, with what it does then: visits that do not take place are left out, moved ones are
 * there. A day that is only made of moved visits has no run sheet of its own.
 */
export function driverDays({ db, clock }: Pick<PlanningContext, 'db' | 'clock'>, plan: Plan): DriverDay[] {
  const today = dateAt(clock());
  const { visits } = timetableOf(db, plan, { from: today, weeks: DAYS_AHEAD / 7 });
  const names = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const days = new Map<string, DatedVisit[]>();
  for (const visit of visits) {
    const key = vanDateKey(visit);
    days.set(key, [...(days.get(key) ?? []), visit]);
  }
  return [...days.values()].slice(0, DAYS_SHOWN).map((onDay): DriverDay => {
    const [{ date, vanId }] = onDay;
    const index = vanDayOn(plan, { date, vanId });
    const isAsPlanned = index >= 0 && !onDay.some((visit) => visit.replaces !== undefined);
    return {
      dateWords: dateWords(date),
      isToday: date === today,
      vanName: plan.vans.find((van) => van.id === vanId)?.name ?? vanId,
      departWords: isAsPlanned ? clockWords(plan.rota.vanDays[index].departBase) : null,
      calls: onDay.map(({ siteId, open, close, replaces }) => ({
        timeWords: `${clockWords(open)} to ${clockWords(close)}`,
        siteName: `${names.get(siteId) ?? siteId}${replaces ? ` (instead of ${dateWords(replaces)})` : ''}`,
      })),
      runSheet: index < 0 ? null : `/planner/plans/${plan.id}/van-days/${index}`,
    };
  });
}

/** Position of the van-day that the rota has of a van on a date; −1 where there is none. */
function vanDayOn(plan: Plan, on: { date: ServiceDate; vanId: string }): number {
  const week = weekOfRota(on.date, { ...plan.rota, cycleAnchor: plan.cycleAnchor });
  return plan.rota.vanDays.findIndex(
    (vanDay) => vanDay.vanId === on.vanId && vanDay.week === week && vanDay.weekday === weekdayOf(on.date),
  );
}
