import type { LookupEntry, LookupTimes } from '../core/lookupTimes.ts';
import type { Hub, OutwardCode, Place, Site } from '../core/nouns.ts';
import { secondsAt, type TravelMatrix } from '../core/travelMatrix.ts';
import type { RoutePoint } from '../engines/engine.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { minutes, type Seconds, UNREACHABLE } from '../shared/units.ts';
import { listHubs } from '../store/hubs.ts';
import { listEndedPostcodes, listOutwardCodes, listPlaces, listPostcodes } from '../store/places.ts';
import { getRegion } from '../store/region.ts';
import { listEverySite } from '../store/sites.ts';
import { engineProgress, type PlanningContext, type StageProgress } from './context.ts';
import { travelBetween } from './travel.ts';

/** A stop further away than this is no answer to a family; the nearest hub and the phone line are. */
export const LOOKUP_LIMIT_SECONDS: Seconds = minutes(60);
/** Stops named in an answer, at most. */
export const LOOKUP_STOPS = 8;
/** Points measured from, at most; beyond it neighbouring postcodes share one. */
export const LOOKUP_POINTS = 4000;
/** Smallest cell in which postcodes share a point, degrees of latitude: about 250 m. */
const SMALLEST_CELL_DEGREES = 0.00225;

/**
 * Drives from every postcode and place of the region to the given stops and to the hubs, for the finder.
 * @returns one entry an outward code and a place, in order; no stops gives answers that name the nearest hub
 */
export async function measureLookup(
  context: PlanningContext,
  asked: { siteIds: readonly string[] } & StageProgress,
): Promise<LookupTimes> {
  const { db } = context;
  const wanted = new Set(asked.siteIds);
  const sites = listEverySite(db).filter((site) => wanted.has(site.id));
  const hubs = listHubs(db);
  const outwardCodes = listOutwardCodes(db);
  const [postcodes, ended] = [listPostcodes(db), listEndedPostcodes(db)];
  const points = sharedPoints([...postcodes, ...ended]);
  const [inUse, outOfUse] = [byOutward(postcodes), byOutward(ended)];
  const places = namedPlaces(listPlaces(db), outwardCodes);
  const stops = sites.map(({ id, name, lonLat }) => ({ id: `stop:${id}`, name, lonLat }));
  const centres = outwardCodes
    .filter((outward) => outward.hasRoad)
    .map(({ code, lonLat }) => ({ id: code, name: code, lonLat }));
  const reachable = places.filter(({ hasRoad }) => hasRoad).map(({ point }) => point);
  const from = [...centres, ...points.places, ...reachable, ...stops];
  const matrix = await travelBetween(context, {
    from,
    to: [...sites, ...hubs],
    ...engineProgress(asked, { stage: 'Measuring drives from postcodes', from: 0, to: 1 }),
  });
  const rows = new Map(from.map((place, i) => [place.id, i]));
  const entryOf = (id: string | undefined) => lookupEntry(matrix, rows.get(id ?? ''), { sites, hubs });
  const region = getRegion(db);
  return {
    roadsLabel: region.roadsLabel,
    isEstimate: matrix.source.isEstimate,
    outwardCodes: outwardCodes.map((outward) => ({
      ...outward,
      centre: entryOf(outward.code),
      postcodes: (inUse.get(outward.code) ?? []).map(({ postcode }) => ({
        postcode,
        ...entryOf(points.pointOf.get(postcode)),
      })),
      ended: (outOfUse.get(outward.code) ?? []).map(({ postcode, endedIn }) => ({
        postcode,
        endedIn,
        ...entryOf(points.pointOf.get(postcode)),
      })),
    })),
    places: places.map(({ place, point }) => ({ place, ...entryOf(point.id) })),
    hubOfStop: sites.map(({ id }) => ({ siteId: id, hub: entryOf(`stop:${id}`).hub })),
  };
}

/** Places people search by, each with its point; those of an outward code without roads are not measured. */
function namedPlaces(
  places: readonly Place[],
  outwardCodes: readonly OutwardCode[],
): { place: Place; point: RoutePoint; hasRoad: boolean }[] {
  const islands = new Set(outwardCodes.filter((outward) => !outward.hasRoad).map(({ code }) => code));
  return places.map((place, i) => ({
    place,
    point: { id: `place:${i}`, name: place.name, lonLat: place.lonLat },
    hasRoad: !islands.has(place.outwardCode ?? ''),
  }));
}

function lookupEntry(
  matrix: TravelMatrix,
  row: number | undefined,
  places: { sites: readonly Site[]; hubs: readonly Hub[] },
): LookupEntry {
  if (row === undefined) return { stops: [], hub: null };
  const stops = places.sites
    .map((site, j) => ({ siteId: site.id, seconds: Math.round(secondsAt(matrix, row, j)) }))
    .filter(({ seconds }) => seconds <= LOOKUP_LIMIT_SECONDS)
    .sort((a, b) => a.seconds - b.seconds || (a.siteId < b.siteId ? -1 : 1))
    .slice(0, LOOKUP_STOPS);
  let hub: LookupEntry['hub'] = null;
  for (const [j, { id }] of places.hubs.entries()) {
    const seconds = Math.round(secondsAt(matrix, row, places.sites.length + j));
    if (seconds < (hub?.seconds ?? UNREACHABLE)) hub = { hubId: id, seconds };
  }
  return { stops, hub };
}

/** Postcodes gathered on points to measure from: as fine as `LOOKUP_POINTS` allows. */
function sharedPoints(postcodes: readonly { postcode: string; lonLat: RoutePoint['lonLat'] }[]): {
  places: RoutePoint[];
  pointOf: Map<string, string>;
} {
  let gathered = gather(postcodes, 0);
  for (let cell = SMALLEST_CELL_DEGREES; gathered.places.length > LOOKUP_POINTS; cell *= 1.5) {
    gathered = gather(postcodes, cell);
  }
  return gathered;
}

/** Postcodes by their first half, in their own order. */
function byOutward<T extends { readonly postcode: string }>(postcodes: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of postcodes) {
    const outward = parsePostcode(each.postcode)?.outward ?? '';
    const list = groups.get(outward);
    if (list) list.push(each);
    else groups.set(outward, [each]);
  }
  return groups;
}

/** The first postcode of each cell stands for the others in it; cell 0 gathers only those at the very same point. */
function gather(
  postcodes: readonly { postcode: string; lonLat: RoutePoint['lonLat'] }[],
  cellDegrees: number,
): { places: RoutePoint[]; pointOf: Map<string, string> } {
  const first = new Map<string, string>();
  const places: RoutePoint[] = [];
  const pointOf = new Map<string, string>();
  for (const { postcode, lonLat } of postcodes) {
    // A degree of longitude in Britain is about 0.6 of one of latitude.
    const cell =
      cellDegrees === 0
        ? `${lonLat[0]},${lonLat[1]}`
        : `${Math.floor((lonLat[0] * 0.6) / cellDegrees)},${Math.floor(lonLat[1] / cellDegrees)}`;
    const point = first.get(cell) ?? postcode;
    if (!first.has(cell)) {
      first.set(cell, postcode);
      places.push({ id: postcode, name: postcode, lonLat });
    }
    pointOf.set(postcode, point);
  }
  return { places, pointOf };
}
