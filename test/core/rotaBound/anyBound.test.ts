import { assert, integer, property } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rota } from '../../../server/core/nouns.ts';
import { seededRandom } from '../../../server/core/random.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import type { RotaInput } from '../../../server/core/rota/rotaInput.ts';
import { boundRota } from '../../../server/core/rotaBound/boundRota.ts';
import type { OpenProgram } from '../../../server/core/rotaBound/growingProgram.ts';
import { loadGrowingHighs } from '../../../server/planning/growingHighs.ts';
import type { RotaGap } from '../../../server/shared/rotaBound.ts';
import type { Weekday } from '../../../server/shared/time.ts';
import { bestPossible } from '../rota/bruteForce.ts';
import { randomRotaInput } from '../rota/randomRota.ts';

let open: OpenProgram;
beforeAll(async () => {
  open = await loadGrowingHighs();
});

function gapOf(input: RotaInput, rota: Rota, effort?: { rounds: number; work: number }): RotaGap {
  const bound = boundRota(input, rota, { open, ...(effort && { effort }) });
  if (bound.kind === 'none') throw new Error(bound.reason);
  return bound;
}

/** The same with what stops and rules may ask for besides, each now and then. */
function withWishes(input: RotaInput, seed: number): RotaInput {
  const random = seededRandom(seed * 7 + 1);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const [ferryId] = input.stops.map(({ siteId }) => siteId);
  const ferry = {
    ...{ id: 'ferry', name: 'The ferry', waitSeconds: 300, crossingSeconds: 600 },
    hours: { 1: [{ from: 8 * 3600, to: 16 * 3600 }], 3: [{ from: 9 * 3600, to: 13 * 3600 }] },
    ...{ maxLengthMetres: null, maxWeightTonnes: null, siteIds: [ferryId] },
  };
  return {
    ...input,
    stops: input.stops.map((stop) => ({
      ...stop,
      wishes: {
        ...(random() < 0.2 && { weekdays: [pick([1, 2, 3, 4, 5] as Weekday[]), 4 as Weekday] }),
        ...(random() < 0.2 && { within: { from: 9 * 3600, to: 14.5 * 3600 } }),
        ...(random() < 0.2 && { skills: ['perinatal'] }),
        ...(random() < 0.2 && { weekSets: [[0], [1], [0, 1]] }),
        ...(random() < 0.2 && { isRequired: true }),
      },
    })),
    vans: input.vans.map((van) => ({ ...van, skills: { 1: ['perinatal'], 4: ['perinatal'] } })),
    rules: {
      ...input.rules,
      driversHours: pick(['none', 'none', 'gb-domestic', 'assimilated-eu'] as const),
      travelFactorByWeekday: random() < 0.5 ? { 1: 1.2 } : {},
      travelSeasons: random() < 0.3 ? [{ name: 'Summer', from: '07-20', to: '09-05', factor: 1.1 }] : [],
      ferries: random() < 0.3 && ferryId !== undefined ? [ferry] : [],
    },
    lockedOrders: random() < 0.3 ? [{ siteIds: input.stops.slice(0, 3).map(({ siteId }) => siteId) }] : [],
  };
}

/** With some of the places of a rota fixed, and one of its days. */
function withLocks(input: RotaInput, rota: Rota, seed: number): RotaInput {
  const random = seededRandom(seed * 11 + 3);
  const weeksOf = (siteId: string) =>
    rota.vanDays.filter(({ calls }) => calls.some((call) => call.siteId === siteId)).map(({ week }) => week);
  const locked = new Map(
    rota.vanDays.flatMap(({ vanId, weekday, calls }) =>
      calls.flatMap(({ siteId, open: at }) =>
        random() < 0.3
          ? [[siteId, { siteId, vanId, weekday, weeks: weeksOf(siteId), open: at }] as const]
          : [],
      ),
    ),
  );
  const day = rota.vanDays[Math.floor(random() * rota.vanDays.length)];
  return {
    ...input,
    previous: rota,
    locked: [...locked.values()],
    lockedDays: day && random() < 0.5 ? [{ vanId: day.vanId, weekday: day.weekday }] : [],
  };
}

const forAnyInput = (numRuns: number, claim: (input: RotaInput, seed: number) => void) =>
  assert(
    property(
      integer({ min: 1, max: 1_000_000 }),
      integer({ min: 0, max: 8 }),
      integer({ min: 0, max: 2 }),
      (seed, stops, vans) =>
        claim(withWishes(randomRotaInput({ seed, stops, vans, iterations: 80 }), seed), seed),
    ),
    { seed: 20261124, numRuns },
  );

