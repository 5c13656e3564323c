import type { AlternativeWire, ReviewWire } from '../contract/rules.ts';
import { type Cell, csvText } from '../publish/outputs/csvText.ts';
import { type ShownCount, shownCountWords, suppressCount, suppressionNote } from '../shared/suppression.ts';
import { decisionOn, type GroupShown, reviewShown, stopsInOrder, wholeMinutes } from './reviewPaper.ts';

/** Excel takes a file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

const file = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + csvText(columns, rows, { forGuessers: true });

/** A count, or that it is kept back. */
const countCell = (count: ShownCount): Cell => (count === null ? shownCountWords(null) : count);

const roundedCell = (value: number | null): Cell => (value === null ? null : Number(value.toFixed(3)));

/**
 * Every stop of a review: what becomes of it, by which rule, and where its users can go. Users a visit are kept back where they are few.
 * @param threshold  least count that is shown; ≥ 5
 */
export function reviewStopsCsv(review: ReviewWire, threshold: number): string {
  const rows = stopsInOrder(review).map((stop): Cell[] => {
    const { ruleNumber, words, reason } = decisionOn(review, stop);
    return [
      stop.siteId,
      stop.name,
      stop.community,
      stop.outcome,
      stop.intoName,
      stop.visitsBefore,
      stop.visitsAfter,
      review.cycleWeeks,
      ruleNumber,
      words,
      reason,
      stop.users === null ? null : countCell(suppressCount(stop.users.perVisit, threshold)),
      stop.users?.basis ?? null,
      ...alternativeCells(stop.nearest),
      ...alternativeCells(stop.nextBest),
    ];
  });
  return file(
    [
      ...['site_id', 'stop', 'community', 'outcome', 'merged_into'],
      ...['visits_before', 'visits_after', 'in_weeks', 'rule_number', 'rule', 'reason'],
      ...['users_a_visit', 'users_basis'],
      ...['nearest_left', 'nearest_left_kind', 'nearest_left_minutes'],
      ...['next_best', 'next_best_kind', 'next_best_minutes'],
    ],
    rows,
  );
}

const alternativeCells = (found: AlternativeWire | null): Cell[] =>
  found === null ? [null, null, null] : [found.name, found.kind, wholeMinutes(found.seconds)];

/**
 * The equality table: each group's part of the region's children and of those who lose reach. Small numbers, and those from which
 * they could be worked out, are kept back.
 * @param threshold  least count that is shown; ≥ 5
 */
export function reviewEqualityCsv(review: ReviewWire, threshold: number): string {
  const shown = reviewShown(review, threshold);
  const row = (kind: string, group: GroupShown): Cell[] => [
    kind,
    group.label,
    countCell(group.children),
    roundedCell(group.share),
    countCell(group.losing),
    roundedCell(group.shareOfLosing),
    roundedCell(group.ratio),
    countCell(group.further),
    group.extraMinutes,
  ];
  return file(
    [
      ...['grouped_by', 'group', 'children_aged_0_to_4', 'share_of_children'],
      ...['children_losing_reach', 'share_of_those_losing_reach', 'times_its_share'],
      ...['children_with_a_longer_drive_only', 'mean_extra_minutes'],
    ],
    [
      row('everyone', shown.everyone),
      ...shown.groupings.flatMap(({ title, groups }) => groups.map((group) => row(title, group))),
      [suppressionNote(threshold), ...Array<Cell>(8).fill(null)],
    ],
  );
}
