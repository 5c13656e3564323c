import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { Rota } from '../../../server/core/nouns.ts';
import { coolings, thresholdOf } from '../../../server/core/rota/annealing.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import type { Ferry, RotaRules } from '../../../server/shared/rotaRules.ts';
import type { StopWishes } from '../../../server/shared/rotaWishes.ts';
import { clockText, clockTime } from '../../../server/shared/time.ts';
import { rules, shifts, site, stop, tinyTown, van } from '../../support/tinyTown.ts';

const span = (from: string, to: string) => ({ from: clockTime(from), to: clockTime(to) });

const input = (fields: Partial<RotaInput> = {}): RotaInput => ({
  stops: [stop({ siteId: 'site-ashby' })],
  sites: tinyTown.sites,
  vans: [van()],
  matrix: tinyTown.matrix,
  rules: rules(),
  seed: 1,
  iterations: 100,
  ...fields,
});

/** One visit to Ashby with a wish. */
const wishing = (wishes: StopWishes, fields: Partial<RotaInput> = {}) =>
  input({ stops: [stop({ siteId: 'site-ashby', wishes })], ...fields });

/** "week weekday van: site open, site open", a line per van-day; the rota breaks no rule. */
function planned(asked: RotaInput): string[] {
  const rota = buildRota(asked);
  expect(checkRota({ ...asked, rota }).filter(({ severity }) => severity === 'hard')).toEqual([]);
  return linesOf(rota);
}

const linesOf = (rota: Rota) =>
  rota.vanDays.map(
    ({ week, weekday, vanId, calls }) =>
      `${week} ${weekday} ${vanId}: ${calls.map(({ siteId, open }) => `${siteId.slice(5)} ${clockText(open)}`).join(', ')}`,
  );

const refused = (asked: RotaInput): string[] => buildRota(asked).unserved.map(({ reason }) => reason);

describe('what a stop wishes', () => {
  it('is a weekday, a part of the day, and crew skills aboard', () => {
    expect(planned(wishing({ weekdays: [4] }))[0]).toMatch(/^\d 4 van-1/);
    expect(refused(wishing({ weekdays: [6] }))).toEqual([
      'Asked for on Saturday only; a van could come on Monday to Friday',
    ]);
    const afternoon = wishing(
      { within: span('15:30', '17:00') },
      { vans: [van({ shifts: shifts([2], '08:30', '18:00') })] },
    );
    expect(planned(afternoon)[0]).toMatch(/2 van-1: ashby 15:30/);
    expect(refused(wishing({ within: span('15:30', '16:30') }))).toEqual([
      'Wanted open within 15:30 to 16:30, where the site can be used for at most 1 hour; the session takes 1 hour 30 minutes',
    ]);
    const champion = wishing({ skills: ['champion'] });
    expect(planned({ ...champion, vans: [van({ skills: { 3: ['champion'] } })] })[0]).toMatch(/^\d 3 /);
    expect(refused(champion)).toEqual([
      'Needs champion aboard, which no crew has on any of the 5 weekdays the vans work',
    ]);
  });

  it('is a set of weeks, or days between visits across the end of the cycle', () => {
    const twice = (wishes: StopWishes, cycle: Partial<RotaRules> = {}) =>
      input({ stops: [stop({ siteId: 'site-ashby', visitsPerCycle: 2, wishes })], rules: rules(cycle) });
    expect(planned(twice({ weekSets: [[0, 1]] })).map((line) => line[0])).toEqual(['0', '1']);
    expect(planned(twice({ maxDaysBetween: 14 })).map((line) => Number(line[0]) % 2)).toHaveLength(2);
    // By the month the second gap is 14 or 21 days.
    expect(refused(twice({ maxDaysBetween: 14 }, { repeats: 'month' }))).toEqual([
      '2 visits in 4 weeks would come up to 21 days apart, and at most 14 are wanted',
    ]);
    expect(planned(twice({ maxDaysBetween: 21 }, { repeats: 'month' }))).toHaveLength(2);
    expect(planned(twice({ minDaysBetween: 21 }))).toHaveLength(1);
  });

  it('is a group that meets every so many weeks, where that divides the cycle', () => {
    const group = (everyWeeks: number, visitsPerCycle: number) =>
      input({
        stops: [
          stop({ siteId: 'site-ashby', visitsPerCycle, wishes: { series: { meetings: 6, everyWeeks } } }),
        ],
      });
    expect(planned(group(2, 2))).toHaveLength(2);
    expect(planned(group(1, 4))).toHaveLength(4);
    expect(refused(group(3, 1))).toEqual([
      'The group meets every 3 weeks, which does not divide the cycle of 4 weeks',
    ]);
    expect(refused(group(1, 2))).toEqual([
      'The group meets every week: 4 times in 4 weeks, while 2 visits are asked for',
    ]);
  });

  it('is to be served before all others, whatever the need', () => {
    const one = (isRequired: boolean) =>
      input({
        stops: [
          stop({ siteId: 'site-ashby', need: 500 }),
          stop({ siteId: 'site-brook', need: 1, wishes: { isRequired } }),
        ],
        vans: [van({ shifts: shifts([2]) })],
        rules: rules({ cycleWeeks: 1, maxCallsPerDay: 1 }),
      });
    expect(planned(one(false))[0]).toMatch(/ashby/);
    expect(planned(one(true))[0]).toMatch(/brook/);
  });
});

