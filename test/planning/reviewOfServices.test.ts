import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ReviewContentWire } from '../../server/contract/rules.ts';
import { READY_MADE } from '../../server/core/rules/readyMade.ts';
import { createEstimateEngine, DETOUR_FACTOR } from '../../server/engines/estimate.ts';
import { readMobileLibrary } from '../../server/import/timetable/mobileLibrary.ts';
import type { PlanningContext } from '../../server/planning/context.ts';
import { reviewService } from '../../server/planning/councilRules.ts';
import { importExistingService } from '../../server/planning/existingService.ts';
import { planOfReview } from '../../server/planning/planOfReview.ts';
import { greatCircleMetres, type LonLat, lonLat } from '../../server/shared/coordinates.ts';
import { getReview, saveStopUsers } from '../../server/store/councilRules.ts';
import { getPlan } from '../../server/store/plans.ts';
import { NOW, townStore } from '../support/tinyRegion.ts';
import { area, hub, van } from '../support/tinyTown.ts';

/** Published timetables beside the repository on the machines of those who work on it; not part of it. */
const SHARED = fileURLToPath(new URL('../../../shared/data/mobile_libraries/', import.meta.url));
const isThere = existsSync(SHARED);
if (!isThere) console.log('Left out: reviews of published services, because ../shared is not there.');

const METRES_PER_MILE = 1609.344;

/** A region around places: people at every fourth of them, two hubs, roads as the estimate has them. */
function regionAround(places: readonly LonLat[]): PlanningContext {
  const middle = places[Math.floor(places.length / 2)];
  const db = townStore({
    areas: places
      .filter((_, i) => i % 4 === 0)
      .map((place, i) => area({ id: `area-${i}`, lonLat: place, deprivationDecile: 1 + (i % 10) })),
    hubs: [places[0], middle].map((place, i) => hub({ id: `hub-${i}`, lonLat: place })),
    sites: [],
    vans: [van({ base: { name: 'Depot', lonLat: middle } })],
    bankHolidays: [],
  });
  return { db, engine: createEstimateEngine(), clock: NOW };
}

async function reviewed(name: string) {
  const read = await readMobileLibrary(`${SHARED}${name}.csv`, () => undefined);
  const context = regionAround(
    read.rows.flatMap(({ value }) => (value.lonLat === null ? [] : [value.lonLat])),
  );
  const report = await importExistingService(context, { ...read, refused: [], file: `${name}.csv` });
  const { stops } = getPlan(context.db, report.planId);
  // Nobody published users: every stop of this test is given some, 0 to 9.5 a visit.
  const counts = stops.map(({ siteId }, i) => ({ siteId, usersPerVisit: ((i * 7) % 20) / 2, source: '' }));
  saveStopUsers(context.db, counts, { at: NOW(), by: 'a test' });
  const id = await reviewService(context, { planId: report.planId, set: READY_MADE[0], by: 'a test' });
  return { context, id, counts, review: getReview(context.db, id).review as ReviewContentWire };
}

describe.runIf(isThere)('Cornwall’s rules of 2014 over a published service', () => {
  it.each(['north_somerset', 'bath_and_north_east_somerset'])(
    'leave only stops that keep every rule, and a plan of them: %s',
    async (name) => {
      const { context, id, counts, review } = await reviewed(name);
      const users = new Map(counts.map(({ siteId, usersPerVisit }) => [siteId, usersPerVisit]));
      const left = review.stops.filter(({ visitsAfter }) => visitsAfter > 0);
      const roadMetres = (a: LonLat, b: LonLat) =>
        greatCircleMetres(lonLat(a[0], a[1]), lonLat(b[0], b[1])) * DETOUR_FACTOR;
      expect(left.length).toBeGreaterThan(0);
      expect(left.length).toBeLessThan(review.stops.length);
      for (const stop of left) {
        expect(users.get(stop.siteId)).toBeGreaterThanOrEqual(3);
        const near = left.filter(
          (other) => other !== stop && roadMetres(stop.lonLat, other.lonLat) < 1.999 * METRES_PER_MILE,
        );
        expect(near).toEqual([]);
      }
      for (const gone of review.stops.filter(({ visitsAfter }) => visitsAfter === 0)) {
        expect(gone.ruleId).not.toBeNull();
        expect(gone.nearest).not.toBeNull();
      }
      const plan = await planOfReview(context, { reviewId: id, keepTimes: true });
      expect(plan.stops.map(({ siteId, visitsPerCycle }) => [siteId, visitsPerCycle]).sort()).toEqual(
        left.map(({ siteId, visitsAfter }) => [siteId, visitsAfter]).sort(),
      );
    },
  );
});
