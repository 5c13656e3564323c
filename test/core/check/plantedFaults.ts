import type { CheckedRota } from '../../../server/core/check/rotaFacts.ts';
import type { Call, VanDay } from '../../../server/core/nouns.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { rules, shifts, site, stop, tinyTown, van } from '../../support/tinyTown.ts';

/** A call from its four times, with the leg that leads to it in minutes (and kilometres). */
export const call = (siteId: string, times: string, legMinutes: number): Call => {
  const [arrive, open, close, leave] = times.split(' ').map(clockTime);
  return { siteId, arrive, open, close, leave, legSeconds: legMinutes * 60, legMetres: legMinutes * 1000 };
};

/** A van-day of Van 1 on the Tuesday of week 0; say only what matters. */
export const vanDay = (
  fields: Partial<Omit<VanDay, 'departBase' | 'returnBase' | 'break'>> & {
    from: string;
    to: string;
    back: number;
    rest?: readonly [string, string];
  },
): VanDay => ({
  vanId: fields.vanId ?? 'van-1',
  week: fields.week ?? 0,
  weekday: fields.weekday ?? 2,
  departBase: clockTime(fields.from),
  calls: fields.calls ?? [],
  break: fields.rest ? { from: clockTime(fields.rest[0]), to: clockTime(fields.rest[1]) } : null,
  returnLegSeconds: fields.back * 60,
  returnLegMetres: fields.back * 1000,
  returnBase: clockTime(fields.to),
});

export const ashby = call('site-ashby', '08:40 09:00 10:30 10:45', 10);
export const brook = call('site-brook', '10:55 11:15 12:45 13:00', 10);
/** The crew rests from 13:10 to 13:40, on arriving. */
export const carn = call('site-carn', '13:10 14:00 15:30 15:45', 10);

/** Two Tuesdays of Van 1: Ashby in both weeks, Brook and Carn in the first. Keeps every rule exactly, without a second to spare. */
export const firstTuesday = vanDay({
  from: '08:30',
  to: '16:15',
  back: 30,
  calls: [ashby, brook, carn],
  rest: ['13:10', '13:40'],
});
export const secondTuesday = vanDay({ week: 1, from: '08:30', to: '10:55', back: 10, calls: [ashby] });

export const validRota: CheckedRota = {
  stops: [
    stop({ siteId: 'site-ashby', visitsPerCycle: 2 }),
    stop({ siteId: 'site-brook' }),
    stop({ siteId: 'site-carn' }),
  ],
  sites: [
    site({
      id: 'site-ashby',
      name: 'Ashby hall',
      opening: { 2: [{ from: clockTime('08:40'), to: clockTime('10:45') }] },
    }),
    ...tinyTown.sites.slice(1),
  ],
  vans: [van({ shifts: shifts([2], '08:30', '16:15') })],
  rota: { cycleWeeks: 2, vanDays: [firstTuesday, secondTuesday], unserved: [], seed: 1, iterations: 0 },
  matrix: tinyTown.matrix,
  rules: rules({ cycleWeeks: 2 }),
};

/** The valid rota with other van-days. */
export const withDays = (...vanDays: readonly VanDay[]): CheckedRota => ({
  ...validRota,
  rota: { ...validRota.rota, vanDays },
});

/** The valid rota with its first Tuesday changed. */
export const withFirstTuesday = (fields: Partial<VanDay>): CheckedRota =>
  withDays({ ...firstTuesday, ...fields }, secondTuesday);

/** The valid rota with one call of its first Tuesday changed: 0 Ashby, 1 Brook, 2 Carn. */
export const withCall = (index: number, times: string): CheckedRota =>
  withFirstTuesday({
    calls: firstTuesday.calls.map((old, k) =>
      k === index ? call(old.siteId, times, old.legSeconds / 60) : old,
    ),
  });
