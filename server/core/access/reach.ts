import { PlannerError } from '../../shared/errors.ts';
import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import type { Area } from '../nouns.ts';
import type { TravelMatrix } from '../travelMatrix.ts';
import { childrenAged0to4 } from './children.ts';
import { type NearestHub, nearestHub } from './nearestHub.ts';
import { areaIdOf, type PopulationPoint } from './populationPoints.ts';

/** Children by minutes to the nearest hub (or stop). A drive of exactly `toSeconds` belongs to this band. */
export interface ReachBand {
  /** Exclusive, except in the first band, where it is 0 and inclusive. */
  readonly fromSeconds: Seconds;
  /** Inclusive; UNREACHABLE in the last band, which also holds areas without a road. */
  readonly toSeconds: Seconds;
  readonly children: number;
  readonly areas: number;
}

/** How far a region's children aged 0 to 4 live from help. */
export interface Reach {
  readonly cutoffSeconds: Seconds;
  readonly children: number;
  readonly childrenWithin: number;
  readonly childrenBeyond: number;
  /** 0..1; 0 when there are no children. */
  readonly shareBeyond: number;
  readonly areas: number;
  /** Areas beyond the cutoff in whole or in part, those without children or without a road included. */
  readonly areasBeyond: number;
  /** Identifiers of areas from which, or from a part of which, no road leads to any hub (or stop). */
  readonly unreachableAreas: readonly string[];
  /** Mean over the children who have a road, weighted by children; null when there are none. */
  readonly meanSeconds: Seconds | null;
  /** 95 % of all children have a drive of at most this; UNREACHABLE when that many have no road; null without children. */
  readonly p95Seconds: Seconds | null;
  /** The area with children that has the longest drive (no road is longest; ties: lowest identifier); null when there is none. */
  readonly worstAreaId: string | null;
  readonly worstSeconds: Seconds | null;
  readonly bands: readonly ReachBand[];
}

/** Ends of the bands, inclusive: 0 to 10 minutes, 10 to 20, 20 to 30, more than 30. */
const BAND_ENDS: readonly Seconds[] = [600, 1200, 1800, UNREACHABLE];

/**
 * Who is within reach of a hub, and who is not.
 * @param fields.areas          the region's areas, or their population points; may be empty
 * @param fields.nearest        the nearest hub of every one of them, in any order (see `nearestHub`)
 * @param fields.cutoffSeconds  a drive of exactly this long is within reach
 * @returns                     zeros and nulls for a region without areas
 * @throws AREA_WITHOUT_TIME when an area has no entry in `nearest`
 */
export function reachOf(fields: {
  areas: readonly (Area | PopulationPoint)[];
  nearest: readonly Pick<NearestHub, 'id' | 'seconds'>[];
  cutoffSeconds: Seconds;
}): Reach {
  const rows = areaTimes(fields.areas, fields.nearest);
  const beyond = rows.filter((row) => row.seconds > fields.cutoffSeconds);
  const children = sumChildren(rows);
  const childrenBeyond = sumChildren(beyond);
  const worst = worstOf(rows);
  return {
    cutoffSeconds: fields.cutoffSeconds,
    children,
    childrenWithin: children - childrenBeyond,
    childrenBeyond,
    shareBeyond: children > 0 ? childrenBeyond / children : 0,
    areas: areaIdsIn(rows).length,
    areasBeyond: areaIdsIn(beyond).length,
    unreachableAreas: areaIdsIn(rows.filter((row) => row.seconds === UNREACHABLE)),
    meanSeconds: meanSeconds(rows),
    p95Seconds: percentileSeconds(rows, 0.95),
    worstAreaId: worst?.id ?? null,
    worstSeconds: worst?.seconds ?? null,
    bands: bandsOf(rows),
  };
}

/** Where an area's children would go: the nearest of all hubs and stops. */
export interface NearestPlace {
  readonly id: string;
  readonly kind: 'hub' | 'stop' | null;
  /** Hub or site; null when no road leads to any. */
  readonly placeId: string | null;
  readonly seconds: Seconds;
  readonly metres: number;
}

/** Reach once the van stops somewhere. */
export interface ReachAfter extends Reach {
  /** Children beyond reach of every hub and within reach of a stop. */
  readonly newlyReachedChildren: number;
  readonly newlyReachedAreaIds: readonly string[];
  /** One entry an area (or population point), in their order. */
  readonly nearest: readonly NearestPlace[];
}

/**
 * Who is within reach of a hub or of a stop.
 * @param fields.areas          the region's areas, or their population points
 * @param fields.toHubs         areas × hubs
 * @param fields.toStops        areas × stops (may have no columns: then nothing changes)
 * @param fields.cutoffSeconds  a drive of exactly this long is within reach
 * @returns                     never more children beyond reach than without stops; a hub wins a tie with a stop
 * @throws AREA_WITHOUT_TIME when an area has no row in a matrix
 */
