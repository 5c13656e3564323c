import type { ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

/** An entry of a calendar of school terms: a term, a holiday or a day off, under the name it has there. */
export interface SchoolTerm {
  readonly title: string;
  readonly from: ServiceDate;
  /** Last day, inclusive. */
  readonly to: ServiceDate;
}

/** What the calendars of school terms say, in order of first day; empty when none was brought. */
export function listSchoolTerms(db: ReadableDb): SchoolTerm[] {
  return db
    .prepare<[], SchoolTerm>(
      'SELECT title, from_date AS "from", to_date AS "to" FROM school_term ORDER BY from_date, to_date, title',
    )
    .all();
}

/** Puts these in place of all there are; an entry that is there twice is kept once. Call inside a transaction. */
export function replaceSchoolTerms(db: WritableDb, terms: readonly SchoolTerm[]): void {
  db.prepare('DELETE FROM school_term').run();
  const insert = db.prepare(
    insertSql('school_term', ['title', 'from_date', 'to_date']).replace('INSERT', 'INSERT OR IGNORE'),
  );
  for (const { title, from, to } of terms) insert.run({ title, from_date: from, to_date: to });
}
