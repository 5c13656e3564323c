import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import type { Rota, RotaRules, Stop, Van } from '../../../server/core/nouns.ts';
import { seededRandom } from '../../../server/core/random.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import type { LockedStop } from '../../../server/shared/rotaRules.ts';
import type { StopWishes } from '../../../server/shared/rotaWishes.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { randomRotaInput } from '../rota/randomRota.ts';

const hours = (count: number) => count * 3600;

/** A random rota problem in which stops, vans and the council ask for something of every kind. */
function askingInput(fields: { seed: number; stops: number; vans: number }): RotaInput {
  const plain = randomRotaInput({ ...fields, iterations: 25 });
  const random = seededRandom(fields.seed + 1);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const isChosen = (share: number) => random() < share;
  const byMonth = isChosen(0.3);
  const base: RotaRules = { ...plain.rules, ...(byMonth && { cycleWeeks: 4, repeats: 'month' }) };
  const rules: RotaRules = {
    ...base,
    // Far places, so that drivers' hours matter.
    travelFactor: isChosen(0.2) ? 3 : base.travelFactor,
    travelFactorByWeekday: isChosen(0.5) ? { 1: 1.1, 5: 1.2 } : {},
    travelSeasons: isChosen(0.5) ? [{ name: 'summer', from: '07-20', to: '09-05', factor: 1.3 }] : [],
    driversHours: pick(['none', 'gb-domestic', 'assimilated-eu']),
    ferries: isChosen(0.5)
      ? [
          {
            id: 'ferry',
            name: 'the ferry',
            waitSeconds: pick([0, 600]),
            crossingSeconds: 420,
            hours: isChosen(0.5)
              ? Object.fromEntries([1, 2, 4].map((day) => [day, [{ from: hours(7), to: hours(18.5) }]]))
              : null,
            maxLengthMetres: pick([6, 8, null]),
            maxWeightTonnes: pick([3.5, null]),
            siteIds: plain.sites.slice(0, 3).map(({ id }) => id),
          },
        ]
      : [],
  };
  const vans = plain.vans.map(
    (van): Van => ({
      ...van,
      skills: { 2: ['champion'], 3: ['champion', 'translator'] },
      ...(isChosen(0.5) && {
        size: {
          lengthMetres: pick([6, 7.5]),
          widthMetres: 2.3,
          heightMetres: 3,
          weightTonnes: pick([3.5, 5]),
        },
      }),
    }),
  );
  const sites = plain.sites.map((site) => ({
    ...site,
    lengthMetres: pick([7, 12, null]),
    facts: {
      ...(isChosen(0.2) && { schoolRun: { 2: [{ from: hours(8.5), to: hours(9.25) }] } }),
      ...(isChosen(0.1) && { approachTonnes: 3.5 }),
      ...(isChosen(0.1) && { minDaysBetweenVisits: 14 }),
    },
  }));
  const stops = plain.stops.map(
    (stop): Stop => (isChosen(0.6) ? { ...stop, wishes: randomWishes(rules, { pick, isChosen }) } : stop),
  );
  return { ...plain, rules, vans, sites, stops };
}

function randomWishes(
  { cycleWeeks }: RotaRules,
  { pick, isChosen }: { pick: <T>(values: readonly T[]) => T; isChosen: (share: number) => boolean },
): StopWishes {
  return {
    ...(isChosen(0.2) && { visitsPerCycle: pick([1, 2].filter((visits) => visits <= cycleWeeks)) }),
    ...(isChosen(0.2) && { sessionSeconds: pick([3600, 4000, 7200]) }),
    ...(isChosen(0.3) && { weekdays: pick<readonly Weekday[]>([[2], [1, 2, 3], [4, 5]]) }),
    ...(isChosen(0.2) && cycleWeeks >= 3 && { weekSets: pick([[[0, 2]], [[0], [1, 2]], [[2]]]) }),
    ...(isChosen(0.2) && {
      within: pick([
        { from: hours(9), to: hours(13) },
        { from: hours(12), to: hours(17) },
      ]),
    }),
    ...(isChosen(0.3) && { toleranceSeconds: pick([600, 1800]) }),
    ...(isChosen(0.1) && { minDaysBetween: 14 }),
    ...(isChosen(0.2) && { maxDaysBetween: pick([14, 28, 35]) }),
    ...(isChosen(0.2) && { skills: pick([['champion'], ['champion', 'translator']]) }),
    ...(isChosen(0.15) && { series: { meetings: 6, everyWeeks: pick([1, 2]) } }),
    ...(isChosen(0.1) && { isRequired: true }),
  };
}

const forAnyInput = (numRuns: number, claim: (input: RotaInput) => void) =>
  assert(
    property(
      integer({ min: 1, max: 1_000_000 }),
      integer({ min: 1, max: 14 }),
      integer({ min: 1, max: 3 }),
      (seed, stops, vans) => {
        claim(askingInput({ seed, stops, vans }));
      },
    ),
    { seed: 20261125, numRuns },
  );

/** Every breach that forbids publishing. */
const hardFindings = (input: RotaInput, rota: Rota): string[] =>
  checkRota({ ...input, rota })
    .filter(({ severity }) => severity === 'hard')
    .map(({ rule, message }) => `${rule} ${message}`);

/** Where each served stop is, for every other one of them. */
function someLocks(rota: Rota): LockedStop[] {
  const places = new Map<string, LockedStop>();
  for (const { vanId, weekday, week, calls } of rota.vanDays) {
    for (const { siteId, open } of calls) {
      const known = places.get(siteId);
      places.set(siteId, {
        siteId,
        vanId,
        weekday,
        weeks: [...(known?.weeks ?? []), week],
        open: known?.open ?? open,
      });
    }
  }
  return [...places.values()].filter((_, k) => k % 2 === 0);
}

describe('a rota that is built', { timeout: 120_000 }, () => {
  it('keeps every rule, whatever is asked of it', () => {
    forAnyInput(40, (input) => expect(hardFindings(input, buildRota(input))).toEqual([]));
  });

  it('keeps its locks when it is planned again', () => {
    forAnyInput(20, (input) => {
      const previous = buildRota(input);
      const stops = input.stops.map(({ wishes, ...stop }) => stop);
      const [first] = previous.vanDays;
      const again: RotaInput = {
        ...input,
        stops,
        previous: buildRota({ ...input, stops }),
        seed: input.seed + 1,
        lockedOrders:
          first && first.calls.length > 1 ? [{ siteIds: first.calls.map(({ siteId }) => siteId) }] : [],
      };
      const locked = someLocks(again.previous ?? previous);
      const withStops = { ...again, locked };
      expect(hardFindings(withStops, buildRota(withStops))).toEqual([]);
      const withDay = {
        ...again,
        lockedDays: (again.previous?.vanDays ?? [])
          .slice(0, 1)
          .map(({ vanId, weekday }) => ({ vanId, weekday })),
      };
      expect(hardFindings(withDay, buildRota(withDay))).toEqual([]);
    });
  });
});