const visitsOf = (rota: Rota, siteId: string): number =>
  rota.vanDays.flatMap(({ calls }) => calls).filter((call) => call.siteId === siteId).length;

const areVisitsAlike = (a: Rota, b: Rota, { stops }: RotaInput): boolean =>
  stops.every(({ siteId }) => visitsOf(a, siteId) === visitsOf(b, siteId));

/** What must hold of the bound of one rota beside another rota of the same input. */
function expectHolds(input: RotaInput, rota: Rota, other: Rota): void {
  const [bound, beside] = [gapOf(input, rota), gapOf(input, other)];
  expect(bound.needBound).toBeGreaterThanOrEqual(beside.needServed * (1 - 1e-9));
  if (!areVisitsAlike(rota, other, input)) return;
  expect(bound.drivingBoundSeconds).toBeLessThanOrEqual(beside.drivingSeconds);
  alike++;
}

/** Pairs of rotas that make the same visits, so that their driving could be compared. */
let alike = 0;

describe('the bound of any rota', { timeout: 120_000 }, () => {
  it('is bettered by no rota that is found, whatever is asked of it', () => {
    forAnyInput(40, (input) => {
      expectHolds(input, buildRota({ ...input, iterations: 0 }), buildRota({ ...input, seed: 2 }));
    });
    expect(alike).toBeGreaterThan(15);
  });

  it('is bettered by no rota under locks', () => {
    forAnyInput(40, (input, seed) => {
      const locked = withLocks(input, buildRota(input), seed);
      expectHolds(locked, buildRota({ ...locked, iterations: 0 }), buildRota({ ...locked, seed: 2 }));
    });
  });

  it('holds after any number of rounds', () => {
    forAnyInput(40, (input, seed) => {
      const rota = buildRota({ ...input, iterations: 10 });
      const rounds = 1 + (seed % 6);
      const early = boundRota(input, rota, { open, effort: { rounds, work: 100_000 } });
      const full = gapOf(input, rota);
      if (early.kind === 'none') {
        expect(early.reason).toBe('the work on it was ended before anything was found');
        return;
      }
      expect(early.drivingBoundSeconds).toBeLessThanOrEqual(full.drivingBoundSeconds * 1.0006 + 1);
      expect(early.needBound).toBeGreaterThanOrEqual(full.needBound * (1 - 0.0006) - 1e-6);
    });
  });

  it('is never above the best of all rotas, found by trying every one', () => {
    let served = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const input = littleInput(seed);
      const best = bestPossible(input);
      const rota = buildRota(input);
      const bound = gapOf(input, rota);
      expect(bound.needBound).toBeGreaterThanOrEqual(best.need * (1 - 1e-9));
      if (bound.needServed < best.need * (1 - 1e-9)) continue;
      served++;
      expect(bound.drivingBoundSeconds).toBeLessThanOrEqual(best.drivingSeconds);
    }
    expect(served).toBeGreaterThan(20);
  });
});

/** Three stops with needs that tell every choice of them apart, half-hour roundings, one or two vans. */
function littleInput(seed: number): RotaInput {
  const input = randomRotaInput({ seed, stops: 3, vans: 1 + (seed % 2), iterations: 200 });
  const weekdays = seed % 3 === 0 ? [2, 4] : [2];
  return {
    ...input,
    // Planned legs are whole seconds, and sessions whole roundings.
    matrix: { ...input.matrix, seconds: input.matrix.seconds.map(Math.ceil) },
    sites: input.sites.map((site) => ({ ...site, opening: null })),
    stops: input.stops.map((stop, k) => ({
      ...stop,
      ...{ need: 10 + 7 ** k, visitsPerCycle: 1 },
      sessionSeconds: Math.ceil(stop.sessionSeconds / 1800) * 1800,
    })),
    vans: input.vans.map((van) => ({
      ...van,
      shifts: Object.fromEntries(weekdays.map((day) => [day, { from: 9 * 3600, to: 15.5 * 3600 }])),
    })),
    rules: {
      ...input.rules,
      ...{ cycleWeeks: 1, travelFactor: 1, travelAllowanceSeconds: 0, roundingSeconds: 1800 },
      ...{ setUpSeconds: 1200, minDaysBetweenVisits: 7 },
    },
  };
}
