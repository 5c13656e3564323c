import { Router } from 'express';
import type { Plan, VanDay } from '../core/nouns.ts';
import { weekOfRota } from '../core/timetable/weekOfRota.ts';
import type { PlanningContext } from '../planning/context.ts';
import { timetableOf } from '../planning/timetableOf.ts';
import { addDays, clockWords, dateAt, dateWords, type ServiceDate, weekdayOf } from '../shared/time.ts';
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
  readonly departWords: string;
  readonly calls: readonly { readonly timeWords: string; readonly siteName: string }[];
  readonly runSheet: string;
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

/** The next days on which a van really goes out: bank holidays are left out, as in the timetable. */
export function driverDays({ db, clock }: Pick<PlanningContext, 'db' | 'clock'>, plan: Plan): DriverDay[] {
  const today = dateAt(clock());
  const { visits } = timetableOf(db, plan, { from: today, weeks: DAYS_AHEAD / 7 });
  const isOut = new Set(visits.map((visit) => `${visit.date} ${visit.vanId}`));
  const names = new Map(listEverySite(db).map((site) => [site.id, site.name]));
  const dates = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(today, i));
  return dates
    .flatMap((date) => vanDaysOn(plan, date).map((found) => ({ date, ...found })))
    .filter(({ date, vanDay }) => isOut.has(`${date} ${vanDay.vanId}`))
    .slice(0, DAYS_SHOWN)
    .map(({ date, vanDay, index }) => ({
      dateWords: dateWords(date),
      isToday: date === today,
      vanName: plan.vans.find((van) => van.id === vanDay.vanId)?.name ?? vanDay.vanId,
      departWords: clockWords(vanDay.departBase),
      calls: vanDay.calls.map((call) => ({
        timeWords: `${clockWords(call.open)} to ${clockWords(call.close)}`,
        siteName: names.get(call.siteId) ?? call.siteId,
      })),
      runSheet: `/planner/plans/${plan.id}/van-days/${index}`,
    }));
}

function vanDaysOn(plan: Plan, date: ServiceDate): { vanDay: VanDay; index: number }[] {
  if (date < plan.cycleAnchor) return [];
  const week = weekOfRota(date, { ...plan.rota, cycleAnchor: plan.cycleAnchor });
  return plan.rota.vanDays.flatMap((vanDay, index) =>
    vanDay.week === week && vanDay.weekday === weekdayOf(date) ? [{ vanDay, index }] : [],
  );
}
