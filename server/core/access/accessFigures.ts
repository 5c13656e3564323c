import type { MeasureName } from '../../shared/accessMeasures.ts';
import type { Area } from '../nouns.ts';
import type { Parameters } from '../parameters.ts';
import { childrenAged0to4 } from './children.ts';
import { childrenPerSessionHour } from './childrenPerSessionHour.ts';
import {
  countedValues,
  type Distribution,
  type DistributionRules,
  distributionOf,
  type GroupGap,
  gapBetween,
  type MeasuredPoint,
} from './equity.ts';
import { type EquityGroup, equityGroupings, type Grouping, type GroupingKind } from './equityGroups.ts';
import { kolmPollakKappa, kolmPollakMean } from './kolmPollak.ts';
import { measureNamed } from './measures.ts';
import type { PopulationPoint } from './populationPoints.ts';
import { FOUR_WEEKS_DAYS } from './supply.ts';

/** One measure by area, in the measure's unit; Infinity where there is none. */
export interface FiguresByArea {
  /** One an area, in order: the mean over its points, weighted by people. */
  readonly areas: readonly number[];
  /** By area, one a point of it, in its own order. */
  readonly points: readonly (readonly number[])[];
}

/** A group's figures today and with the plan. */
export interface GroupFigures extends Omit<EquityGroup, 'areaIds'> {
  readonly areas: number;
  readonly today: Distribution;
  readonly plan: Distribution | null;
}

/** All groups of one kind, and how far apart they are. */
export interface GroupingFigures {
  readonly kind: GroupingKind;
  readonly groups: readonly GroupFigures[];
  readonly gapToday: GroupGap | null;
  readonly gapPlan: GroupGap | null;
}

/** A measure by area and by group, today and with a plan. */
export interface AccessFigures {
  readonly measure: MeasureName;
  readonly today: FiguresByArea;
  readonly plan: FiguresByArea | null;
  readonly everyone: { readonly today: Distribution; readonly plan: Distribution | null };
  readonly groupings: readonly GroupingFigures[];
  /** The Kolm-Pollak mean's parameter as it was asked for, and what it comes to in one over the measure's unit. */
  readonly aversion: number;
  readonly kappa: number;
  /** Days that children without any help near are counted to wait; null for measures of something else. */
  readonly withoutCountsAs: number | null;
}

/** What `measurePoints` gave, by population point: with hubs alone, and with hubs and stops. */
export interface FigureFields {
  readonly measure: MeasureName;
  readonly areas: readonly Area[];
  /** The areas' population points, in order. */
  readonly points: readonly PopulationPoint[];
  readonly today: ArrayLike<number>;
  readonly plan: ArrayLike<number> | null;
  /** Length of the cycle that both were measured in. */
  readonly cycleDays: number;
  readonly parameters: Parameters;
}

/**
 * One measure put together by area and by group of areas, weighted by children, or by those in households without a car where it is
 * about walking.
 * @returns  zeros and nulls for a region without areas or children
 */
export function accessFigures(fields: FigureFields): AccessFigures {
  const rules = rulesOf(fields);
  const today = measuredPoints(fields, fields.today);
  const plan = fields.plan && measuredPoints(fields, fields.plan);
  const spread = (points: readonly MeasuredPoint[]) => shown(fields.measure, distributionOf(points, rules));
  return {
    measure: fields.measure,
    today: byArea(fields, today, rules),
    plan: plan && byArea(fields, plan, rules),
    everyone: { today: spread(today), plan: plan && spread(plan) },
    groupings: equityGroupings(fields.areas).map((grouping) =>
      groupingFigures(grouping, { measure: fields.measure, today, plan, spread }),
    ),
    aversion: fields.parameters.kolmPollakAversion,
    kappa: rules.kappa,
    withoutCountsAs: rules.withoutCountsAs,
  };
}

/** Children per session-hour are averaged the other way round: hours a child can be added up, and more of them is better. */
const isOtherWayRound = (measure: MeasureName): boolean => measure === 'children-per-hour';

const isMoreBetterInside = (measure: MeasureName): boolean =>
  isOtherWayRound(measure) || measureNamed(measure).isMoreBetter;

