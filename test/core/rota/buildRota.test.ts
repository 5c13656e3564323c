import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { Rota, Site, VanDay, WeeklyOpening } from '../../../server/core/nouns.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput, RotaProgress } from '../../../server/core/rota/rotaInput.ts';
import { clockText, clockTime } from '../../../server/shared/time.ts';
import { rules, shifts, stop, tinyTown, townMatrix, van } from '../../support/tinyTown.ts';

const span = (from: string, to: string) => ({ from: clockTime(from), to: clockTime(to) });

/** Van 1 on Tuesdays of one week, unless told otherwise. */
const input = (fields: Partial<RotaInput> = {}): RotaInput => ({
  stops: [stop({ siteId: 'site-ashby' })],
  sites: tinyTown.sites,
  vans: [van({ shifts: shifts([2], '08:30', '17:00') })],
  matrix: tinyTown.matrix,
  rules: rules({ cycleWeeks: 1 }),
  seed: 1,
  iterations: 200,
  ...fields,
});

const withHours = (hours: Readonly<Record<string, WeeklyOpening>>): Site[] =>
  tinyTown.sites.map((known) => ({ ...known, opening: hours[known.id] ?? null }));

/** "week weekday van: site open–close, …; break", a line per van-day. */
const lines = (rota: Rota): string[] =>
  rota.vanDays.map((day) => {
    const calls = day.calls.map(
      (call) => `${call.siteId.slice(5)} ${clockText(call.open)}–${clockText(call.close)}`,
    );
    const rest = day.break ? `; break ${clockText(day.break.from)}` : '';
    return `${day.week} ${day.weekday} ${day.vanId}: ${calls.join(', ')}${rest}`;
  });

const drivingSeconds = (rota: Rota): number =>
  rota.vanDays.reduce(
    (sum, day) => sum + day.returnLegSeconds + day.calls.reduce((legs, call) => legs + call.legSeconds, 0),
    0,
  );

