import type { TimetableCheck } from '../checkTimetables.ts';
import type { LegFigure, ServiceFigures } from '../core/check/service/checkService.ts';
import { groupRefusals, rowsIn } from '../import/report.ts';
import type { RefusedRows, RemarkGroup, ServiceReport } from '../planning/serviceReport.ts';
import { counted } from '../shared/text.ts';

const COLUMNS: readonly (readonly [string, (figures: ServiceFigures) => string])[] = [
  ['Stops', (figures) => number(figures.stops)],
  ['Visits', (figures) => number(figures.visits)],
  ['Legs', (figures) => number(figures.legs)],
  ['with road', (figures) => number(figures.legsWithRoad)],
  ['Impossible', (figures) => share(figures.impossible[0])],
  ['with reserve', (figures) => share(figures.impossible[1])],
  ['with set-up', (figures) => share(figures.impossible[2])],
  ['Overlaps', (figures) => number(figures.overlaps)],
  ['Weekday', (figures) => number(figures.weekdayFaults)],
  [
    'Bank holidays',
    (figures) => `${number(figures.bankHolidayVisits)} (${number(figures.bankHolidayStops)})`,
  ],
];

/** A table with a line a service; several services end in a line for all of them. */
export function timetableTable(checks: readonly TimetableCheck[]): string {
  const lines = checks.map(({ name, check, refused }) => [
    name,
    ...COLUMNS.map(([, cell]) => cell(check.figures)),
    String(departuresOf(refused) + check.figures.departureFaults),
    String(rowsIn(refused)),
  ]);
  const all = checks.length > 1 ? [['All', ...totalsOf(checks)]] : [];
  const table = [['Service', ...COLUMNS.map(([title]) => title), 'Departure', 'Refused'], ...lines, ...all];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table
    .map((row) =>
      row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('  '),
    )
    .join('\n');
}

/** Rows refused because a stop was left before it was arrived at. */
const departuresOf = (refused: TimetableCheck['refused']): number =>
  rowsIn(refused.filter((refusal) => refusal.reason === 'departure is not after arrival'));

function totalsOf(checks: readonly TimetableCheck[]): string[] {
  const figures = checks.map(({ check }) => check.figures);
  const sum = (amount: (one: ServiceFigures) => number) =>
    figures.reduce((total, one) => total + amount(one), 0);
  const legsWithRoad = sum((one) => one.legsWithRoad);
  const all: ServiceFigures = {
    stops: sum((one) => one.stops),
    visits: sum((one) => one.visits),
    legs: sum((one) => one.legs),
    legsWithRoad,
    impossible: figures[0].impossible.map(({ demand }, k) => {
      const count = sum((one) => one.impossible[k].count);
      return { demand, count, share: legsWithRoad === 0 ? null : count / legsWithRoad };
    }),
    overlaps: sum((one) => one.overlaps),
    listedTwice: sum((one) => one.listedTwice),
    weekdayFaults: sum((one) => one.weekdayFaults),
    departureFaults: sum((one) => one.departureFaults),
    bankHolidayVisits: sum((one) => one.bankHolidayVisits),
    bankHolidayStops: sum((one) => one.bankHolidayStops),
    smallestMarginSeconds: null,
  };
  return [
    ...COLUMNS.map(([, cell]) => cell(all)),
    String(checks.reduce((total, { refused }) => total + departuresOf(refused), 0) + all.departureFaults),
    String(checks.reduce((total, { refused }) => total + rowsIn(refused), 0)),
  ];
}

const number = (value: number): string => value.toLocaleString('en-GB');

const share = (figure: LegFigure): string =>
  figure.share === null ? 'not known' : `${number(figure.count)} (${(figure.share * 100).toFixed(1)}%)`;

const refusedText = ({ reason, count, lines, example }: RefusedRows): string =>
  `Refused ${counted(count, 'row')} (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${lines.length < count ? ', …' : ''}): ${reason}${example === '' ? '' : ` ("${example}")`}`;

/** Breaches of one rule shown without --all. */
const SHOWN = 5;

/** What a person should know of one service: notes, refused rows, and what is broken, with the lines of the file. */
export function violationLines(checked: TimetableCheck, isAll: boolean): string[] {
  const { check, from, to } = checked;
  const refused = groupRefusals(checked.refused).map(refusedText);
  const { figures, violations } = check;
  const none = figures.visits === 0 ? [`There is no visit between ${from} and ${to}.`] : [];
  const unknown = figures.legs - figures.legsWithRoad;
  const unmeasured =
    unknown > 0
      ? [
          `${counted(unknown, 'leg')} without a known road time: give --legs or --region to have them checked.`,
        ]
      : [];
  const rules = [...new Set(violations.map((violation) => `${violation.rule} ${violation.severity}`))];
  const broken = rules.flatMap((rule) => {
    const all = violations.filter((violation) => `${violation.rule} ${violation.severity}` === rule);
    const shown = isAll ? all : all.slice(0, SHOWN);
    const more = all.length - shown.length;
    return [
      `${RULE_WORDS[rule] ?? rule}: ${number(all.length)}`,
      ...shown.map(({ stopIndexes, message }) => {
        const lines = checked.lines && stopIndexes.map((index) => checked.lines?.[index]);
        return lines === null
          ? `  ${message}`
          : `  ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(' and ')}: ${message}`;
      }),
      ...(more > 0 ? [`  and ${number(more)} more (--all shows them)`] : []),
    ];
  });
  return [...checked.notes, ...refused, ...none, ...unmeasured, ...broken];
}

const RULE_WORDS: Readonly<Record<string, string>> = {
  'LEG_TOO_SHORT hard': 'Legs shorter than the road',
  'LEG_TOO_SHORT soft': 'Legs without room for reserve, pack-down or set-up',
  'VAN_IN_TWO_PLACES hard': 'Stops that overlap',
  'DUPLICATE_VISIT soft': 'Stops listed twice',
  'WEEKDAY_DISAGREES hard': 'Weekdays that disagree with the dates',
  'ON_BANK_HOLIDAY hard': 'Stops with visits on bank holidays',
  'ORDER_OF_CALL hard': 'Stops left before they are arrived at',
  'NO_ROAD hard': 'Legs without a road',
};

/** What became of a timetable that was taken over. */
export function serviceReportText(report: ServiceReport): string {
  const remark = ({ text, count, lines }: RemarkGroup) =>
    `${counted(count, 'stop')} (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}): ${text}`;
  const [road, reserve, work] = report.figures.impossible.map(share);
  return [
    `${report.file}: ${counted(report.rowsRead, 'row')} read, ${number(report.rowsKept)} kept`,
    `Plan ${report.planLetter}: ${counted(report.stops, 'stop')} of ${counted(report.vans, 'van')} in a cycle of ${counted(report.cycleWeeks, 'week')}; ${counted(report.sitesMatched, 'site')} recognised, ${number(report.sitesAdded)} added as proposed`,
    `Legs that cannot be driven: ${road}; with a reserve: ${reserve}; with pack-down and set-up: ${work}`,
    ...report.notes,
    ...report.refused.map(refusedText),
    ...report.assumed,
    ...report.leftOut.map((each) => `Left out: ${remark(each)}`),
    ...report.changed.map((each) => `Otherwise than in the timetable: ${remark(each)}`),
  ].join('\n');
}
