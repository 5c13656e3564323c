import type { GroupFigures } from '../core/access/accessFigures.ts';
import { childrenAged0to4 } from '../core/access/children.ts';
import type { Distribution } from '../core/access/equity.ts';
import type { GroupingKind } from '../core/access/equityGroups.ts';
import { measureNamed } from '../core/access/measures.ts';
import type { MeasuredAccess } from '../planning/accessMeasures.ts';
import { type Cell, csvText } from '../publish/outputs/csvText.ts';
import type { MeasureUnit } from '../shared/accessMeasures.ts';
import { type ShownCount, shownCountWords, suppressCount, suppressTable } from '../shared/suppression.ts';

/** Excel takes a file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Decimals of a figure: enough to work on with, and none that look more exact than they are. */
const DECIMALS = 3;

/** A file as a spreadsheet opens it; text that would run as a formula is guarded. */
const file = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + csvText(columns, rows, { forGuessers: true });

/** A figure for a cell; an empty one where there is none. */
const cellOf = (value: number | null | undefined): Cell =>
  value === null || value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(DECIMALS));

/** A count of children, or that it is kept back. */
const countCell = (count: ShownCount): Cell => (count === null ? shownCountWords(null) : count);

/** Names of columns carry their unit. */
const UNIT_COLUMNS: Readonly<Record<MeasureUnit, string>> = {
  minutes: 'minutes',
  visits: 'visits_in_four_weeks',
  days: 'days',
  hours: 'hours_in_four_weeks',
  'hours-per-100-children': 'hours_per_100_children',
  children: 'children_per_session_hour',
};

/**
 * Every area with one measure today, with the plan, and the difference. Small numbers of children are kept back.
 * @param threshold  least count that is shown; ≥ 5
 */
export function areasCsv({ access, figures }: MeasuredAccess, threshold: number): string {
  const measure = measureNamed(figures.measure);
  const unit = UNIT_COLUMNS[measure.unit];
  const rows = access.areas.map((area, i): Cell[] => {
    const [today, plan] = [figures.today.areas[i], figures.plan?.areas[i]];
    return [
      area.id,
      area.name,
      area.deprivationDecile,
      cellOf(area.noCarShare),
      area.ruralUrban,
      countCell(suppressCount(childrenAged0to4(area), threshold)),
      measure.title(access.parameters),
      cellOf(today),
      ...(plan === undefined ? [] : [cellOf(plan), cellOf(differenceOf(today, plan))]),
    ];
  });
  return file(
    [
      'area_id',
      'area_name',
      'deprivation_decile',
      'no_car_share',
      'rural_urban',
      'children_aged_0_to_4',
      'measure',
      `${unit}_today`,
      ...(figures.plan === null ? [] : [`${unit}_with_plan`, `${unit}_difference`]),
    ],
    rows,
  );
}

/** Of two figures; none where one of them is missing, and 0 where both are. */
function differenceOf(today: number, plan: number): number | null {
  if (today === plan) return 0;
  return Number.isFinite(today) && Number.isFinite(plan) ? plan - today : null;
}

const GROUPING_WORDS: Readonly<Record<GroupingKind, string>> = {
  deprivation: 'deprivation',
  'no-car': 'households without a car',
  'rural-urban': 'kind of place',
};

/**
 * One measure by group of areas: mean, 95th percentile, worst area and Kolm-Pollak mean, today and with the plan. Small numbers of
 * children, and those from which they could be worked out, are kept back.
 * @param threshold  least count that is shown; ≥ 5
 */
export function equityCsv({ access, figures }: MeasuredAccess, threshold: number): string {
  const measure = measureNamed(figures.measure);
  const [title, unit] = [measure.title(access.parameters), UNIT_COLUMNS[measure.unit]];
  const hasPlan = figures.plan !== null;
  const rowOf = (words: string, group: Omit<GroupFigures, 'key'>, counts: readonly ShownCount[]): Cell[] => [
    title,
    words,
    group.label,
    group.areas,
    ...counts.map(countCell),
    ...spreadCells(group.today),
    ...(group.plan ? [...spreadCells(group.plan), changeCell(group)] : []),
    figures.aversion,
    Number(figures.kappa.toPrecision(6)),
  ];
  const tables = figures.groupings.map((grouping) => childrenShown(grouping.groups, threshold));
  const everyone = { label: 'All areas', areas: access.areas.length, ...figures.everyone };
  const rows = figures.groupings.flatMap((grouping, g) =>
    grouping.groups.map((group, i) => rowOf(GROUPING_WORDS[grouping.kind], group, tables[g].rows[i])),
  );
  return file(equityColumns(unit, hasPlan), [rowOf('everyone', everyone, commonTotals(tables)), ...rows]);
}

const equityColumns = (unit: string, hasPlan: boolean): string[] => [
  'measure',
  'grouped_by',
  'group',
  'areas',
  'children',
  'children_who_have_it_today',
  ...(hasPlan ? ['children_who_get_it_with_plan'] : []),
  'children_without',
  ...spreadColumns(unit, 'today'),
  ...(hasPlan ? [...spreadColumns(unit, 'with_plan'), `mean_${unit}_difference`] : []),
  'kolm_pollak_epsilon',
  'kolm_pollak_kappa',
];

const spreadColumns = (unit: string, when: string): string[] => [
  `mean_${unit}_${when}`,
  `p95_${unit}_${when}`,
  `worst_${unit}_${when}`,
  `worst_area_id_${when}`,
  `kolm_pollak_mean_${unit}_${when}`,
];

const spreadCells = (spread: Distribution): Cell[] => [
  cellOf(spread.mean),
  cellOf(spread.p95),
  cellOf(spread.worst),
  spread.worstAreaId,
  cellOf(spread.kolmPollak),
];

const changeCell = ({ today, plan }: Pick<GroupFigures, 'today' | 'plan'>): Cell =>
  today.mean === null || !plan || plan.mean === null ? null : cellOf(differenceOf(today.mean, plan.mean));

/** Counts as they may be shown: all children of a group, then those who have it, get it with the plan, and go without. */
interface CountsShown {
  readonly rows: readonly (readonly ShownCount[])[];
  readonly totals: readonly ShownCount[];
}

/** One table of groups × parts with its totals, so that nothing that is kept back can be worked out. */
function childrenShown(groups: readonly GroupFigures[], threshold: number): CountsShown {
  const parts = groups.map(({ today, plan }) => {
    const having = today.children - today.childrenWithout;
    if (plan === null) return [having, today.childrenWithout];
    const still = Math.min(plan.childrenWithout, today.childrenWithout);
    return [having, today.childrenWithout - still, still];
  });
  const table = suppressTable(parts, { rows: true, columns: true }, threshold);
  return {
    rows: table.counts.map((row, i) => [table.rowTotals[i], ...row]),
    totals: [table.grandTotal, ...table.columnTotals],
  };
}

/** Totals that every grouping shows: what one of them keeps back is kept back. */
const commonTotals = (tables: readonly CountsShown[]): ShownCount[] =>
  (tables[0]?.totals ?? []).map((total, i) =>
    tables.some(({ totals }) => totals[i] === null) ? null : total,
  );
