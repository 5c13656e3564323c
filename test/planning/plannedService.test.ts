import { expect, it } from 'vitest';
import { checkService } from '../../server/core/check/service/checkService.ts';
import type { Rota } from '../../server/core/nouns.ts';
import { DEFAULT_ROTA_RULES } from '../../server/core/rotaRules.ts';
import { serviceOfTimetable } from '../../server/planning/plannedService.ts';
import { serviceTravel } from '../../server/planning/serviceTravel.ts';
import { timetableOf } from '../../server/planning/timetableOf.ts';
import { clockTime, serviceDate } from '../../server/shared/time.ts';
import { listEverySite } from '../../server/store/sites.ts';
import { keepPlan, publishTables, tinyRota } from '../publish/support/tinyPublish.ts';
import { townContext } from '../support/tinyRegion.ts';

/** A plan's visits of half a year held against tiny town's road, where Ashby hall is 10 minutes from Brook hall. */
async function checkRota(rota: Rota, travelFactor: number) {
  const context = townContext(publishTables());
  const plan = keepPlan(context.db, { rota });
  const span = { from: serviceDate('2026-11-23'), to: serviceDate('2027-05-23') };
  const timetable = timetableOf(context.db, plan, { from: span.from, weeks: 26 });
  const stops = serviceOfTimetable(timetable, {
    sites: listEverySite(context.db),
    vans: plan.vans,
    organisation: 'Tiny council',
  });
  const check = checkService({
    stops,
    routedSeconds: await serviceTravel(context.engine, stops, span),
    rules: { ...DEFAULT_ROTA_RULES, travelFactor },
    bankHolidays: new Map([[serviceDate('2027-03-29'), 'Easter Monday']]),
    ...span,
  });
  return { check, stops, timetable };
}

it.each([1, 1.15, 1.3])(
  'our own plan stands the check of others’ timetables, at %s of the road',
  async (factor) => {
    const { check, stops, timetable } = await checkRota(tinyRota(), factor);
    expect(stops.map((stop) => [stop.name, stop.vanName, stop.weekday])).toEqual([
      ['Ashby hall', 'Van 1', 2],
      ['Brook hall', 'Van 1', 2],
      ['Carn hall', 'Van 1', 1],
    ]);
    expect(check.figures).toMatchObject({ visits: timetable.visits.length, legs: 1, legsWithRoad: 1 });
    expect(check.violations).toEqual([]);
  },
);

it('a plan of ours that leaves too little time is found out', async () => {
  const rota = tinyRota();
  const early = rota.vanDays.map((day) => ({
    ...day,
    calls: day.calls.map((call) =>
      call.siteId === 'site-brook' ? { ...call, arrive: clockTime('11:41'), open: clockTime('11:41') } : call,
    ),
  }));
  const { check } = await checkRota({ ...rota, vanDays: early }, 1.15);
  expect(check.violations.map(({ message }) => message)).toEqual([
    'Van 1, Tuesday, first on Tuesday 24 November 2026: Ashby hall, Ashby to Brook hall, Brook has 11 minutes, needs 15 minutes 30 seconds with a reserve for the road',
  ]);
});