describe('buildRota', () => {
  it('drives one stop base to base with set-up, session and pack-down', () => {
    const rota = buildRota(
      input({
        stops: [stop({ siteId: 'site-ashby', sessionSeconds: 7200 })],
        vans: [van({ shifts: shifts([2], '09:00', '13:00') })],
      }),
    );
    expect(rota).toEqual({
      cycleWeeks: 1,
      repeats: 'weeks',
      builtFrom: expect.stringMatching(/^[0-9a-f]{16}$/),
      unserved: [],
      seed: 1,
      iterations: 200,
      vanDays: [
        {
          vanId: 'van-1',
          week: 0,
          weekday: 2,
          departBase: clockTime('09:00'),
          calls: [
            {
              siteId: 'site-ashby',
              arrive: clockTime('09:10'),
              open: clockTime('09:30'),
              close: clockTime('11:30'),
              leave: clockTime('11:45'),
              legSeconds: 600,
              legMetres: 10_000,
            },
          ],
          break: null,
          returnLegSeconds: 600,
          returnLegMetres: 10_000,
          returnBase: clockTime('11:55'),
        },
      ],
    });
  });

  it('gives no van-days without stops, and none without vans', () => {
    expect(buildRota(input({ stops: [] }))).toEqual({
      cycleWeeks: 1,
      repeats: 'weeks',
      builtFrom: expect.stringMatching(/^[0-9a-f]{16}$/),
      vanDays: [],
      unserved: [],
      seed: 1,
      iterations: 200,
    });
    expect(buildRota(input({ vans: [] })).vanDays).toEqual([]);
  });

  it('leaves out stops of which no visit is asked for', () => {
    const rota = buildRota(input({ stops: [stop({ siteId: 'site-ashby', visitsPerCycle: 0 })] }));
    expect([rota.vanDays, rota.unserved]).toEqual([[], []]);
  });

  it('plans legs as routed × factor + allowance', () => {
    const published = rules({ cycleWeeks: 1, travelFactor: 1.15, travelAllowanceSeconds: 240 });
    const [day] = buildRota(input({ rules: published })).vanDays;
    expect([day.calls[0].legSeconds, day.returnLegSeconds]).toEqual([930, 930]);
    expect(day.calls[0].arrive - day.departBase).toBe(930);
  });

  it('fills a shift to the last second', () => {
    const exact = [van({ shifts: shifts([2], '08:40', '11:05') })];
    expect(lines(buildRota(input({ vans: exact })))).toEqual(['0 2 van-1: ashby 09:10–10:40']);
    const short = [van({ shifts: shifts([2], '08:40', '11:04') })];
    expect(buildRota(input({ vans: short })).vanDays).toEqual([]);
  });

  it('rounds a session up to whole five minutes', () => {
    const stops = [stop({ siteId: 'site-ashby', sessionSeconds: 5401 })];
    const [call] = buildRota(input({ stops })).vanDays[0].calls;
    expect(call.close - call.open).toBe(5700);
  });

  it('keeps one weekday, van and time in all weeks, spread evenly', () => {
    const stops = [
      stop({ siteId: 'site-ashby', visitsPerCycle: 4 }),
      stop({ siteId: 'site-brook', visitsPerCycle: 2 }),
      stop({ siteId: 'site-carn' }),
    ];
    const rota = buildRota(
      input({ stops, vans: [van(), tinyTown.vans[1]], rules: rules({ cycleWeeks: 4 }) }),
    );
    expect(rota.unserved).toEqual([]);
    expect(checkRota({ ...input({ stops, vans: [van(), tinyTown.vans[1]] }), rules: rules(), rota })).toEqual(
      [],
    );
    expect(rota.vanDays.map((day) => day.week)).toEqual([0, 1, 2, 3]);
    expect(new Set(rota.vanDays.map((day) => `${day.vanId} ${day.weekday}`)).size).toBe(1);
  });

  it('takes on the way what lies on the way', () => {
    const stops = ['site-ashby', 'site-brook', 'site-carn'].map((siteId) =>
      stop({ siteId, sessionSeconds: 3600 }),
    );
    expect(drivingSeconds(buildRota(input({ stops, vans: [van()] })))).toBe(3600);
  });

  it('serves the greater need when not all fit', () => {
    const stops = [
      stop({ siteId: 'site-ashby', need: 10 }),
      stop({ siteId: 'site-dean', need: 30 }),
      stop({ siteId: 'site-brook', need: 25 }),
    ];
    const vans = [van({ shifts: shifts([2], '08:30', '12:00') })];
    const rota = buildRota(input({ stops, vans }));
    expect(rota.vanDays.flatMap((day) => day.calls.map((call) => call.siteId))).toEqual(['site-dean']);
    expect(rota.unserved.map(({ siteId }) => siteId)).toEqual(['site-ashby', 'site-brook']);
  });

  it('levels the weeks when it costs no driving', () => {
    const stops = [
      stop({ siteId: 'site-dean', visitsPerCycle: 2 }),
      stop({ siteId: 'site-ashby' }),
      stop({ siteId: 'site-brook' }),
    ];
    const rota = buildRota(input({ stops, rules: rules({ cycleWeeks: 2 }) }));
    expect(rota.vanDays.map((day) => day.calls.length)).toEqual([2, 2]);
    expect(drivingSeconds(rota)).toBe(2 * 80 * 60);
  });

  it('opens on the half hour and after the school run when the day leaves the choice', () => {
    expect(lines(buildRota(input()))).toEqual(['0 2 van-1: ashby 09:30–11:00']);
    const early = { 'site-ashby': { 2: [span('08:35', '11:00')] } };
    expect(lines(buildRota(input({ sites: withHours(early) })))).toEqual(['0 2 van-1: ashby 09:00–10:30']);
  });

  it('leaves room between calls for a day on which roads are slow', () => {
    const stops = [stop({ siteId: 'site-brook' }), stop({ siteId: 'site-dean' })];
    const [{ calls }] = buildRota(input({ stops })).vanDays;
    // 20 minutes as planned, 26 on a slow day; another five for the last of them would be waste.
    expect(calls[1].arrive - calls[0].leave).toBe(25 * 60);
    const tight = [van({ shifts: shifts([2], '08:30', '14:00') })];
    const [day] = buildRota(input({ stops, vans: tight })).vanDays;
    expect(day.calls[1].arrive - day.calls[0].leave).toBe(20 * 60);
  });

  it('refuses rules that make no sense, naming them', () => {
    const build = (fields: Parameters<typeof rules>[0]) => () => buildRota(input({ rules: rules(fields) }));
    expect(build({ cycleWeeks: 0 })).toThrow(
      'The working rule cycleWeeks is 0: expected a whole number from 1',
    );
    expect(build({ cycleWeeks: 31 })).toThrow('The working rule cycleWeeks is 31: expected at most 30');
    expect(build({ travelFactor: Number.NaN })).toThrow('The working rule travelFactor is NaN');
    expect(build({ breakSeconds: 7200, breakWindow: span('12:00', '13:00') })).toThrow(
      'The working rule breakWindow is 12:00 to 13:00: expected a window of at least 7200 seconds, the length of the break',
    );
  });

  it('refuses a road table that lacks a place', () => {
    const matrix = townMatrix(['site-ashby']);
    expect(() => buildRota(input({ matrix }))).toThrow('The travel matrix does not hold "base:van-1"');
  });

  it('reports progress and stops when told to', () => {
    const reports: RotaProgress[] = [];
    buildRota(input({ iterations: 250, onProgress: (progress) => reports.push(progress) }));
    expect(reports).toEqual(
      [0, 100, 200].map((iteration) => ({
        iteration,
        iterations: 250,
        drivingSeconds: 1200,
        unservedVisits: 0,
      })),
    );
    let asked = 0;
    const rota = buildRota(
      input({
        iterations: 1_000_000_000,
        shouldStop: () => {
          asked++;
          return asked === 3;
        },
      }),
    );
    expect(asked).toBe(3);
    expect(lines(rota)).toEqual(['0 2 van-1: ashby 09:30–11:00']);
  });
});