export function reachAfter(fields: {
  areas: readonly (Area | PopulationPoint)[];
  toHubs: TravelMatrix;
  toStops: TravelMatrix;
  cutoffSeconds: Seconds;
}): ReachAfter {
  const hubs = byArea(fields.areas, nearestHub(fields.toHubs));
  const stops = byArea(fields.areas, nearestHub(fields.toStops));
  const nearest = fields.areas.map((_, i) => nearestPlace(hubs[i], stops[i]));
  const newly = fields.areas.filter(
    (_, i) => hubs[i].seconds > fields.cutoffSeconds && stops[i].seconds <= fields.cutoffSeconds,
  );
  return {
    ...reachOf({ areas: fields.areas, nearest, cutoffSeconds: fields.cutoffSeconds }),
    newlyReachedChildren: newly.reduce((sum, area) => sum + childrenAged0to4(area), 0),
    newlyReachedAreaIds: [...new Set(newly.map(areaIdOf))],
    nearest,
  };
}

function nearestPlace(hub: NearestHub, stop: NearestHub): NearestPlace {
  const isHub = hub.seconds <= stop.seconds;
  const { id, hubId: placeId, seconds, metres } = isHub ? hub : stop;
  return { id, kind: placeId === null ? null : isHub ? 'hub' : 'stop', placeId, seconds, metres };
}

interface AreaTime {
  readonly id: string;
  readonly children: number;
  readonly seconds: Seconds;
}

function areaTimes(
  areas: readonly (Area | PopulationPoint)[],
  nearest: readonly Pick<NearestHub, 'id' | 'seconds'>[],
): AreaTime[] {
  return byArea(areas, nearest).map((entry, i) => ({
    id: areaIdOf(areas[i]),
    children: childrenAged0to4(areas[i]),
    seconds: entry.seconds,
  }));
}

/** The entries in the order of the areas. */
function byArea<Entry extends { readonly id: string }>(
  areas: readonly Area[],
  entries: readonly Entry[],
): Entry[] {
  const found = new Map(entries.map((entry) => [entry.id, entry]));
  return areas.map((area) => {
    const entry = found.get(area.id);
    if (entry) return entry;
    throw new PlannerError({
      code: 'AREA_WITHOUT_TIME',
      category: 'internal',
      message: `Area "${area.name}" (${area.id}) has no travel time; a row for every area was expected. Measure access again.`,
      details: { areaId: area.id },
    });
  });
}

const areaIdsIn = (rows: readonly AreaTime[]): string[] => [...new Set(rows.map((row) => row.id))];

const sumChildren = (rows: readonly AreaTime[]): number => rows.reduce((sum, row) => sum + row.children, 0);

function meanSeconds(rows: readonly AreaTime[]): Seconds | null {
  const reachable = rows.filter((row) => row.seconds < UNREACHABLE);
  const children = sumChildren(reachable);
  if (children === 0) return null;
  return reachable.reduce((sum, row) => sum + row.children * row.seconds, 0) / children;
}

/** The smallest time such that at least this share of the children have a drive of at most that. */
function percentileSeconds(rows: readonly AreaTime[], share: number): Seconds | null {
  const children = sumChildren(rows);
  if (children === 0) return null;
  let counted = 0;
  for (const row of [...rows].sort((a, b) => compareSeconds(a.seconds, b.seconds))) {
    counted += row.children;
    if (row.children > 0 && counted >= share * children - 1e-9) return row.seconds;
  }
  return null;
}

function worstOf(rows: readonly AreaTime[]): AreaTime | null {
  const withChildren = rows.filter((row) => row.children > 0);
  withChildren.sort((a, b) => compareSeconds(b.seconds, a.seconds) || (a.id < b.id ? -1 : 1));
  return withChildren[0] ?? null;
}

/** Infinity − Infinity is not a number, so compare instead of subtracting. */
const compareSeconds = (a: Seconds, b: Seconds): number => (a < b ? -1 : a > b ? 1 : 0);

function bandsOf(rows: readonly AreaTime[]): ReachBand[] {
  return BAND_ENDS.map((toSeconds, i) => {
    const fromSeconds = i === 0 ? 0 : BAND_ENDS[i - 1];
    const inBand = rows.filter((row) => (i === 0 || row.seconds > fromSeconds) && row.seconds <= toSeconds);
    return { fromSeconds, toSeconds, children: sumChildren(inBand), areas: areaIdsIn(inBand).length };
  });
}
