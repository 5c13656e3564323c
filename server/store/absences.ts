import type { Absence, AbsenceKind, AbsentThing, Crew } from '../shared/absences.ts';
import { PlannerError } from '../shared/errors.ts';
import type { Instant, ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

/** An absence as it was entered. */
export interface EnteredAbsence extends Absence {
  readonly number: number;
  readonly enteredBy: string;
}

interface AbsenceRow {
  id: number;
  kind: string;
  absent_thing: string;
  absent_id: string;
  from_date: string;
  to_date: string;
  note: string;
  entered_at: string;
  entered_by: string;
}

interface CrewRow {
  id: string;
  name: string;
  skills_json: string;
  weekdays_json: string;
  van_id: string | null;
}

/** Everything that is, was or will be away, in order of first day. */
export function listAbsences(db: ReadableDb): EnteredAbsence[] {
  return db
    .prepare<[], AbsenceRow>('SELECT * FROM absence ORDER BY from_date, to_date, id')
    .all()
    .map((row) => ({
      number: row.id,
      kind: row.kind as AbsenceKind,
      of: row.absent_thing as AbsentThing,
      id: row.absent_id,
      from: row.from_date as ServiceDate,
      to: row.to_date as ServiceDate,
      note: row.note,
      enteredBy: row.entered_by,
    }));
}

export function addAbsence(db: WritableDb, absence: Absence, entered: { at: Instant; by: string }): void {
  const { kind, of, id, from, to, note } = absence;
  const columns = [
    'kind',
    'absent_thing',
    'absent_id',
    'from_date',
    'to_date',
    'note',
    'entered_at',
    'entered_by',
  ];
  db.prepare(insertSql('absence', columns)).run({
    kind,
    absent_thing: of,
    absent_id: id,
    from_date: from,
    to_date: to,
    note,
    entered_at: entered.at,
    entered_by: entered.by,
  } satisfies Omit<AbsenceRow, 'id'>);
}

/** @throws ABSENCE_UNKNOWN */
export function removeAbsence(db: WritableDb, number: number): void {
  if (db.prepare('DELETE FROM absence WHERE id = ?').run(number).changes > 0) return;
  throw new PlannerError({
    code: 'ABSENCE_UNKNOWN',
    category: 'not-found',
    message: 'This absence is not there any more. Somebody else may have removed it',
  });
}

/** The crews, by name; none where nobody has entered any. */
export function listCrews(db: ReadableDb): Crew[] {
  return db
    .prepare<[], CrewRow>('SELECT * FROM crew ORDER BY name, id')
    .all()
    .map((row) => ({
      id: row.id,
      name: row.name,
      skills: JSON.parse(row.skills_json),
      weekdays: JSON.parse(row.weekdays_json),
      vanId: row.van_id,
    }));
}

/** Keeps a crew, in place of the one with its identifier. */
export function saveCrew(db: WritableDb, crew: Crew): void {
  const columns = ['id', 'name', 'skills_json', 'weekdays_json', 'van_id'];
  db.prepare(insertSql('crew', columns).replace('INSERT', 'INSERT OR REPLACE')).run({
    id: crew.id,
    name: crew.name,
    skills_json: JSON.stringify(crew.skills),
    weekdays_json: JSON.stringify(crew.weekdays),
    van_id: crew.vanId,
  } satisfies CrewRow);
}

/** Removes a crew, and what was entered of it being away. */
export function removeCrew(db: WritableDb, id: string): void {
  db.transaction(() => {
    db.prepare("DELETE FROM absence WHERE absent_thing = 'crew' AND absent_id = ?").run(id);
    db.prepare('DELETE FROM crew WHERE id = ?').run(id);
  })();
}
