import type { Area, Hub } from '../core/nouns.ts';
import { greatCircleMetres, lonLat } from '../shared/coordinates.ts';
import type { Base } from './vans.ts';

/**
 * The hub nearest to the middle of the county's children aged 0 to 4: where a new van starts from unless told otherwise.
 * @param areas  at least one
 * @param hubs   at least one
 */
export function centralBase(areas: readonly Area[], hubs: readonly Hub[]): Base {
  const weightOf = (area: Area) => area.childrenUnder1 + area.childrenAged1 + area.childrenAged2to4;
  const total = areas.reduce((sum, area) => sum + weightOf(area), 0);
  const mean = (axis: 0 | 1) =>
    areas.reduce(
      (sum, area) => sum + area.lonLat[axis] * (total > 0 ? weightOf(area) / total : 1 / areas.length),
      0,
    );
  const centre = lonLat(mean(0), mean(1));
  const distance = (hub: Hub) => greatCircleMetres(centre, hub.lonLat);
  const hub = hubs.reduce((best, each) => (distance(each) < distance(best) ? each : best));
  return { name: hub.name, lonLat: hub.lonLat };
}
