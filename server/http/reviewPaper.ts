import type {
  AlternativeWire,
  AreaLossWire,
  GroupLossWire,
  ReviewStopWire,
  ReviewWire,
  StopRemarkWire,
} from '../contract/rules.ts';
import { parametersWith } from '../core/parameters.ts';
import { type ShownCount, shownCountWords, suppressTable } from '../shared/suppression.ts';
import { counted } from '../shared/text.ts';
import { SECONDS_PER_MINUTE } from '../shared/units.ts';
import type { ReadableDb } from '../store/open.ts';
import { listParameterOverrides } from '../store/parameters.ts';

/** Least number of people that files and papers show, as the region has it. */
export const leastCountShown = (db: ReadableDb): number =>
  parametersWith(listParameterOverrides(db)).leastCountShown;

/** One group of the equality table as it may be shown. */
export interface GroupShown {
  readonly label: string;
  readonly children: ShownCount;
  readonly losing: ShownCount;
  /** With a longer drive, and not among those losing reach. */
  readonly further: ShownCount;
  /** Of all children, and of all who lose reach, 0..1; null where they rest on a figure that is kept back. */
  readonly share: number | null;
  readonly shareOfLosing: number | null;
  /** Above 1: the group loses more than its part. */
  readonly ratio: number | null;
  /** Whole minutes; null where nobody has a longer drive, or too few. */
  readonly extraMinutes: number | null;
}

/** The groups of one kind. */
export interface GroupingShown {
  readonly kind: GroupLossWire['kind'];
  readonly title: string;
  readonly groups: readonly GroupShown[];
}

/** The figures of a review as they may leave the planner. */
export interface ReviewShown {
  readonly groupings: readonly GroupingShown[];
  /** Of the whole region; what one grouping keeps back is kept back here. */
  readonly everyone: GroupShown;
  readonly onFootLosing: ShownCount;
  readonly onFootBefore: ShownCount;
}

const KIND_TITLES: Readonly<Record<GroupLossWire['kind'], string>> = {
  deprivation: 'Deprivation',
  'rural-urban': 'Kind of place',
  'no-car': 'Areas by households without a car',
  car: 'Households without and with a car (estimate)',
};

/**
 * The equality figures without small numbers of people, nor any from which one could be worked out.
 * @param threshold  least count that is shown; ≥ 5
 */
export function reviewShown({ losses }: ReviewWire, threshold: number): ReviewShown {
  const kinds = [...new Set(losses.groups.map(({ kind }) => kind))];
  const tables = kinds.map((kind) => {
    const groups = losses.groups.filter((group) => group.kind === kind);
    return {
      kind,
      groups,
      table: suppressTable(groups.map(partsOf), { rows: true, columns: true }, threshold),
    };
  });
  const common = (of: (table: (typeof tables)[number]['table']) => ShownCount): ShownCount => {
    const totals = tables.map(({ table }) => of(table));
    if (totals.length === 0) return 0;
    return totals.some((total) => total === null) ? null : totals[0];
  };
  const all = {
    children: common(({ grandTotal }) => grandTotal),
    losing: common(({ columnTotals }) => columnTotals[0]),
    further: common(({ columnTotals }) => columnTotals[1]),
  };
  const onFoot = suppressTable(
    [[losses.onFootLosing, Math.max(0, losses.onFootBefore - losses.onFootLosing)]],
    { rows: true, columns: false },
    threshold,
  );
  return {
    groupings: tables.map(({ kind, groups, table }) => ({
      kind,
      title: KIND_TITLES[kind],
      groups: groups.map((group, i) => {
        const [losing, further] = table.counts[i];
        return shownGroup(
          group.label,
          { children: table.rowTotals[i], losing, further },
          all,
          group.meanExtraSeconds,
        );
      }),
    })),
    everyone: shownGroup('All children', all, all, losses.meanExtraSeconds),
    onFootLosing: onFoot.counts[0][0],
    onFootBefore: onFoot.rowTotals[0],
  };
}

