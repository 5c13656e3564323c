import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import { childrenAged0to4 } from '../access/children.ts';
import type { PopulationPoint } from '../access/populationPoints.ts';
import { areaIdOf } from '../access/populationPoints.ts';
import type { Area } from '../nouns.ts';
import { secondsAt, type TravelMatrix } from '../travelMatrix.ts';
import { equalityGroups, type GroupLoss } from './equalityGroups.ts';

/** A hub or stop that people can go to. */
export interface Alternative {
  readonly kind: 'hub' | 'stop';
  readonly placeId: string;
  readonly seconds: Seconds;
}

/** What people around one point had before and have after. */
export interface PointLoss {
  readonly areaId: string;
  /** Aged 0 to 4, a share of the area's. */
  readonly children: number;
  /** Of them, in households without a car: children × the area's share, an estimate. */
  readonly childrenWithoutCar: number;
  readonly before: Alternative | null;
  /** The nearest that is left, and the next best; null where no road leads to any. */
  readonly nearest: Alternative | null;
  readonly nextBest: Alternative | null;
  /** Within reach before, and no longer. */
  readonly isLosing: boolean;
  /** The drive is longer than before. */
  readonly isFurther: boolean;
  /** 0 where it is not; UNREACHABLE where there is no road to anything any more. */
  readonly extraSeconds: Seconds;
  /** A hub or stop within walking distance before, and none after. */
  readonly isLosingOnFoot: boolean;
  readonly wasOnFoot: boolean;
}

/** One area in which somebody has a longer drive. */
export interface AreaLoss {
  readonly areaId: string;
  readonly children: number;
  readonly childrenLosing: number;
  readonly childrenFurther: number;
  readonly childrenWithoutCarLosing: number;
  /** Of the point where most of those with a longer drive live. */
  readonly before: Alternative | null;
  readonly nearest: Alternative | null;
  readonly nextBest: Alternative | null;
  readonly extraSeconds: Seconds;
}

/** Who loses by a review. Counts are children aged 0 to 4. */
export interface Losses {
  readonly children: number;
  readonly childrenLosing: number;
  readonly childrenFurther: number;
  /** Children-weighted mean over those with a longer drive who still have a road; null when there are none. */
  readonly meanExtraSeconds: Seconds | null;
  /** Estimates: children in households without a car. */
  readonly childrenWithoutCar: number;
  readonly childrenWithoutCarLosing: number;
  /** Of them, those with a hub or stop within walking distance before, and those who have none of these after. */
  readonly onFootBefore: number;
  readonly onFootLosing: number;
  /** Most children losing reach first, then most with a longer drive (ties: identifier). */
  readonly areas: readonly AreaLoss[];
  readonly groups: readonly GroupLoss[];
}

/** Places and drives before and after. */
export interface LossFields {
  readonly points: readonly PopulationPoint[];
  /** Points × hubs. */
  readonly pointsToHubs: TravelMatrix;
  /** Points × stops of the service as it was. */
  readonly pointsToStops: TravelMatrix;
  readonly keptSiteIds: ReadonlySet<string>;
  readonly cutoffSeconds: Seconds;
  /** The same places on foot. */
  readonly pointsToHubsOnFoot: TravelMatrix;
  readonly pointsToStopsOnFoot: TravelMatrix;
  /** A walk of at most this is within walking distance. */
  readonly walkSeconds: Seconds;
  readonly areas: readonly Area[];
}

/**
 * Who has farther to go once some stops are gone: by area with the nearest alternative, and by group against the region's mix.
 * @returns  nobody loses where all stops are kept; children beyond reach already are never counted as losing reach, but as
 *           having a longer drive when they do
 */
export function whoLoses(fields: LossFields): Losses {
  const points = fields.points.map((point, i) => pointLoss(fields, point, i));
  const sum = (of: (point: PointLoss) => number) => points.reduce((total, point) => total + of(point), 0);
  const further = points.filter(({ isFurther, extraSeconds }) => isFurther && extraSeconds < UNREACHABLE);
  const weight = further.reduce((total, { children }) => total + children, 0);
  return {
    children: sum(({ children }) => children),
    childrenLosing: sum(({ isLosing, children }) => (isLosing ? children : 0)),
    childrenFurther: sum(({ isFurther, children }) => (isFurther ? children : 0)),
    meanExtraSeconds:
      weight > 0
        ? further.reduce((total, { children, extraSeconds }) => total + children * extraSeconds, 0) / weight
        : null,
    childrenWithoutCar: sum(({ childrenWithoutCar }) => childrenWithoutCar),
    childrenWithoutCarLosing: sum(({ isLosing, childrenWithoutCar }) => (isLosing ? childrenWithoutCar : 0)),
    onFootBefore: sum(({ wasOnFoot, childrenWithoutCar }) => (wasOnFoot ? childrenWithoutCar : 0)),
    onFootLosing: sum(({ isLosingOnFoot, childrenWithoutCar }) => (isLosingOnFoot ? childrenWithoutCar : 0)),
    areas: areasOf(points),
    groups: equalityGroups(fields.areas, points),
  };
}

