import { expect, it } from 'vitest';
import type { Plan } from '../../server/core/nouns.ts';
import { checkPlan, checkPlanOnDates } from '../../server/planning/checkPlan.ts';
import { NO_ROTA_WISHES } from '../../server/shared/rotaWishes.ts';
import { serviceDate } from '../../server/shared/time.ts';
import { saveRegion } from '../../server/store/region.ts';
import { keepPlan, publishTables, skipBankHolidays } from '../publish/support/tinyPublish.ts';
import { townContext } from '../support/tinyRegion.ts';

/** What the calendar says against the plan's sites, hard ones first. */
async function findings(facts: Readonly<Record<string, object>>, study: 'auto' | 'on' | 'off' = 'auto') {
  const context = townContext();
  const tables = publishTables();
  saveRegion(context.db, {
    ...tables,
    region: { ...tables.region, isSample: false },
    sites: tables.sites.map((site) => ({ ...site, ...facts[site.id] })),
  });
  skipBankHolidays(context.db);
  const plan = keepPlan(context.db);
  const { violations } = await checkPlanOnDates({ ...context, timetableWeeks: 26, study }, plan);
  const ofRota = (await checkPlan(context, plan)).violations;
  return violations.slice(ofRota.length).map(({ severity, message }) => `${severity} ${message}`);
}

it('a plan on sites with papers that hold has nothing against its dates', async () => {
  expect(await findings({})).toEqual([]);
});

it('a plan is told of papers, seasons and closed sites before anybody publishes it', async () => {
  const told = await findings({
    'site-ashby': { permissionExpiresOn: serviceDate('2027-04-30') },
    'site-brook': { status: 'proposed', facts: { seasons: [{ from: '04-01', to: '12-31' }] } },
    'site-carn': { facts: { isTermTimeOnly: true } },
  });
  expect(told).toEqual([
    expect.stringMatching(
      /^hard Ashby hall: permission ends on Friday 30 April 2027, with \d visits after it/,
    ),
    expect.stringMatching(
      /^soft Carn hall: the site may be used in school terms only, .* of which no terms are known/,
    ),
    expect.stringMatching(/^soft Brook hall: the site is proposed, with \d+ visits in the timetable/),
    expect.stringMatching(
      /^soft \d+ visits are out of their site’s season, the first at Brook hall on Tuesday 5 January 2027; decide/,
    ),
  ]);
});

it('what a study only advises of forbids a service', async () => {
  const proposed = { 'site-brook': { status: 'proposed' } };
  expect(await findings(proposed, 'off')).toEqual([
    expect.stringMatching(/^hard Brook hall: the site is proposed/),
  ]);
  const over = { 'site-ashby': { permissionExpiresOn: serviceDate('2026-11-30') } };
  expect(await findings(over, 'on')).toEqual([expect.stringMatching(/^soft Ashby hall: permission ends/)]);
});

it('a plan is held against what was asked of its rota, and against the plan it was planned again from', async () => {
  const context = townContext();
  saveRegion(context.db, publishTables());
  const before = keepPlan(context.db);
  const [day] = before.rota.vanDays;
  const [call] = day.calls;
  const asked: Plan = {
    ...before,
    previousPlanId: before.id,
    wishes: {
      ...NO_ROTA_WISHES,
      stops: { [call.siteId]: { within: { from: call.open + 300, to: call.close + 300 } } },
      lockedStops: [
        { siteId: call.siteId, vanId: day.vanId, weekday: day.weekday, weeks: [3], open: call.open },
      ],
      lockedDays: [{ vanId: day.vanId, weekday: day.weekday }],
    },
  };
  const rulesOf = async (plan: Plan) => {
    const known = (await checkPlan(context, before)).violations.map(({ rule }) => rule);
    const { violations } = await checkPlan(context, plan);
    return [...new Set(violations.map(({ rule }) => rule))].filter((rule) => !known.includes(rule));
  };
  expect(await rulesOf(asked)).toEqual(['OUTSIDE_PART_OF_DAY', 'LOCKED_STOP_MOVED']);
  const emptied = { ...before.rota, vanDays: before.rota.vanDays.slice(1) };
  expect(await rulesOf({ ...asked, rota: emptied })).toContain('LOCKED_DAY_CHANGED');
});
