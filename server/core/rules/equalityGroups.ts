import { UNREACHABLE } from '../../shared/units.ts';
import type { PopulationPoint } from '../access/populationPoints.ts';
import type { PointLoss } from './whoLoses.ts';

/** What people are grouped by. */
export const EQUALITY_KINDS = ['decile', 'rural-urban', 'car'] as const;
export type EqualityKind = (typeof EQUALITY_KINDS)[number];

/** One group of a region's children aged 0 to 4, and what a review means for it. Groups of a kind make up the region. */
export interface GroupLoss {
  readonly kind: EqualityKind;
  /** A decile's number, a class, "without" or "with" a car; null: not known. */
  readonly group: string | null;
  readonly children: number;
  /** Of the region's children, 0..1. */
  readonly share: number;
  readonly childrenLosing: number;
  /** Of all who lose reach, 0..1; 0 where nobody does. */
  readonly shareOfLosing: number;
  /** Share of those who lose ÷ share of the region: above 1 the group loses more than its part; null where nobody does. */
  readonly ratio: number | null;
  readonly childrenFurther: number;
  /** Mean over those of the group with a longer drive who still have a road; null where there are none. */
  readonly meanExtraSeconds: number | null;
}

/** The parts of a point's children by group: [group, share 0..1]. */
const PARTS: Readonly<
  Record<EqualityKind, (point: PopulationPoint) => readonly (readonly [string | null, number])[]>
> = {
  decile: ({ deprivationDecile }) => [[deprivationDecile === null ? null : String(deprivationDecile), 1]],
  'rural-urban': ({ ruralUrban }) => [[ruralUrban, 1]],
  car: ({ noCarShare }) => [
    ['without', noCarShare],
    ['with', 1 - noCarShare],
  ],
};

/**
 * What a review means for each group, beside the group's part of the region.
 * @param losses  one entry a point, in their order
 * @returns  groups with children only; deciles from most deprived, then classes by name, then without and with a car; "not
 *           known" last of its kind
 */
export function equalityGroups(
  points: readonly PopulationPoint[],
  losses: readonly PointLoss[],
): GroupLoss[] {
  const total = losses.reduce((sum, { children }) => sum + children, 0);
  const losing = losses.reduce((sum, { isLosing, children }) => sum + (isLosing ? children : 0), 0);
  return EQUALITY_KINDS.flatMap((kind) => {
    const sums = new Map<
      string | null,
      { children: number; losing: number; further: number; onRoad: number; seconds: number }
    >();
    for (const [i, loss] of losses.entries()) {
      for (const [group, share] of PARTS[kind](points[i])) {
        const sum = sums.get(group) ?? { children: 0, losing: 0, further: 0, onRoad: 0, seconds: 0 };
        const children = loss.children * share;
        const isOnRoad = loss.isFurther && loss.extraSeconds < UNREACHABLE;
        sums.set(group, {
          children: sum.children + children,
          losing: sum.losing + (loss.isLosing ? children : 0),
          further: sum.further + (loss.isFurther ? children : 0),
          onRoad: sum.onRoad + (isOnRoad ? children : 0),
          seconds: sum.seconds + (isOnRoad ? children * loss.extraSeconds : 0),
        });
      }
    }
    return [...sums]
      .filter(([, sum]) => sum.children > 0)
      .sort(([a], [b]) => compareGroups(kind, a, b))
      .map(([group, sum]) => ({
        kind,
        group,
        children: sum.children,
        share: sum.children / total,
        childrenLosing: sum.losing,
        shareOfLosing: losing > 0 ? sum.losing / losing : 0,
        ratio: losing > 0 ? sum.losing / losing / (sum.children / total) : null,
        childrenFurther: sum.further,
        meanExtraSeconds: sum.onRoad > 0 ? sum.seconds / sum.onRoad : null,
      }));
  });
}

function compareGroups(kind: EqualityKind, a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (kind === 'decile') return Number(a) - Number(b);
  if (kind === 'car') return a > b ? -1 : 1;
  return a < b ? -1 : 1;
}