/** Those who lose reach, those who only have a longer drive, and the others. */
function partsOf({ children, childrenLosing, childrenFurther }: GroupLossWire): number[] {
  const further = Math.max(0, childrenFurther - childrenLosing);
  return [childrenLosing, further, Math.max(0, children - childrenLosing - further)];
}

type Counts = Pick<GroupShown, 'children' | 'losing' | 'further'>;

/** Shares rest on the figures that are shown, so that nothing finer can be read from them. */
function shownGroup(label: string, counts: Counts, all: Counts, meanExtraSeconds: number | null): GroupShown {
  const [share, shareOfLosing] = [part(counts.children, all.children), part(counts.losing, all.losing)];
  const isAnybody = (counts.losing ?? 0) + (counts.further ?? 0) > 0;
  return {
    label,
    ...counts,
    share,
    shareOfLosing,
    ratio: share === null || shareOfLosing === null || share === 0 ? null : shareOfLosing / share,
    extraMinutes: isAnybody && meanExtraSeconds !== null ? wholeMinutes(meanExtraSeconds) : null,
  };
}

/** 0 of none; null where one of them is kept back. */
const part = (count: ShownCount, of: ShownCount): number | null =>
  count === null || of === null ? null : of === 0 ? 0 : count / of;

/** A drive in whole minutes; one under half a minute is not none. */
export const wholeMinutes = (seconds: number): number =>
  Math.max(1, Math.round(seconds / SECONDS_PER_MINUTE));

/** "Liskeard Family Hub (hub), 14 minutes"; "none: no road". */
export const alternativeWords = (found: AlternativeWire | null): string =>
  found === null
    ? 'none: no road'
    : `${found.name} (${found.kind}), ${counted(wholeMinutes(found.seconds), 'minute')}`;

/** How much of an area loses reach, without a count. */
export function losingPart({ children, childrenLosing }: AreaLossWire): 'all' | 'part' | 'no' {
  if (childrenLosing <= 0) return 'no';
  return childrenLosing >= children - 1e-9 ? 'all' : 'part';
}

/** The rule that decided on a stop, by its place in the order, and the reason without figures of people. */
export function decisionOn(
  review: ReviewWire,
  stop: ReviewStopWire,
): { readonly ruleNumber: number | null; readonly words: string; readonly reason: string } {
  const of = (list: readonly StopRemarkWire[]) => list.find(({ siteId }) => siteId === stop.siteId);
  const index = review.effects.findIndex(({ rule }) => rule.id === stop.ruleId);
  if (index >= 0) {
    const effect = review.effects[index];
    const found = of(effect.changes) ?? of(effect.reduced);
    return { ruleNumber: index + 1, words: effect.words, reason: found?.paperReason ?? '' };
  }
  const spared = review.effects
    .map(({ spared: own }) => of(own)?.paperReason)
    .filter((reason) => reason !== undefined);
  return { ruleNumber: null, words: '', reason: spared.join(' ') };
}

/** Stops that go first, then those visited less often, then the others; each by name. */
export function stopsInOrder({ stops }: ReviewWire): ReviewStopWire[] {
  const order = ['dropped', 'merged', 'reduced', 'kept'];
  return [...stops].sort(
    (a, b) =>
      order.indexOf(a.outcome) - order.indexOf(b.outcome) ||
      a.name.localeCompare(b.name, 'en-GB') ||
      (a.siteId < b.siteId ? -1 : 1),
  );
}

/** A share as a whole percentage: "26 %"; the words for what is kept back. */
export const shareWords = (share: number | null): string =>
  share === null ? shownCountWords(null) : `${Math.round(share * 100)} %`;

/** "1.4 times its share"; "about its share"; "none of the loss". */
export function ratioWords(ratio: number | null): string {
  if (ratio === null) return shownCountWords(null);
  if (ratio === 0) return 'none of the loss';
  const rounded = Math.round(ratio * 10) / 10;
  return rounded === 1 ? 'about its share' : `${rounded} times its share`;
}