describe('vans, ferries and roads', () => {
  const size = { lengthMetres: 7.5, widthMetres: 2.4, heightMetres: 3.1, weightTonnes: 5 };

  it('keep a van from where it does not fit, and say by how much', () => {
    const at = (lengthMetres: number | null) =>
      input({
        sites: [site({ id: 'site-ashby', name: 'Ashby hall', lengthMetres })],
        vans: [van({ size })],
      });
    expect(planned(at(7.5))).toHaveLength(1);
    expect(planned(at(null))).toHaveLength(1);
    expect(refused(at(7))).toEqual(['The van does not fit: Van 1 is 7.5 m long while the space is 7 m']);
  });

  const ferry: Ferry = {
    id: 'ferry',
    name: 'The ferry',
    waitSeconds: 600,
    crossingSeconds: 300,
    hours: { 2: [span('10:00', '14:00')] },
    maxLengthMetres: null,
    maxWeightTonnes: null,
    siteIds: ['site-ashby'],
  };
  const beyond = (fields: Partial<Ferry> = {}) =>
    input({
      vans: [van({ shifts: shifts([2, 3]) })],
      rules: rules({ cycleWeeks: 1, ferries: [{ ...ferry, ...fields }] }),
    });

  it('cross on days and at hours at which the ferry goes, with wait and crossing on the leg', () => {
    const [day] = buildRota(beyond()).vanDays;
    expect(planned(beyond())).toHaveLength(1);
    expect(day.weekday).toBe(2);
    // 10 minutes of road, 10 of waiting, 5 of crossing.
    expect(day.calls[0].legSeconds).toBe(1500);
    // The crossing begins 10 to 20 minutes after leaving: from 10:00 at the earliest, until 14:00 at the latest.
    expect(day.departBase).toBeGreaterThanOrEqual(clockTime('09:50'));
    expect(day.calls[0].leave).toBeLessThanOrEqual(clockTime('13:40'));
    expect(refused(beyond({ hours: {} }))).toEqual([
      "The ferry cannot be met within the van's hours on Tuesday and Wednesday",
    ]);
  });

  it('allow for the weekday and the slowest season', () => {
    const leg = (fields: Partial<RotaRules>) =>
      buildRota(input({ vans: [van({ shifts: shifts([2]) })], rules: rules({ cycleWeeks: 1, ...fields }) }))
        .vanDays[0].calls[0].legSeconds;
    const season = (factor: number) => [{ name: 'Summer', from: '07-20', to: '09-05', factor }];
    expect(leg({})).toBe(600);
    expect(leg({ travelFactorByWeekday: { 2: 1.2, 3: 9 } })).toBe(720);
    expect(leg({ travelSeasons: season(1.5) })).toBe(900);
    expect(leg({ travelSeasons: season(0.5) })).toBe(600);
  });

  it('keep to the law on drivers’ hours', () => {
    const far = (driversHours: RotaRules['driversHours'], factor: number) =>
      input({
        stops: [stop({ siteId: 'site-dean', sessionSeconds: 1800 })],
        vans: [van({ shifts: shifts([2], '05:00', '22:00') })],
        rules: rules({ cycleWeeks: 1, travelFactor: factor, driversHours }),
      });
    // 40 minutes out and back: 5 h 20 at a factor of 4, 10 h 40 at 8.
    expect(planned(far('none', 8))).toHaveLength(1);
    expect(planned(far('gb-domestic', 4))).toHaveLength(1);
    expect(refused(far('gb-domestic', 8))).toEqual([
      "The drive there and back takes 10 hours 40 minutes, and under the law on drivers' hours at most 10 hours are driven a day",
    ]);
    // A break of 30 minutes does not allow more than 4 h 30 of driving, one of 45 does.
    expect(refused(far('assimilated-eu', 4))[0]).toMatch(/at most 4 hours 30 minutes are driven/);
    const longer = far('assimilated-eu', 4);
    const both = {
      ...longer,
      stops: ['site-carn', 'site-dean'].map((siteId) => stop({ siteId, sessionSeconds: 1800 })),
      rules: { ...longer.rules, breakSeconds: 2700 },
    };
    const [day] = buildRota(both).vanDays;
    expect(planned(both)).toHaveLength(1);
    expect(day.calls).toHaveLength(2);
    expect(day.break).not.toBeNull();
  });
});

