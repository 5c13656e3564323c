import { UNREACHABLE } from '../../shared/units.ts';
import { equityGroupings, type GroupingKind } from '../access/equityGroups.ts';
import type { Area } from '../nouns.ts';
import type { PointLoss } from './whoLoses.ts';

/** One group of a region's children aged 0 to 4, and what a review means for it. Groups of a kind make up the region. */
export interface GroupLoss {
  /** As equity is looked at everywhere, and by households without and with a car (an estimate). */
  readonly kind: GroupingKind | 'car';
  readonly key: string;
  readonly label: string;
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

/** Who is in a group: the part 0..1 of the children around a point. */
interface Membership {
  readonly kind: GroupLoss['kind'];
  readonly key: string;
  readonly label: string;
  readonly partOf: (loss: PointLoss) => number;
}

/**
 * What a review means for each group, beside the group's part of the region.
 * @param losses  one entry a population point of the areas
 * @returns  groups with children only, kind by kind
 */
export function equalityGroups(areas: readonly Area[], losses: readonly PointLoss[]): GroupLoss[] {
  const children = losses.reduce((sum, loss) => sum + loss.children, 0);
  const losing = losses.reduce((sum, loss) => sum + (loss.isLosing ? loss.children : 0), 0);
  return membershipsOf(areas)
    .map((membership) => groupLoss(membership, losses, { children, losing }))
    .filter((group) => group.children > 0);
}

function membershipsOf(areas: readonly Area[]): Membership[] {
  const noCarShare = new Map(areas.map((area) => [area.id, area.noCarShare]));
  const withoutCar = ({ areaId }: PointLoss) => noCarShare.get(areaId) ?? 0;
  return [
    ...equityGroupings(areas).flatMap(({ kind, groups }) =>
      groups.map(({ key, label, areaIds }): Membership => {
        const own = new Set(areaIds);
        return { kind, key, label, partOf: ({ areaId }) => Number(own.has(areaId)) };
      }),
    ),
    { kind: 'car', key: 'without', label: 'In households without a car', partOf: withoutCar },
    { kind: 'car', key: 'with', label: 'In households with a car', partOf: (loss) => 1 - withoutCar(loss) },
  ];
}

function groupLoss(
  { partOf, ...named }: Membership,
  losses: readonly PointLoss[],
  region: { children: number; losing: number },
): GroupLoss {
  const sum = (of: (loss: PointLoss) => number) =>
    losses.reduce((total, loss) => total + partOf(loss) * loss.children * of(loss), 0);
  const isOnRoad = ({ isFurther, extraSeconds }: PointLoss) =>
    Number(isFurther && extraSeconds < UNREACHABLE);
  const children = sum(() => 1);
  const losing = sum(({ isLosing }) => Number(isLosing));
  const onRoad = sum(isOnRoad);
  const share = region.children > 0 ? children / region.children : 0;
  const shareOfLosing = region.losing > 0 ? losing / region.losing : 0;
  return {
    ...named,
    children,
    share,
    childrenLosing: losing,
    shareOfLosing,
    ratio: region.losing > 0 && share > 0 ? shareOfLosing / share : null,
    childrenFurther: sum(({ isFurther }) => Number(isFurther)),
    meanExtraSeconds: onRoad > 0 ? sum((loss) => (isOnRoad(loss) ? loss.extraSeconds : 0)) / onRoad : null,
  };
}
