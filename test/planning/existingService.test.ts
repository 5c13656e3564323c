import { describe, expect, it } from 'vitest';
import type { ServiceStop } from '../../server/core/nouns.ts';
import { checkPlan } from '../../server/planning/checkPlan.ts';
import { importExistingService } from '../../server/planning/existingService.ts';
import { clockTime, serviceDate } from '../../server/shared/time.ts';
import { getPlan, listPlans } from '../../server/store/plans.ts';
import { listServiceImports } from '../../server/store/serviceImports.ts';
import { listSites } from '../../server/store/sites.ts';
import { serviceStop } from '../support/serviceStops.ts';
import { townContext } from '../support/tinyRegion.ts';

const service = (...stops: ServiceStop[]) => ({
  file: 'stops.csv',
  sha256: 'abc',
  rowsRead: stops.length,
  rows: stops.map((value, k) => ({ line: k + 2, value })),
  refused: [],
  notes: [],
});

describe('an existing service', () => {
  it('becomes sites and a plan with its published times', async () => {
    const context = townContext();
    const report = await importExistingService(
      context,
      service(
        serviceStop('Ashby Hall', { minute: 10, times: ['10:00', '11:00'] }),
        serviceStop('Post office', { minute: 22, times: ['12:00', '13:30'], community: 'Brook' }),
        serviceStop('Post office', {
          minute: 36,
          times: ['10:00', '11:00'],
          from: '2026-12-02',
          weekday: 3,
        }),
      ),
    );
    expect(report).toMatchObject({
      planLetter: 'A',
      rowsKept: 3,
      stops: 3,
      vans: 1,
      cycleWeeks: 2,
      sitesAdded: 2,
      sitesMatched: 1,
      leftOut: [],
      assumed: [],
    });
    const plan = getPlan(context.db, report.planId);
    expect(plan.cycleAnchor).toBe('2026-11-23');
    expect(
      plan.rota.vanDays.map((day) => [
        day.week,
        day.weekday,
        day.calls.map((call) => [call.siteId, call.open]),
      ]),
    ).toEqual([
      [
        0,
        2,
        [
          ['site-ashby', clockTime('10:00')],
          ['post-office-brook', clockTime('12:00')],
        ],
      ],
      [1, 3, [['post-office', clockTime('10:00')]]],
    ]);
    const site = listSites(context.db).find(({ id }) => id === 'post-office-brook');
    expect(site).toMatchObject({ status: 'proposed', source: 'timetable:stops.csv', community: 'Brook' });
    expect(listServiceImports(context.db)).toMatchObject([{ planId: 1, file: 'stops.csv', sha256: 'abc' }]);
  });

  it('keeps its faults: the plan’s own checks name them, and no others', async () => {
    const context = townContext();
    // Ashby is at minute 10 and Carn at 30: 20 minutes of road, 27 planned; 62 with pack-down and set-up.
    const wednesday = { from: '2026-11-25', weekday: 3 as const };
    const report = await importExistingService(
      context,
      service(
        serviceStop('Ashby', { minute: 10, times: ['10:00', '11:00'] }),
        serviceStop('Carn', { minute: 30, times: ['11:20', '12:20'] }),
        serviceStop('Brook', { minute: 20, times: ['10:00', '11:00'], ...wednesday }),
        serviceStop('Dean', { minute: 40, times: ['12:05', '13:05'], ...wednesday }),
      ),
    );
    const { violations } = await checkPlan(context, getPlan(context.db, report.planId));
    const hard = violations.filter(({ severity }) => severity === 'hard');
    expect(hard.map(({ rule, weekday, siteId }) => [rule, weekday, siteId])).toEqual([
      ['LEG_TOO_SHORT', 2, 'site-carn'],
      ['SET_UP_TOO_SHORT', 2, 'site-carn'],
      ['PACK_DOWN_TOO_SHORT', 2, 'site-ashby'],
    ]);
    expect(report.figures).toMatchObject({ legs: 2, legsWithRoad: 2 });
    expect(report.figures.impossible.map(({ demand, count }) => [demand, count])).toEqual([
      ['road', 0],
      ['reserve', 1],
      ['work', 1],
    ]);
  });

  it('leaves out what no plan can hold, and says which lines and why', async () => {
    const report = await importExistingService(
      townContext(),
      service(
        serviceStop('Ashby'),
        serviceStop('School', { minute: 20, type: 'private' }),
        serviceStop('Farm', { minute: 20, type: 'dynamic' }),
        serviceStop('Depot', { minute: 20, type: 'other' }),
        serviceStop('Last', { minute: 20, end: serviceDate('2026-11-24'), from: '2026-11-10' }),
        serviceStop('Past', { minute: 20, end: serviceDate('2026-11-23'), from: '2026-11-10' }),
        serviceStop('Fifth', { minute: 20, rule: 'FREQ=MONTHLY;BYDAY=5TU' }),
        serviceStop('Rare', { minute: 20, rule: 'FREQ=WEEKLY;INTERVAL=13' }),
        serviceStop('Island', { minute: null }),
        { ...serviceStop('Nowhere'), lonLat: null },
      ),
    );
    expect(report.leftOut).toEqual([
      { text: 'is not open to the public', count: 2, lines: [3, 5] },
      { text: 'is by arrangement, so it has no times to promise', count: 1, lines: [4] },
      { text: 'has no visit any more', count: 1, lines: [7] },
      { text: 'comes on the fifth weekday of a month, which no cycle of weeks has', count: 1, lines: [8] },
      { text: 'comes every 13 weeks; a cycle has at most 12', count: 1, lines: [9] },
      { text: 'has no road to it in this region', count: 1, lines: [10] },
      { text: 'is not on the map', count: 1, lines: [11] },
    ]);
    expect(report.changed).toEqual([{ text: 'comes to an end; the plan goes on', count: 1, lines: [6] }]);
    expect(report).toMatchObject({ stops: 2, sitesMatched: 2 });
  });

  it('keeps stops by arrangement as sites marked so, and names those that are known', async () => {
    const context = townContext();
    const report = await importExistingService(
      context,
      service(
        serviceStop('Ashby'),
        serviceStop('Farm', { minute: 15, type: 'dynamic' }),
        serviceStop('Brook', { minute: 20, type: 'dynamic' }),
      ),
    );
    const farm = listSites(context.db).find(({ name }) => name === 'Farm');
    expect(farm).toMatchObject({ status: 'proposed', facts: { isByArrangement: true } });
    expect(report.assumed).toEqual([
      expect.stringContaining('1 stop by arrangement is kept as a proposed site'),
      expect.stringMatching(/^In the register of sites, mark as by arrangement, if that is so: .*brook\.$/i),
    ]);
    expect(report.stops).toBe(1);
  });

  it('has a cycle as long as its intervals have in common, with every visit on its own dates', async () => {
    const context = townContext();
    const report = await importExistingService(
      context,
      service(
        serviceStop('Ashby', { rule: 'FREQ=WEEKLY;INTERVAL=2', from: '2026-11-10' }),
        serviceStop('Brook', { minute: 20, rule: 'FREQ=WEEKLY;INTERVAL=3', from: '2026-11-17' }),
      ),
    );
    const plan = getPlan(context.db, report.planId);
    expect([plan.rota.cycleWeeks, plan.cycleAnchor]).toEqual([6, '2026-11-09']);
    const weeksOf = (siteId: string) =>
      plan.rota.vanDays
        .filter((day) => day.calls.some((call) => call.siteId === siteId))
        .map((day) => day.week);
    expect(weeksOf('site-ashby')).toEqual([0, 2, 4]);
    expect(weeksOf('site-brook')).toEqual([1, 4]);
  });

  it('takes the nth weekday of a month as week n of four, and says so', async () => {
    const context = townContext();
    const report = await importExistingService(
      context,
      service(
        serviceStop('Ashby', { rule: 'FREQ=MONTHLY;BYDAY=2TU,4TU' }),
        serviceStop('Brook', { minute: 20, rule: 'FREQ=MONTHLY;BYDAY=-1TU', times: ['13:00', '14:00'] }),
      ),
    );
    const plan = getPlan(context.db, report.planId);
    expect(plan.rota.vanDays.map((day) => [day.week, day.calls.map((call) => call.siteId)])).toEqual([
      [1, ['site-ashby']],
      [3, ['site-ashby', 'site-brook']],
    ]);
    expect(report.changed).toEqual([
      {
        text: 'comes on a weekday of the month; the plan takes the nth as week n of four',
        count: 2,
        lines: [2, 3],
      },
    ]);
  });

  it('reads a steady rhythm out of a list of dates, and leaves one without out', async () => {
    const context = townContext();
    const dates = (...list: string[]) => ({ kind: 'dates' as const, dates: list.map(serviceDate) });
    const report = await importExistingService(
      context,
      service(
        { ...serviceStop('Ashby'), recurrence: dates('2026-11-24', '2026-12-08', '2027-01-05') },
        { ...serviceStop('Brook', { minute: 20 }), recurrence: dates('2026-11-24', '2026-12-02') },
      ),
    );
    expect(getPlan(context.db, report.planId).rota).toMatchObject({ cycleWeeks: 2 });
    expect(report.leftOut).toEqual([
      { text: 'comes on dates without a steady rhythm', count: 1, lines: [3] },
    ]);
  });

  it('changes nothing when none of its stops is in the region', async () => {
    const context = townContext();
    const before = listSites(context.db);
    await expect(
      importExistingService(
        context,
        service(serviceStop('Island', { minute: null }), serviceStop('Rock', { minute: null })),
      ),
    ).rejects.toMatchObject({
      code: 'SERVICE_EMPTY',
      message:
        'stops.csv: none of its 2 stops can be planned with (2 stops: has no road to it in this region). Check that the timetable is of this region, and is still in force',
    });
    expect(listSites(context.db)).toEqual(before);
    expect(listPlans(context.db)).toEqual([]);
  });

  it('gives an unknown van the base of the region’s first and the hours its timetable shows', async () => {
    const context = townContext();
    const saturday = { from: '2026-11-28', weekday: 6 as const };
    const report = await importExistingService(
      context,
      service(serviceStop('Ashby', { vanName: 'Bus', times: ['07:00', '08:00'], ...saturday })),
    );
    expect(report.assumed).toEqual([
      'The timetable does not say where Bus starts: West Hub, the base of Van 1, is taken.',
    ]);
    const [bus] = getPlan(context.db, report.planId).vans;
    // 20 minutes of set-up, and 10 of road × 1.15 with 4 more, before 7; 15 of pack-down and the same road after 8.
    expect([bus.name, bus.shifts[6]]).toEqual([
      'Bus',
      { from: clockTime('06:24') + 30, to: clockTime('08:30') + 30 },
    ]);
  });

  it('says of a stop that begins later when the plan would visit it before', async () => {
    const begin = (from: string) =>
      importExistingService(
        townContext(),
        service(serviceStop('Ashby'), serviceStop('Brook', { minute: 20, from, times: ['14:00', '15:00'] })),
      );
    expect((await begin('2026-12-01')).changed).toEqual([]);
    expect((await begin('2026-12-15')).changed).toEqual([
      { text: 'begins later; the plan has it from its first cycle', count: 1, lines: [3] },
    ]);
  });

  it('names a row of the file once, though it stands for two stops', async () => {
    const twice = [
      serviceStop('Ashby', { rule: 'FREQ=WEEKLY;INTERVAL=4' }),
      serviceStop('Ashby', {
        rule: 'FREQ=WEEKLY;INTERVAL=4',
        from: '2026-12-01',
        end: serviceDate('2027-12-01'),
      }),
      serviceStop('Ashby', {
        rule: 'FREQ=WEEKLY;INTERVAL=4',
        from: '2026-12-08',
        end: serviceDate('2027-12-01'),
      }),
    ];
    const known = service(...twice);
    const rows = known.rows.map((each) => ({ ...each, line: 2 }));
    const report = await importExistingService(townContext(), { ...known, rowsRead: 1, rows });
    expect(report).toMatchObject({ rowsRead: 1, rowsKept: 1, stops: 1 });
    expect(report.changed).toEqual([{ text: 'comes to an end; the plan goes on', count: 2, lines: [2] }]);
  });
});