/** One kappa for everything that is compared: from today's figures, or the plan's where today there is nothing. */
function rulesOf(fields: FigureFields): DistributionRules {
  const isMoreBetter = isMoreBetterInside(fields.measure);
  const isWait = measureNamed(fields.measure).unit === 'days';
  // Who has no help at all waits longer than anybody who has: a whole cycle, and four weeks at least.
  const withoutCountsAs = isWait ? Math.max(FOUR_WEEKS_DAYS, fields.cycleDays) : null;
  const kappaOf = (figures: ArrayLike<number>) =>
    kolmPollakKappa({
      values: countedValues(measuredPoints(fields, figures), withoutCountsAs),
      aversion: fields.parameters.kolmPollakAversion,
      isMoreBetter,
    });
  return { isMoreBetter, withoutCountsAs, kappa: kappaOf(fields.today) || kappaOf(fields.plan ?? []) };
}

const measuredPoints = (fields: FigureFields, figures: ArrayLike<number>): MeasuredPoint[] => {
  const { isOnFoot } = measureNamed(fields.measure);
  return Array.from(figures, (value, i) => {
    const point = fields.points[i];
    const children = childrenAged0to4(point);
    return { areaId: point.areaId, value, weight: isOnFoot ? children * point.noCarShare : children };
  });
};

/** As the measure is told: where inside there are hours a child, children an hour. */
function shown(measure: MeasureName, inside: Distribution): Distribution {
  if (!isOtherWayRound(measure)) return inside;
  const turned = (value: number | null) => (value === null ? null : childrenPerSessionHour([value])[0]);
  return {
    ...inside,
    mean: turned(inside.mean),
    p95: turned(inside.p95),
    worst: turned(inside.worst),
    kolmPollak: turned(inside.kolmPollak),
  };
}

function groupingFigures(
  { kind, groups }: Grouping,
  of: {
    measure: MeasureName;
    today: readonly MeasuredPoint[];
    plan: readonly MeasuredPoint[] | null;
    spread: (points: readonly MeasuredPoint[]) => Distribution;
  },
): GroupingFigures {
  const today = inGroups(groups, of.today);
  const plan = of.plan && inGroups(groups, of.plan);
  const figures = groups.map(
    ({ areaIds, ...named }, i): GroupFigures => ({
      ...named,
      areas: areaIds.length,
      today: of.spread(today[i]),
      plan: plan && of.spread(plan[i]),
    }),
  );
  const gap = (meanOf: (group: GroupFigures) => number | null) =>
    gapBetween(
      figures.map((group) => ({ key: group.key, mean: meanOf(group) })),
      measureNamed(of.measure).isMoreBetter,
    );
  return {
    kind,
    groups: figures,
    gapToday: gap(({ today }) => today.mean),
    gapPlan: of.plan && gap(({ plan }) => plan?.mean ?? null),
  };
}

/** The points of each group's areas, by group. */
function inGroups(groups: readonly EquityGroup[], points: readonly MeasuredPoint[]): MeasuredPoint[][] {
  const groupOf = new Map(groups.flatMap(({ areaIds }, i) => areaIds.map((id) => [id, i])));
  const own: MeasuredPoint[][] = groups.map(() => []);
  for (const point of points) own[groupOf.get(point.areaId) ?? -1]?.push(point);
  return own;
}

/** Areas and their points; an area's figure is the mean over its points, weighted by people. */
function byArea(
  fields: FigureFields,
  measured: readonly MeasuredPoint[],
  rules: DistributionRules,
): FiguresByArea {
  const turned = (values: readonly number[]) =>
    isOtherWayRound(fields.measure) ? [...childrenPerSessionHour(values)] : [...values];
  let next = 0;
  const rows = fields.areas.map((area) => {
    const own = area.points.map(({ weight }, i) => ({ ...measured[next + i], weight }));
    next += area.points.length;
    const isNone = own.every(({ value }) => !Number.isFinite(value));
    const mean = isNone ? null : kolmPollakMean(countedValues(own, rules.withoutCountsAs), 0);
    return { mean: mean ?? Number.POSITIVE_INFINITY, points: turned(own.map(({ value }) => value)) };
  });
  return { areas: turned(rows.map(({ mean }) => mean)), points: rows.map(({ points }) => points) };
}
