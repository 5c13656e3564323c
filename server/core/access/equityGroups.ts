import type { Area } from '../nouns.ts';
import { childrenAged0to4 } from './children.ts';

/** What people are grouped by to see who is left out. */
export type GroupingKind = 'deprivation' | 'no-car' | 'rural-urban';

/** Areas that belong together. */
export interface EquityGroup {
  /** "1" … "10", "1" … "5", or the class as imported; "unknown". */
  readonly key: string;
  /** In words: "Decile 1 (most deprived)", "10 % to 15 % without a car". */
  readonly label: string;
  readonly areaIds: readonly string[];
}

/** All areas in groups, each in one. Groups without areas are left out. */
export interface Grouping {
  readonly kind: GroupingKind;
  readonly groups: readonly EquityGroup[];
}

const UNKNOWN = 'unknown';
/** Groups of equal size in children that the no-car share is cut into. */
const NO_CAR_GROUPS = 5;

/**
 * The three groupings that equity is looked at by.
 * @param areas  may be empty: then no grouping has a group
 */
export const equityGroupings = (areas: readonly Area[]): Grouping[] => [
  { kind: 'deprivation', groups: byDeprivation(areas) },
  { kind: 'no-car', groups: byNoCarShare(areas) },
  { kind: 'rural-urban', groups: byRuralUrban(areas) },
];

/** By tenth of England's areas: 1 is the most deprived. */
function byDeprivation(areas: readonly Area[]): EquityGroup[] {
  const label = (decile: number) =>
    decile === 1
      ? 'Decile 1 (most deprived)'
      : decile === 10
        ? 'Decile 10 (least deprived)'
        : `Decile ${decile}`;
  const deciles = Array.from({ length: 10 }, (_, i) => i + 1);
  return [
    ...deciles.map((decile) =>
      group(
        { key: String(decile), label: label(decile) },
        areas,
        (area) => area.deprivationDecile === decile,
      ),
    ),
    group({ key: UNKNOWN, label: 'Not known' }, areas, (area) => area.deprivationDecile === null),
  ].filter(hasAreas);
}

/** By class of place, in the order of the alphabet. */
function byRuralUrban(areas: readonly Area[]): EquityGroup[] {
  const classes = [...new Set(areas.flatMap((area) => area.ruralUrban ?? []))].sort();
  return [
    ...classes.map((name) => group({ key: name, label: name }, areas, (area) => area.ruralUrban === name)),
    group({ key: UNKNOWN, label: 'Not known' }, areas, (area) => area.ruralUrban === null),
  ].filter(hasAreas);
}

/**
 * In fifths of the region's children by how many households have no car. Areas with the same share stay together, so that fifths
 * may differ in size, and fewer may be left.
 */
function byNoCarShare(areas: readonly Area[]): EquityGroup[] {
  const sharing = new Map<number, { ids: string[]; children: number }>();
  for (const area of areas) {
    const own = sharing.get(area.noCarShare) ?? { ids: [], children: 0 };
    own.ids.push(area.id);
    own.children += childrenAged0to4(area);
    sharing.set(area.noCarShare, own);
  }
  const total = areas.reduce((sum, area) => sum + childrenAged0to4(area), 0);
  const fifths = Array.from({ length: NO_CAR_GROUPS }, () => ({
    shares: [] as number[],
    ids: new Set<string>(),
  }));
  let before = 0;
  for (const [share, { ids, children }] of [...sharing].sort(([a], [b]) => a - b)) {
    // A share belongs where the middle of its children does.
    const place = total > 0 ? Math.floor(((before + children / 2) / total) * NO_CAR_GROUPS) : 0;
    const fifth = fifths[Math.min(NO_CAR_GROUPS - 1, place)];
    fifth.shares.push(share);
    for (const id of ids) fifth.ids.add(id);
    before += children;
  }
  return fifths
    .map(({ shares, ids }, i) =>
      group({ key: String(i + 1), label: noCarLabel(shares) }, areas, (area) => ids.has(area.id)),
    )
    .filter(hasAreas);
}

function noCarLabel(shares: readonly number[]): string {
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
  const [least, most] = [percent(shares[0] ?? 0), percent(shares.at(-1) ?? 0)];
  return least === most ? `${least} without a car` : `${least} to ${most} without a car`;
}

const group = (
  named: Pick<EquityGroup, 'key' | 'label'>,
  areas: readonly Area[],
  isIn: (area: Area) => boolean,
): EquityGroup => ({ ...named, areaIds: areas.filter(isIn).map((area) => area.id) });

const hasAreas = ({ areaIds }: EquityGroup): boolean => areaIds.length > 0;
