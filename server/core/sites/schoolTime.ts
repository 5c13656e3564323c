import type { ServiceDate } from '../../shared/time.ts';

/** An entry of a calendar of school terms, under the name it has there; both ends included. */
export interface TermEntry {
  readonly title: string;
  readonly from: ServiceDate;
  readonly to: ServiceDate;
}

/** Names of times without school, half-term among them. */
const OFF = /holiday|half[\s-]?term|break|inset|training|closed|closure|non[\s-]?pupil/i;
const TERM = /term/i;

/**
 * Whether schools are open on a date: calendars give their terms, or their holidays, or both.
 * Entries of one day that name a term ("Term starts") say nothing of the days between, and are passed over.
 * @returns  `unknown` before the first and after the last date that the calendar speaks of, and without a calendar
 */
export function schoolTime(date: ServiceDate, entries: readonly TermEntry[]): 'term' | 'off' | 'unknown' {
  const off = entries.filter(({ title }) => OFF.test(title));
  const terms = entries.filter(({ title, from, to }) => !OFF.test(title) && TERM.test(title) && from < to);
  const isIn = ({ from, to }: TermEntry) => from <= date && date <= to;
  if (off.some(isIn)) return 'off';
  if (terms.some(isIn)) return 'term';
  const said = terms.length > 0 ? terms : off;
  const isSpokenOf = said.some(({ from }) => from <= date) && said.some(({ to }) => date <= to);
  if (!isSpokenOf) return 'unknown';
  return terms.length > 0 ? 'off' : 'term';
}