describe('the crew’s break', () => {
  /** Two sessions of three hours with half an hour to spare: the break can only be between them. */
  const longDay = (hours: { ashby: string; brook: string }): VanDay => {
    const opening = {
      'site-ashby': { 2: [span('08:40', hours.ashby)] },
      'site-brook': { 2: [span(hours.brook, '17:00')] },
    };
    const asked = input({
      stops: ['site-ashby', 'site-brook'].map((siteId) => stop({ siteId, sessionSeconds: 10_800 })),
      sites: withHours(opening),
      vans: [van({ shifts: shifts([2], '08:30', '16:50') })],
    });
    const rota = buildRota(asked);
    expect(checkRota({ ...asked, rota })).toEqual([]);
    return rota.vanDays[0];
  };
  const times = ({ calls, break: rest }: VanDay) =>
    [calls[0].leave, calls[1].arrive, rest?.from ?? 0, rest?.to ?? 0].map(clockText);

  it('is taken on arriving at the next site when its hours allow', () => {
    expect(times(longDay({ ashby: '13:00', brook: '12:00' }))).toEqual(['12:15', '12:25', '12:25', '12:55']);
  });

  it('is taken at the site just packed down when the next is not open yet', () => {
    expect(times(longDay({ ashby: '12:45', brook: '12:55' }))).toEqual(['12:45', '12:55', '12:15', '12:45']);
  });

  it('is taken parked on the way when neither site is open', () => {
    expect(times(longDay({ ashby: '12:15', brook: '12:55' }))).toEqual(['12:15', '12:55', '12:25', '12:55']);
  });

  it('is taken around midday rather than at the first chance', () => {
    const asked = input({
      stops: ['site-ashby', 'site-brook', 'site-carn'].map((siteId) => stop({ siteId })),
      rules: rules({ cycleWeeks: 1, breakWindow: span('10:00', '14:30') }),
    });
    const rota = buildRota(asked);
    expect(checkRota({ ...asked, rota })).toEqual([]);
    const rest = rota.vanDays[0].break;
    expect(rest?.from).toBeGreaterThanOrEqual(clockTime('11:45'));
    expect(rest?.to).toBeLessThanOrEqual(clockTime('14:00'));
  });

  it('is not asked of a day of exactly the limit', () => {
    const exact = { ...rules({ cycleWeeks: 1 }), breakAfterSeconds: clockTime('02:25') };
    expect(buildRota(input({ rules: exact })).vanDays[0].break).toBeNull();
    const shorter = { ...exact, breakAfterSeconds: clockTime('02:25') - 1 };
    expect(buildRota(input({ rules: shorter })).vanDays[0].break).not.toBeNull();
  });

  it('is taken beside a drive from or to the base when there is one call only', () => {
    const asked = input({
      stops: [stop({ siteId: 'site-dean', sessionSeconds: 4.5 * 3600 })],
      sites: withHours({ 'site-dean': { 2: [span('08:40', '14:30')] } }),
      vans: [van({ shifts: shifts([2], '08:00', '16:00') })],
    });
    const rota = buildRota(asked);
    expect(checkRota({ ...asked, rota })).toEqual([]);
    const [day] = rota.vanDays;
    expect(day.break?.from).toBeGreaterThanOrEqual(day.calls[0].leave);
    expect(day.returnBase - day.calls[0].leave).toBe(day.returnLegSeconds + 1800);
  });
});

