import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import type { Call, Rota, RotaRules, Site, Van, VanDay } from '../../../server/core/nouns.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { clockTime, type Weekday } from '../../../server/shared/time.ts';
import { minutes } from '../../../server/shared/units.ts';
import { rules, site, stop, van } from '../../support/tinyTown.ts';

/*
 * A plan in which every rule is in play, and kept to the second: no time can be moved, no call put elsewhere, without breaking
 * one. Places lie along one road; a step is 400 seconds as routed, ten minutes as planned. Van 1 is based at 0, Van 2 at 10. The isle is beyond a ferry.
 */
const STEP: Readonly<Record<string, number>> = {
  'base:van-1': 0,
  'base:van-2': 10,
  ashby: 1,
  brook: 2,
  carn: 3,
  dean: 2,
  far: 24,
  isle: 12,
  early: 9,
  late: 11,
};
const STEP_SECONDS = 400;

const ids = Object.keys(STEP);
const apart = (scale: number) => ids.map((a) => ids.map((b) => Math.abs(STEP[a] - STEP[b]) * scale));

export const countyRoads = travelMatrix({
  from: ids,
  to: ids,
  seconds: apart(STEP_SECONDS),
  metres: apart(8000),
  source: { engine: 'one road', dataVersion: '1', isEstimate: false },
});

const ferry = {
  id: 'ferry',
  name: 'the Isle Ferry',
  waitSeconds: 600,
  crossingSeconds: 300,
  // Van 2 leaves for the isle at 09:06 and comes back from 11:55. After the wait, a crossing may begin at any of the drive's 29 minutes.
  hours: {
    5: [
      { from: clockTime('09:16'), to: clockTime('09:45') },
      { from: clockTime('12:05'), to: clockTime('12:34') },
    ],
  },
  maxLengthMetres: 7,
  maxWeightTonnes: 5,
  siteIds: ['isle'],
} as const;

/** Seconds of a leg: ten minutes a step, twelve on Fridays, five minutes, and the ferry's 15 to and from the isle. */
export const countyLeg = (from: string, to: string, weekday: Weekday): number => {
  const perStep = weekday === 5 ? 720 : 600;
  const isCrossing = (from === 'isle') !== (to === 'isle');
  return Math.abs(STEP[from] - STEP[to]) * perStep + 300 + (isCrossing ? 900 : 0);
};

/** A day from its calls' opening times, with nothing to spare: set-up 20 minutes, open for 90, pack-down 15. */
function day(fields: {
  vanId: string;
  week: number;
  weekday: Weekday;
  calls: readonly (readonly [string, string])[];
  rest?: readonly [string, string];
}): VanDay {
  const { vanId, weekday } = fields;
  const base = `base:${vanId}`;
  const chain = [base, ...fields.calls.map(([siteId]) => siteId), base];
  const leg = (k: number) => ({
    seconds: countyLeg(chain[k], chain[k + 1], weekday),
    metres: Math.abs(STEP[chain[k]] - STEP[chain[k + 1]]) * 8000,
  });
  const calls = fields.calls.map(([siteId, opens], k): Call => {
    const open = clockTime(opens);
    return {
      siteId,
      arrive: open - minutes(20),
      open,
      close: open + minutes(90),
      leave: open + minutes(105),
      legSeconds: leg(k).seconds,
      legMetres: leg(k).metres,
    };
  });
  const home = leg(calls.length);
  return {
    vanId,
    week: fields.week,
    weekday,
    departBase: calls[0].arrive - calls[0].legSeconds,
    calls,
    break: fields.rest ? { from: clockTime(fields.rest[0]), to: clockTime(fields.rest[1]) } : null,
    returnLegSeconds: home.seconds,
    returnLegMetres: home.metres,
    returnBase: calls[calls.length - 1].leave + home.seconds,
  };
}

/** Ashby, Brook, then the break, then Carn, every other Tuesday. */
const tuesday = (week: number) =>
  day({
    vanId: 'van-1',
    week,
    weekday: 2,
    calls: [
      ['ashby', '09:00'],
      ['brook', '11:20'],
      ['carn', '14:25'],
    ],
    rest: ['13:05', '13:50'],
  });
/** A group meets at Dean every Thursday. */
const thursday = (week: number) => day({ vanId: 'van-1', week, weekday: 4, calls: [['dean', '10:00']] });
/** The long way to Far, every other Wednesday: four hours and 50 minutes of driving, with the break before the way back. */
const wednesday = (week: number) =>
  day({ vanId: 'van-2', week, weekday: 3, calls: [['far', '11:20']], rest: ['13:05', '13:50'] });
/** The isle once in four weeks. */
const friday = day({ vanId: 'van-2', week: 0, weekday: 5, calls: [['isle', '10:10']] });
/** Two stops on every other Monday; the second may open up to ten minutes earlier or later. */
const monday = (week: number, lateOpens: string) =>
  day({
    vanId: 'van-2',
    week,
    weekday: 1,
    calls: [
      ['early', '09:00'],
      ['late', lateOpens],
    ],
  });

/** What the breaks of these days take from the drive after them. */
const withBreakAfter = (vanDay: VanDay): VanDay =>
  vanDay.weekday === 3 ? { ...vanDay, returnBase: vanDay.returnBase + minutes(45) } : vanDay;

const vanDays: readonly VanDay[] = [
  monday(0, '11:30'),
  tuesday(0),
  thursday(0),
  friday,
  wednesday(1),
  thursday(1),
  monday(2, '11:40'),
  tuesday(2),
  thursday(2),
  wednesday(3),
  thursday(3),
].map(withBreakAfter);

