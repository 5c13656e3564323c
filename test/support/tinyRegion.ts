import type { Engine, RoutePoint } from '../../server/engines/engine.ts';
import type { PlanningContext } from '../../server/planning/context.ts';
import { fixedClock, serviceDate } from '../../server/shared/time.ts';
import { openStore, type WritableDb } from '../../server/store/open.ts';
import { type RegionTables, saveRegion } from '../../server/store/region.ts';
import { area, hub, MINUTE_ALONG_ROAD, pointAt, site, van } from './tinyTown.ts';

/** Tuesday 24 November 2026, 9 in the morning. */
export const NOW = fixedClock('2026-11-24T09:00:00Z');

const idsOf = (kind: string) => Object.keys(MINUTE_ALONG_ROAD).filter((id) => id.startsWith(kind));

/** Tiny town as an import would bring it. */
export function townTables(fields: Partial<RegionTables> = {}): RegionTables {
  return {
    region: {
      slug: 'tiny-town',
      name: 'Tiny town',
      isSample: false,
      roadsLabel: 'tiny roads',
      dataVersion: '1',
      roadsFolder: 'roads-1',
      tilesFile: '',
      bounds: [-5.5, 50.2, -4, 50.7],
      attribution: ['Tiny town council'],
      importedAt: NOW(),
    },
    areas: idsOf('area').map((id) => area({ id })),
    hubs: idsOf('hub').map((id) => hub({ id })),
    sites: idsOf('site').map((id) => site({ id })),
    places: [
      { name: 'Cotley', otherNames: ['Coschel'], kind: 'village', lonLat: pointAt(25), outwardCode: 'TT1' },
    ],
    outwardCodes: [
      { code: 'TT1', lonLat: pointAt(25), hasRoad: true, places: ['Cotley'] },
      { code: 'TT9', lonLat: pointAt(null), hasRoad: false, places: ['Eel Island'] },
    ],
    postcodes: [
      { postcode: 'TT1 1AA', lonLat: pointAt(25) },
      { postcode: 'TT1 1AB', lonLat: pointAt(35) },
    ],
    vans: [van()],
    sessionTypes: [
      {
        id: 'drop-in',
        publicName: 'Health visitor drop-in',
        publicDescription: 'Have your baby weighed.',
        minutes: 90,
        isPublic: true,
        isUsual: true,
        demandKind: null,
        contactsPerBaby: null,
      },
    ],
    bankHolidays: [{ date: serviceDate('2026-12-25'), title: 'Christmas Day' }],
    report: {},
    ...fields,
  };
}

/** A store in memory that holds tiny town. */
export function townStore(fields: Partial<RegionTables> = {}): WritableDb {
  const db = openStore(':memory:');
  saveRegion(db, townTables(fields));
  return db;
}

/** An engine that knows tiny town's road by minutes; it counts the questions it is asked. */
export function townEngine(): Engine & { readonly asked: { matrices: number } } {
  const asked = { matrices: 0 };
  const source = { engine: 'tiny town', dataVersion: '1', isEstimate: false };
  const minuteOf = ({ lonLat }: RoutePoint): number | null =>
    lonLat[1] === 50.3 ? Math.round((lonLat[0] + 5) / 0.01405) : null;
  return {
    asked,
    source,
    description: 'tiny town’s own road',
    matrix: async ({ from, to }) => {
      asked.matrices++;
      const values = (scale: number) =>
        Float64Array.from(
          from.flatMap((a) =>
            to.map((b) => {
              const [i, j] = [minuteOf(a), minuteOf(b)];
              return i === null || j === null ? Number.POSITIVE_INFINITY : Math.abs(i - j) * scale;
            }),
          ),
        );
      return {
        from: from.map(({ id }) => id),
        to: to.map(({ id }) => id),
        seconds: values(60),
        metres: values(1000),
        source,
      };
    },
    route: async (places) => ({
      line: places.map(({ lonLat }) => lonLat),
      legs: places.slice(1).map((place, i) => {
        const apart = Math.abs((minuteOf(place) ?? 0) - (minuteOf(places[i]) ?? 0));
        return {
          metres: apart * 1000,
          seconds: apart * 60,
          instructions: [
            { text: 'Drive along The Road', metres: apart * 1000, seconds: apart * 60 },
            { text: `You have arrived at ${place.name}`, metres: 0, seconds: 0 },
          ],
        };
      }),
      source,
    }),
    locate: async (places) =>
      places.map((place) => ({
        id: place.id,
        lonLat: place.lonLat,
        metres: minuteOf(place) === null ? 9999 : 0,
      })),
    close: async () => {},
  };
}

/** Everything planning works with, in tiny town. */
export function townContext(
  fields: Partial<RegionTables> = {},
): PlanningContext & { engine: ReturnType<typeof townEngine> } {
  return { db: townStore(fields), engine: townEngine(), clock: NOW };
}

/** The same on a map of a few kilometres around the West Hub, for what is drawn over a whole region. */
export const smallTown = (): ReturnType<typeof townContext> =>
  townContext({ region: { ...townTables().region, bounds: [-5.05, 50.28, -4.9, 50.32] } });