describe('a stop fixed by the coordinator', () => {
  const lock = {
    siteId: 'site-brook',
    vanId: 'van-2',
    weekday: 4 as const,
    weeks: [1, 3],
    open: clockTime('13:35'),
  };

  it('keeps its van, weekday, weeks and time, and others are planned around it', () => {
    const asked = input({
      stops: [
        stop({ siteId: 'site-ashby', visitsPerCycle: 4, need: 900 }),
        stop({ siteId: 'site-brook', visitsPerCycle: 2, need: 1 }),
        stop({ siteId: 'site-carn', visitsPerCycle: 4, need: 500 }),
      ],
      vans: [van({ shifts: shifts([4], '08:30', '12:30') }), { ...tinyTown.vans[1], shifts: shifts([4]) }],
      rules: rules({ cycleWeeks: 4 }),
      locked: [lock],
    });
    const rota = buildRota(asked);
    expect(checkRota({ ...asked, rota })).toEqual([]);
    expect(lines(rota).filter((line) => line.includes('brook 13:35–15:05'))).toHaveLength(2);
    expect(
      rota.vanDays
        .filter((day) => day.calls.some((call) => call.siteId === 'site-brook'))
        .map((day) => [day.vanId, day.weekday, day.week]),
    ).toEqual([
      ['van-2', 4, 1],
      ['van-2', 4, 3],
    ]);
    expect(rota.unserved).toEqual([]);
  });

  it('comes before any need', () => {
    const stops = [stop({ siteId: 'site-brook', need: 1 }), stop({ siteId: 'site-ashby', need: 900 })];
    const rota = buildRota(
      input({
        stops,
        vans: [van({ shifts: shifts([2], '08:30', '12:00') })],
        locked: [{ ...lock, vanId: 'van-1', weekday: 2, weeks: [0], open: clockTime('09:35') }],
      }),
    );
    expect(lines(rota)).toEqual(['0 2 van-1: brook 09:35–11:05']);
    expect(rota.unserved.map(({ siteId }) => siteId)).toEqual(['site-ashby']);
  });
});
