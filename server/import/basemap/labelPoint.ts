import type { FlatLine } from '../osm/lines.ts';
import { isInside } from '../osm/outlines.ts';

/** Points looked at along each side of the box: near enough for a name. */
const GRID = 24;

/**
 * A place for a name inside an outline: of a grid's points the one furthest from the banks.
 * @param rings  the outer ring, then its holes
 * @returns undefined for an outline so thin that no point of the grid is in it
 */
export function labelPoint(rings: readonly FlatLine[]): FlatLine | undefined {
  const [outer, ...holes] = rings;
  const lons = outer.filter((_, i) => i % 2 === 0);
  const lats = outer.filter((_, i) => i % 2 === 1);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b))];
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const room = (lon: number, lat: number) => {
    let least = Number.POSITIVE_INFINITY;
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2)
        least = Math.min(least, ((ring[i] - lon) * narrowing) ** 2 + (ring[i + 1] - lat) ** 2);
    }
    return least;
  };
  let best: { readonly at: FlatLine; readonly room: number } | undefined;
  for (let i = 0; i < GRID * GRID; i++) {
    const lon = west + ((east - west) * ((i % GRID) + 0.5)) / GRID;
    const lat = south + ((north - south) * (Math.floor(i / GRID) + 0.5)) / GRID;
    if (!isInside(lon, lat, outer) || holes.some((hole) => isInside(lon, lat, hole))) continue;
    const here = room(lon, lat);
    if (!best || here > best.room) best = { at: Float64Array.from([lon, lat]), room: here };
  }
  return best?.at;
}
