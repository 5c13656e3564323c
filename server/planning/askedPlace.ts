import { areaIdOf } from '../core/access/populationPoints.ts';
import { secondsAt } from '../core/travelMatrix.ts';
import { greatCircleMetres } from '../shared/coordinates.ts';
import { PlannerError } from '../shared/errors.ts';
import { type Metres, UNREACHABLE } from '../shared/units.ts';
import type { ReadableDb } from '../store/open.ts';
import { listPlaces } from '../store/places.ts';
import type { AskablePlace } from './askablePlaces.ts';
import type { AccessMeasures } from './measureAccess.ts';

/** A place somebody asks about, and the candidates that would serve it. */
export interface AskedPlace {
  readonly name: string;
  /** At least one. */
  readonly siteIds: readonly string[];
}

/** A site this near to the middle of a village belongs to it, whatever its address says. */
const VILLAGE_METRES: Metres = 2000;

/**
 * The candidates that stand for a place: a site itself; all sites within reach of an area's people; all sites of a village, by
 * their register or within 2 km. Where there are none of these, the nearest one.
 * @throws PLACE_UNKNOWN for what the region does not have, NO_SITES for a region without candidates
 */
export function askedPlace(
  db: ReadableDb,
  access: Pick<AccessMeasures, 'points' | 'areas' | 'sites' | 'areasToSites' | 'parameters'>,
  asked: Pick<AskablePlace, 'kind' | 'id'>,
): AskedPlace {
  const place = { site: ofSite, area: ofArea, village: ofVillage }[asked.kind](db, access, asked.id);
  if (place === undefined) {
    throw new PlannerError({
      code: 'PLACE_UNKNOWN',
      category: 'not-found',
      message: `The region has no ${asked.kind} "${asked.id.slice(0, 80)}". Look for it by part of its name`,
    });
  }
  if (place.siteIds.length > 0) return place;
  throw new PlannerError({
    code: 'NO_SITES',
    category: 'input',
    message: `There is no candidate site that could serve ${place.name}. Add one to the site register first`,
  });
}

type Known = Parameters<typeof askedPlace>[1];

function ofSite(_db: ReadableDb, { sites }: Known, id: string): AskedPlace | undefined {
  const site = sites.find((each) => each.id === id);
  return site && { name: site.name, siteIds: [site.id] };
}

function ofArea(_db: ReadableDb, access: Known, id: string): AskedPlace | undefined {
  const area = access.areas.find((each) => each.id === id);
  if (!area) return undefined;
  const rows = access.points.flatMap((point, i) => (areaIdOf(point) === id ? [i] : []));
  const drives = access.areasToSites.to
    .map((siteId, j) => ({
      siteId,
      seconds: rows.reduce((least, i) => Math.min(least, secondsAt(access.areasToSites, i, j)), UNREACHABLE),
    }))
    .filter(({ seconds }) => seconds < UNREACHABLE)
    .sort((a, b) => a.seconds - b.seconds || (a.siteId < b.siteId ? -1 : 1));
  const within = drives.filter(({ seconds }) => seconds <= access.parameters.withinReachSeconds);
  return {
    name: area.name,
    siteIds: (within.length > 0 ? within : drives.slice(0, 1)).map((each) => each.siteId),
  };
}

function ofVillage(db: ReadableDb, { sites }: Known, name: string): AskedPlace | undefined {
  const place = listPlaces(db).find((each) => each.name === name);
  if (!place) return undefined;
  const near = sites
    .map((site) => ({ site, metres: greatCircleMetres(site.lonLat, place.lonLat) }))
    .sort((a, b) => a.metres - b.metres || (a.site.id < b.site.id ? -1 : 1));
  const own = near.filter(
    ({ site, metres }) =>
      metres <= VILLAGE_METRES || site.community.trim().toLowerCase() === name.toLowerCase(),
  );
  return { name, siteIds: (own.length > 0 ? own : near.slice(0, 1)).map(({ site }) => site.id) };
}
