import { kolmPollakMean, type WeightedValue } from './kolmPollak.ts';

/** One population point's figure, with the children who have it. */
export interface MeasuredPoint {
  readonly areaId: string;
  /** In the measure's unit, ≥ 0; Infinity where there is none (no road, no help near). */
  readonly value: number;
  /** Children, or for walking measures those in households without a car; ≥ 0. */
  readonly weight: number;
}

/** How the figures of some children are spread. */
export interface Distribution {
  readonly children: number;
  /** Children who have none of it: a figure of Infinity where less is better, of 0 where more is. */
  readonly childrenWithout: number;
  /** Weighted by children, over those who have a figure; null without any. */
  readonly mean: number | null;
  /**
   * 95 in 100 children are at least this well off: the 95th percentile where less is better, the 5th where more is. Infinity when
   * more than 5 in 100 have no figure; null without children.
   */
  readonly p95: number | null;
  /** The area with children that is worst off, of several the lowest identifier; null without children. */
  readonly worstAreaId: string | null;
  readonly worst: number | null;
  /** Kolm-Pollak mean over those who have a figure; null without any. */
  readonly kolmPollak: number | null;
}

/** What decides what is better, and what a missing figure counts as. */
export interface DistributionRules {
  readonly isMoreBetter: boolean;
  /** What stands for Infinity in means (a whole cycle of waiting); null leaves those children out of the mean. */
  readonly withoutCountsAs: number | null;
  /** See `kolmPollakKappa`; the same for all that is compared. */
  readonly kappa: number;
}

/** Children and their figures as the means count them: without those who have none, or with what stands for it. */
export const countedValues = (
  points: readonly MeasuredPoint[],
  withoutCountsAs: number | null,
): WeightedValue[] =>
  points.flatMap(({ value, weight }) => {
    const counted = Number.isFinite(value) ? value : withoutCountsAs;
    return counted === null ? [] : [{ value: counted, weight }];
  });

/**
 * Mean, spread and worst of some children's figures.
 * @param points  any number; those without children count for nothing
 * @returns  zeros and nulls without children
 */
export function distributionOf(points: readonly MeasuredPoint[], rules: DistributionRules): Distribution {
  const inhabited = points.filter(({ weight }) => weight > 0);
  const counted = countedValues(inhabited, rules.withoutCountsAs);
  const worst = worstOf(inhabited, rules.isMoreBetter);
  return {
    children: sumOf(inhabited),
    childrenWithout: sumOf(inhabited.filter(({ value }) => hasNone(value, rules.isMoreBetter))),
    mean: kolmPollakMean(counted, 0),
    p95: atLeastThis(inhabited, { share: 0.95, isMoreBetter: rules.isMoreBetter }),
    worstAreaId: worst?.areaId ?? null,
    worst: worst?.value ?? null,
    kolmPollak: kolmPollakMean(counted, rules.kappa),
  };
}

const hasNone = (value: number, isMoreBetter: boolean): boolean =>
  isMoreBetter ? value === 0 : !Number.isFinite(value);

const sumOf = (points: readonly { readonly weight: number }[]): number =>
  points.reduce((sum, { weight }) => sum + weight, 0);

/** Sums of parts of children are not exact to the last digit. */
const ROUNDING = 1e-9;

/** The best figure such that at least this share of the children is as well off or better. */
function atLeastThis(
  points: readonly MeasuredPoint[],
  { share, isMoreBetter }: { share: number; isMoreBetter: boolean },
): number | null {
  const needed = share * sumOf(points);
  let counted = 0;
  for (const point of [...points].sort((a, b) => betterFirst(a.value, b.value, isMoreBetter))) {
    counted += point.weight;
    if (counted >= needed - ROUNDING) return point.value;
  }
  return null;
}

function worstOf(points: readonly MeasuredPoint[], isMoreBetter: boolean): MeasuredPoint | null {
  return points.reduce<MeasuredPoint | null>((worst, point) => {
    if (worst === null) return point;
    const order = betterFirst(point.value, worst.value, isMoreBetter);
    return order > 0 || (order === 0 && point.areaId < worst.areaId) ? point : worst;
  }, null);
}

/** Infinity − Infinity is not a number, so compare instead of subtracting. */
function betterFirst(a: number, b: number, isMoreBetter: boolean): number {
  if (a === b) return 0;
  return a < b === isMoreBetter ? 1 : -1;
}

/** How far apart the means of groups are. */
export interface GroupGap {
  readonly bestKey: string;
  readonly worstKey: string;
  /** Difference of the two means, ≥ 0, in the measure's unit. */
  readonly gap: number;
}

/**
 * The groups with the best and the worst mean, and the difference between them.
 * @param groups  in order; of several alike the first; those without a mean are passed over
 * @returns  null when fewer than two have a mean
 */
export function gapBetween(
  groups: readonly { readonly key: string; readonly mean: number | null }[],
  isMoreBetter: boolean,
): GroupGap | null {
  const known = groups.flatMap(({ key, mean }) =>
    mean === null || !Number.isFinite(mean) ? [] : [{ key, mean }],
  );
  if (known.length < 2) return null;
  const order = known.map((group, i) => ({ ...group, i }));
  order.sort((a, b) => betterFirst(a.mean, b.mean, isMoreBetter) || a.i - b.i);
  const [best, worst] = [order[0], order[order.length - 1]];
  return { bestKey: best.key, worstKey: worst.key, gap: Math.abs(worst.mean - best.mean) };
}