const spanOf = (found: readonly VanDay[]) => ({
  from: Math.min(...found.map((each) => each.departBase)),
  to: Math.max(...found.map((each) => each.returnBase)),
});
const shiftOn = (vanId: string, weekday: Weekday) =>
  spanOf(vanDays.filter((each) => each.vanId === vanId && each.weekday === weekday));

const size = { lengthMetres: 7, widthMetres: 2.3, heightMetres: 3, weightTonnes: 5 };

const vans: readonly Van[] = [
  van({
    id: 'van-1',
    name: 'Van 1',
    shifts: { 2: shiftOn('van-1', 2), 4: shiftOn('van-1', 4) },
    size: { ...size, lengthMetres: 6 },
    skills: { 4: ['group leader'] },
  }),
  van({
    id: 'van-2',
    name: 'Van 2',
    base: { name: 'East Hub', lonLat: van().base.lonLat },
    shifts: { 1: shiftOn('van-2', 1), 3: shiftOn('van-2', 3), 5: shiftOn('van-2', 5) },
    size,
    skills: { 3: ['perinatal champion', 'translator'] },
  }),
];

const window = (from: string, to: string) => ({ from: clockTime(from), to: clockTime(to) });

/** Space and way in as narrow as the van. */
const narrow = {
  lengthMetres: 7,
  widthMetres: 2.3,
  headroomMetres: 3,
  facts: { approachWidthMetres: 2.3, approachHeightMetres: 3, approachTonnes: 5 },
};

const sites: readonly Site[] = [
  site({
    id: 'ashby',
    name: 'Ashby hall',
    opening: { 2: [window('06:00', '08:00'), window('08:40', '10:45')] },
    facts: { schoolRun: { 2: [window('08:10', '08:40')] } },
  }),
  site({
    id: 'brook',
    name: 'Brook hall',
    opening: { 2: [window('11:00', '13:05')] },
    facts: { minDaysBetweenVisits: 14 },
  }),
  site({ id: 'carn', name: 'Carn hall' }),
  site({ id: 'dean', name: 'Dean hall', lengthMetres: 6 }),
  site({ id: 'far', name: 'Far hall', opening: { 3: [window('11:00', '13:05')] }, ...narrow }),
  site({ id: 'isle', name: 'Isle hall' }),
  site({ id: 'early', name: 'Early hall' }),
  site({ id: 'late', name: 'Late hall' }),
];

/** Working rules under one law on drivers' hours. */
export const countyRules = (driversHours: RotaRules['driversHours']): RotaRules =>
  rules({
    cycleWeeks: 4,
    travelFactor: 1.2,
    travelAllowanceSeconds: 300,
    travelFactorByWeekday: { 5: 1.2 },
    travelSeasons: [
      { name: 'winter', from: '11-01', to: '02-28', factor: 1.05 },
      { name: 'summer', from: '07-20', to: '09-05', factor: 1.25 },
    ],
    ferries: [ferry],
    maxCallsPerDay: 3,
    breakSeconds: minutes(45),
    breakWindow: { from: clockTime('11:00'), to: clockTime('13:50') },
    driversHours,
  });

const rota: Rota = { cycleWeeks: 4, repeats: 'weeks', vanDays, unserved: [], seed: 1, iterations: 0 };

/** The plan, valid under either law. */
export const everyRulePlan = (driversHours: RotaRules['driversHours']): CheckedRota => ({
  stops: [
    stop({
      siteId: 'ashby',
      visitsPerCycle: 2,
      wishes: {
        weekdays: [2],
        within: window('09:00', '10:30'),
        weekSets: [
          [0, 2],
          [1, 3],
        ],
      },
    }),
    stop({ siteId: 'brook', visitsPerCycle: 2 }),
    stop({ siteId: 'carn', visitsPerCycle: 2, wishes: { minDaysBetween: 14 } }),
    stop({
      siteId: 'dean',
      visitsPerCycle: 4,
      wishes: {
        series: { meetings: 6, everyWeeks: 1 },
        skills: ['group leader'],
        toleranceSeconds: minutes(15),
      },
    }),
    stop({
      siteId: 'far',
      visitsPerCycle: 2,
      wishes: { isRequired: true, skills: ['translator', 'perinatal champion'], maxDaysBetween: 14 },
    }),
    stop({ siteId: 'isle', visitsPerCycle: 3, wishes: { visitsPerCycle: 1, maxDaysBetween: 28 } }),
    stop({ siteId: 'early', visitsPerCycle: 2 }),
    stop({
      siteId: 'late',
      visitsPerCycle: 2,
      sessionSeconds: minutes(60),
      wishes: { sessionSeconds: minutes(90), toleranceSeconds: minutes(10) },
    }),
  ],
  sites,
  vans,
  rota,
  matrix: countyRoads,
  rules: countyRules(driversHours),
  locked: [{ siteId: 'isle', vanId: 'van-2', weekday: 5, weeks: [0], open: clockTime('10:10') }],
  lockedDays: [{ vanId: 'van-2', weekday: 3 }],
  lockedOrders: [{ siteIds: ['ashby', 'brook', 'carn'] }],
  previous: rota,
});

/** Days on which a moment may be moved without breaking a rule: the second Monday leaves ten minutes before its second call. */
export const isTight = (vanDay: Pick<VanDay, 'weekday'>): boolean => vanDay.weekday !== 1;
