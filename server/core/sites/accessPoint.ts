import { greatCircleMetres, type LonLat, lonLat } from '../../shared/coordinates.ts';
import type { Metres } from '../../shared/units.ts';
import type { Site } from '../nouns.ts';

/** Where families go in, when the register says that it is not where the van stands; else null. */
export function accessPoint({ facts }: Pick<Site, 'facts'>): LonLat | null {
  const { accessLon, accessLat } = facts;
  return accessLon === undefined || accessLat === undefined ? null : lonLat(accessLon, accessLat);
}

/** Where families are sent: the way in when it is known, else where the van stands. */
export const publicPoint = (site: Pick<Site, 'facts' | 'lonLat'>): LonLat => accessPoint(site) ?? site.lonLat;

const COMPASS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
const DEGREES = 180 / Math.PI;

/**
 * How the way in lies from where the van stands.
 * @returns  metres in a straight line, and one of eight points of the compass; null without a way in of its own
 */
export function wayIn(site: Pick<Site, 'facts' | 'lonLat'>): { metres: Metres; direction: string } | null {
  const to = accessPoint(site);
  if (to === null) return null;
  const [lon, lat] = site.lonLat;
  const east = (to[0] - lon) * Math.cos(lat / DEGREES);
  const turn = Math.atan2(east, to[1] - lat) * DEGREES;
  return {
    metres: greatCircleMetres(site.lonLat, to),
    direction: COMPASS[Math.round((turn + 360) / 45) % COMPASS.length],
  };
}
