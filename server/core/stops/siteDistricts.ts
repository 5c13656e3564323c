import { greatCircleMetres } from '../../shared/coordinates.ts';
import type { Area, Site } from '../nouns.ts';
import { districtOf } from './areaGroups.ts';

/**
 * The district that each site lies in, as near as areas tell: that of the population point nearest to it as the crow flies (ties: the
 * first). Areas whose names tell no district have none to give, and are passed over.
 * @returns by site identifier; empty when no area's name tells a district
 */
export function siteDistricts(
  sites: readonly Pick<Site, 'id' | 'lonLat'>[],
  areas: readonly Pick<Area, 'name' | 'points'>[],
): ReadonlyMap<string, string> {
  const places = areas.flatMap((area) => {
    const district = districtOf(area);
    return district === null ? [] : area.points.map(({ lonLat }) => ({ lonLat, district }));
  });
  const districts = new Map<string, string>();
  for (const { id, lonLat } of sites) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const place of places) {
      const metres = greatCircleMetres(place.lonLat, lonLat);
      if (metres >= nearest) continue;
      nearest = metres;
      districts.set(id, place.district);
    }
  }
  return districts;
}
