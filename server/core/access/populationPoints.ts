import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import type { Area } from '../nouns.ts';

/**
 * The people of an area who live around one point: an area with its share of the counts. An area with one point is its
 * own population point, under its own identifier.
 */
export interface PopulationPoint extends Area {
  /** The area it is a part of. */
  readonly areaId: string;
}

/**
 * The points where an area's people live, each with its share of them, so that an area strung out along a road, or made of two
 * villages, is not measured from a middle where nobody lives.
 * @param areas  may be empty
 * @returns one or more points an area, in order; counts add up to the area's own
 */
export function populationPoints(areas: readonly Area[]): PopulationPoint[] {
  return areas.flatMap((area) =>
    area.points.map(({ lonLat, weight }, i) => ({
      ...area,
      id: i === 0 ? area.id : `${area.id}/${i + 1}`,
      areaId: area.id,
      lonLat,
      population: area.population === null ? null : area.population * weight,
      childrenUnder1: area.childrenUnder1 * weight,
      childrenAged1: area.childrenAged1 * weight,
      childrenAged2to4: area.childrenAged2to4 * weight,
    })),
  );
}

/** The area that an area, or a population point of one, belongs to. */
export const areaIdOf = (place: Area | PopulationPoint): string =>
  'areaId' in place ? place.areaId : place.id;

/** How many different areas these are, whole or in part. */
export const countAreas = (places: readonly (Area | PopulationPoint)[]): number =>
  new Set(places.map(areaIdOf)).size;

/** How far one area's people have to go. */
export interface AreaDrive<Entry> {
  readonly areaId: string;
  /** Mean over its points that have a road, weighted by people; UNREACHABLE when none has one. */
  readonly seconds: Seconds;
  /** The entry of the point where most of its people live; of two alike, the first. */
  readonly main: Entry;
  /** By point, in the area's own order. */
  readonly pointSeconds: readonly Seconds[];
}

/**
 * Drives of population points, put together by area.
 * @param entries  one a point, in their order
 * @returns one entry an area, in order
 */
export function drivesByArea<Entry extends { readonly seconds: Seconds }>(
  areas: readonly Area[],
  entries: readonly Entry[],
): AreaDrive<Entry>[] {
  let next = 0;
  return areas.map((area) => {
    const own = entries.slice(next, next + area.points.length);
    next += area.points.length;
    const rows = area.points.map(({ weight }, i) => ({ weight, entry: own[i] }));
    const onRoad = rows.filter(({ entry }) => entry.seconds < UNREACHABLE);
    const people = onRoad.reduce((sum, { weight }) => sum + weight, 0);
    const total = onRoad.reduce((sum, { weight, entry }) => sum + weight * entry.seconds, 0);
    return {
      areaId: area.id,
      seconds: people > 0 ? total / people : UNREACHABLE,
      main: rows.reduce((most, row) => (row.weight > most.weight ? row : most)).entry,
      pointSeconds: own.map((entry) => entry.seconds),
    };
  });
}
