import type { SessionType, Van } from '../core/nouns.ts';
import { lonLat } from '../shared/coordinates.ts';
import type { ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

/** A bank holiday as published, with its title. */
export interface BankHolidayFact {
  readonly date: ServiceDate;
  readonly title: string;
}

interface VanRow {
  id: string;
  name: string;
  base_name: string;
  base_lon: number;
  base_lat: number;
  shifts_json: string;
}

interface SessionTypeRow {
  id: string;
  position: number;
  public_name: string;
  public_description: string;
  minutes: number;
  is_public: number;
  is_usual: number;
  demand_kind: SessionType['demandKind'];
  contacts_per_baby: number | null;
  contacts_per_baby_low: number | null;
  contacts_per_baby_high: number | null;
}

/** The vans, in identifier order. */
export function listVans(db: ReadableDb): Van[] {
  const rows = db.prepare<[], VanRow>('SELECT * FROM van ORDER BY id').all();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    base: { name: row.base_name, lonLat: lonLat(row.base_lon, row.base_lat) },
    shifts: JSON.parse(row.shifts_json),
  }));
}

/** What is offered, in the coordinator's order. */
export function listSessionTypes(db: ReadableDb): SessionType[] {
  const rows = db.prepare<[], SessionTypeRow>('SELECT * FROM session_type ORDER BY position').all();
  return rows.map((row) => ({
    id: row.id,
    publicName: row.public_name,
    publicDescription: row.public_description,
    minutes: row.minutes,
    isPublic: row.is_public === 1,
    isUsual: row.is_usual === 1,
    demandKind: row.demand_kind,
    contactsPerBaby: contactsPerBabyOf(row),
  }));
}

function contactsPerBabyOf(row: SessionTypeRow): SessionType['contactsPerBaby'] {
  const { contacts_per_baby: value, contacts_per_baby_low: low, contacts_per_baby_high: high } = row;
  return value === null || low === null || high === null ? null : { low, value, high };
}

/** Changes what a local session type brings for each child under 1. Types of other kinds, and unknown ones, stay as they are. */
export function setContactsPerBaby(db: WritableDb, change: { sessionTypeId: string; value: number }): void {
  db.prepare(
    `UPDATE session_type SET contacts_per_baby = @value, contacts_per_baby_low = min(contacts_per_baby_low, @value),
       contacts_per_baby_high = max(contacts_per_baby_high, @value)
     WHERE id = @sessionTypeId AND demand_kind = 'local'`,
  ).run(change);
}

/** Bank holidays as published, in date order. */
export function listBankHolidays(db: ReadableDb): BankHolidayFact[] {
  return db.prepare<[], BankHolidayFact>('SELECT date, title FROM bank_holiday ORDER BY date').all();
}

/** Puts these in place of all vans, session types and published bank holidays. Call inside a transaction. */
export function replaceService(
  db: WritableDb,
  fields: {
    vans: readonly Van[];
    sessionTypes: readonly SessionType[];
    bankHolidays: readonly BankHolidayFact[];
  },
): void {
  for (const table of ['van', 'session_type', 'bank_holiday']) db.prepare(`DELETE FROM ${table}`).run();
  const van = db.prepare(
    insertSql('van', ['id', 'name', 'base_name', 'base_lon', 'base_lat', 'shifts_json']),
  );
  for (const { id, name, base, shifts } of fields.vans) {
    van.run({
      id,
      name,
      base_name: base.name,
      base_lon: base.lonLat[0],
      base_lat: base.lonLat[1],
      shifts_json: JSON.stringify(shifts),
    } satisfies VanRow);
  }
  const type = db.prepare(
    insertSql('session_type', [
      'id',
      'position',
      'public_name',
      'public_description',
      'minutes',
      'is_public',
      'is_usual',
      'demand_kind',
      'contacts_per_baby',
      'contacts_per_baby_low',
      'contacts_per_baby_high',
    ]),
  );
  for (const [position, sessionType] of fields.sessionTypes.entries()) {
    type.run({
      id: sessionType.id,
      position,
      public_name: sessionType.publicName,
      public_description: sessionType.publicDescription,
      minutes: sessionType.minutes,
      is_public: Number(sessionType.isPublic),
      is_usual: Number(sessionType.isUsual),
      demand_kind: sessionType.demandKind,
      contacts_per_baby: sessionType.contactsPerBaby?.value ?? null,
      contacts_per_baby_low: sessionType.contactsPerBaby?.low ?? null,
      contacts_per_baby_high: sessionType.contactsPerBaby?.high ?? null,
    } satisfies SessionTypeRow);
  }
  const holiday = db.prepare(insertSql('bank_holiday', ['date', 'title']));
  for (const { date, title } of fields.bankHolidays) holiday.run({ date, title });
}