function pointLoss(fields: LossFields, point: PopulationPoint, i: number): PointLoss {
  const { keptSiteIds, cutoffSeconds, walkSeconds } = fields;
  const isKept = (siteId: string) => keptSiteIds.has(siteId);
  const drives = { toHubs: fields.pointsToHubs, toStops: fields.pointsToStops };
  const walks = { toHubs: fields.pointsToHubsOnFoot, toStops: fields.pointsToStopsOnFoot };
  const before = twoNearest(drives, i, () => true);
  const after = twoNearest(drives, i, isKept);
  const isWalk = ({ nearest }: TwoNearest) => nearest !== null && nearest.seconds <= walkSeconds;
  const wasOnFoot = isWalk(twoNearest(walks, i, () => true));
  const [then, now] = [before.nearest?.seconds ?? UNREACHABLE, after.nearest?.seconds ?? UNREACHABLE];
  return {
    areaId: areaIdOf(point),
    children: childrenAged0to4(point),
    childrenWithoutCar: childrenAged0to4(point) * point.noCarShare,
    before: before.nearest,
    nearest: after.nearest,
    nextBest: after.nextBest,
    isLosing: then <= cutoffSeconds && now > cutoffSeconds,
    isFurther: now > then,
    extraSeconds: now > then ? now - then : 0,
    wasOnFoot,
    isLosingOnFoot: wasOnFoot && !isWalk(twoNearest(walks, i, isKept)),
  };
}

interface TwoNearest {
  readonly nearest: Alternative | null;
  readonly nextBest: Alternative | null;
}

/**
 * The two nearest of all hubs and the stops that count, from row i of both matrices; null where no way leads to any. Of two as near
 * a hub comes first, as it is there every day, and else the first in column order.
 */
export function twoNearest(
  ways: { readonly toHubs: TravelMatrix; readonly toStops: TravelMatrix },
  i: number,
  counts: (siteId: string) => boolean,
): TwoNearest {
  const best = { seconds: UNREACHABLE, column: -1 };
  const second = { seconds: UNREACHABLE, column: -1 };
  const { toHubs, toStops } = ways;
  const hubs = toHubs.to.length;
  const look = (column: number, seconds: Seconds) => {
    if (seconds < best.seconds) {
      Object.assign(second, best);
      Object.assign(best, { seconds, column });
    } else if (seconds < second.seconds) Object.assign(second, { seconds, column });
  };
  for (let j = 0; j < hubs; j++) look(j, secondsAt(toHubs, i, j));
  for (let j = 0; j < toStops.to.length; j++) {
    const seconds = secondsAt(toStops, i, j);
    // Most are too far to matter, which is the cheaper thing to know.
    if (seconds < second.seconds && counts(toStops.to[j])) look(hubs + j, seconds);
  }
  const placeOf = ({ seconds, column }: typeof best): Alternative | null => {
    if (column < 0) return null;
    return column < hubs
      ? { kind: 'hub', placeId: toHubs.to[column], seconds }
      : { kind: 'stop', placeId: toStops.to[column - hubs], seconds };
  };
  return { nearest: placeOf(best), nextBest: placeOf(second) };
}

function areasOf(points: readonly PointLoss[]): AreaLoss[] {
  const byArea = new Map<string, PointLoss[]>();
  for (const point of points) byArea.set(point.areaId, [...(byArea.get(point.areaId) ?? []), point]);
  return [...byArea]
    .flatMap(([areaId, own]) => {
      const further = own.filter(({ isFurther }) => isFurther);
      const [main] = [...further].sort((a, b) => b.children - a.children);
      if (!main) return [];
      const sum = (of: (point: PointLoss) => number) => own.reduce((total, point) => total + of(point), 0);
      return [
        {
          areaId,
          children: sum(({ children }) => children),
          childrenLosing: sum(({ isLosing, children }) => (isLosing ? children : 0)),
          childrenFurther: sum(({ isFurther, children }) => (isFurther ? children : 0)),
          childrenWithoutCarLosing: sum(({ isLosing, childrenWithoutCar }) =>
            isLosing ? childrenWithoutCar : 0,
          ),
          before: main.before,
          nearest: main.nearest,
          nextBest: main.nextBest,
          extraSeconds: main.extraSeconds,
        },
      ];
    })
    .sort(
      (a, b) =>
        b.childrenLosing - a.childrenLosing ||
        b.childrenFurther - a.childrenFurther ||
        (a.areaId < b.areaId ? -1 : 1),
    );
}