describe('planned again', () => {
  const asked = input({
    stops: ['site-ashby', 'site-brook', 'site-carn'].map((siteId) => stop({ siteId })),
    vans: [van({ shifts: shifts([2, 4]) })],
  });
  const priced = { ...rules(), weights: { ...rules().weights, changeSeconds: 100_000 } };

  it('keeps a locked day as it is: its calls stay, and none joins them', () => {
    const previous = buildRota({ ...asked, vans: [van({ shifts: shifts([2]) })] });
    const again = {
      ...asked,
      stops: [...asked.stops, stop({ siteId: 'site-dean' })],
      previous,
      lockedDays: [{ vanId: 'van-1', weekday: 2 as const }],
      rules: { ...priced, weights: { ...priced.weights, changeSeconds: 0 } },
    };
    const lines = planned(again);
    expect(lines.filter((line) => line.slice(2, 3) === '2')).toEqual(linesOf(previous));
    expect(lines.filter((line) => line.slice(2, 3) === '4').join()).toMatch(/dean/);
  });

  it('leaves every other stop where it is when one is added and a change is dear', () => {
    const previous = buildRota(asked);
    const more = { ...asked, stops: [...asked.stops, stop({ siteId: 'site-dean' })], rules: priced };
    const after = planned({ ...more, previous }).join();
    expect(after).toMatch(/dean/);
    for (const line of linesOf(previous)) {
      const [day, calls] = line.split(': ');
      expect(after).toContain(day);
      for (const call of calls.split(', ')) expect(after).toContain(call);
    }
  });

  it('moves what may no longer stay', () => {
    const previous = buildRota(asked);
    const only = asked.stops.map((each) => ({ ...each, wishes: { weekdays: [4 as const] } }));
    const lines = planned({ ...asked, stops: only, rules: priced, previous });
    expect(new Set(lines.map((line) => line.slice(2, 3)))).toEqual(new Set(['4']));
    expect(lines.join()).toMatch(/ashby.*brook|brook.*ashby/);
  });

  it('calls at stops in a fixed order', () => {
    const order = { ...asked, rules: rules({ cycleWeeks: 1 }), vans: [van({ shifts: shifts([2]) })] };
    const fixed = planned({ ...order, lockedOrders: [{ siteIds: ['site-brook', 'site-ashby'] }] });
    expect(fixed[0]).toMatch(/brook.*ashby/);
    const otherWay = planned({ ...order, lockedOrders: [{ siteIds: ['site-ashby', 'site-brook'] }] });
    expect(otherWay[0]).toMatch(/ashby.*brook/);
  });
});

describe('the cooling of the search', () => {
  it('goes down from 1 to a thousandth, then again from a half with twice the rounds', () => {
    const at = coolings(30_000);
    const temperatures = Array.from({ length: 30_000 }, (_, round) => at(round));
    expect(temperatures.flatMap(({ isFirst }, round) => (isFirst ? [round] : []))).toEqual([0, 4000, 12_000]);
    expect(temperatures[0].temperature).toBe(1);
    expect(temperatures[400].temperature).toBe(0.5);
    expect(temperatures[3999].temperature).toBeLessThan(0.001);
    expect(temperatures[4000].temperature).toBe(0.5);
    expect(temperatures[29_999].temperature).toBeLessThan(0.0006);
  });

  it('lets a worse rota pass the less often the worse it is', () => {
    expect(thresholdOf(1)).toBe(0);
    expect(thresholdOf(0.5)).toBeCloseTo(Math.LN2, 12);
    expect(thresholdOf(0.25)).toBeCloseTo(2 * Math.LN2, 12);
    expect(thresholdOf(0)).toBeCloseTo(32 * Math.LN2, 12);
  });
});
