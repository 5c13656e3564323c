import type { TimetableWire } from '../../server/contract/planner.ts';

/** One line of a month: a visit, or a date on which it does not happen. */
export type TimetableRow =
  | ({ readonly kind: 'visit' } & TimetableWire['visits'][number])
  | ({ readonly kind: 'skipped' } & TimetableWire['skipped'][number]);

export interface TimetableMonth {
  /** "2027-01". */
  readonly key: string;
  /** At least one. */
  readonly rows: readonly TimetableRow[];
}

/** The stops of a timetable, by name. */
export function timetableStops(timetable: TimetableWire): { siteId: string; siteName: string }[] {
  const names = new Map(timetable.visits.map((visit) => [visit.siteId, visit.siteName]));
  return [...names]
    .map(([siteId, siteName]) => ({ siteId, siteName }))
    .sort((a, b) => a.siteName.localeCompare(b.siteName, 'en-GB'));
}

/**
 * Visits and skipped dates by month, in order of date and opening; a skipped visit comes first on its day.
 * @param siteId  only this stop's; '' for all. Skipped dates go by the stop's name.
 */
export function timetableMonths(timetable: TimetableWire, siteId: string): TimetableMonth[] {
  const visits = timetable.visits.filter((visit) => siteId === '' || visit.siteId === siteId);
  const names = new Set(visits.map((visit) => visit.siteName));
  const skipped = timetable.skipped.filter((entry) => siteId === '' || names.has(entry.siteName));
  const rows: TimetableRow[] = [
    ...visits.map((visit) => ({ kind: 'visit' as const, ...visit })),
    ...skipped.map((entry) => ({ kind: 'skipped' as const, ...entry })),
  ];
  const openOf = (row: TimetableRow) => (row.kind === 'visit' ? row.open : -1);
  rows.sort((a, b) => (a.date === b.date ? openOf(a) - openOf(b) : a.date < b.date ? -1 : 1));
  const months = new Map<string, TimetableRow[]>();
  for (const row of rows) {
    const key = row.date.slice(0, 7);
    months.set(key, [...(months.get(key) ?? []), row]);
  }
  return [...months].map(([key, monthRows]) => ({ key, rows: monthRows }));
}
