import type { Hub } from '../core/nouns.ts';
import type { ServiceDate } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql, pointOf } from './rows.ts';

const COLUMNS = [
  'id',
  'name',
  'address',
  'postcode',
  'lon',
  'lat',
  'opening',
  'checked_on',
  'source',
] as const;

interface HubRow {
  id: string;
  name: string;
  address: string;
  postcode: string;
  lon: number;
  lat: number;
  opening: string;
  checked_on: string | null;
  source: string;
}

/** All fixed hubs, in identifier order. */
export function listHubs(db: ReadableDb): Hub[] {
  const rows = db.prepare<[], HubRow>('SELECT * FROM hub ORDER BY id').all();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    address: row.address,
    postcode: row.postcode,
    lonLat: pointOf(row),
    opening: row.opening,
    checkedOn: row.checked_on as ServiceDate | null,
    source: row.source,
  }));
}

/** Puts these hubs in place of all there are. Call inside a transaction. */
export function replaceHubs(db: WritableDb, hubs: readonly Hub[]): void {
  db.prepare('DELETE FROM hub').run();
  const insert = db.prepare(insertSql('hub', COLUMNS));
  for (const hub of hubs) {
    insert.run({
      id: hub.id,
      name: hub.name,
      address: hub.address,
      postcode: hub.postcode,
      lon: hub.lonLat[0],
      lat: hub.lonLat[1],
      // Hubs of a version that was kept before opening hours were have none.
      opening: hub.opening ?? '',
      checked_on: hub.checkedOn,
      source: hub.source,
    } satisfies HubRow);
  }
}
