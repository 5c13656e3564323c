import type { EndedPostcode, OutwardCode, Place, PostcodePoint } from '../core/nouns.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql, pointOf } from './rows.ts';

interface PlaceRow {
  name: string;
  other_names_json: string;
  kind: string;
  lon: number;
  lat: number;
  outward_code: string | null;
}

interface OutwardCodeRow {
  code: string;
  lon: number;
  lat: number;
  has_road: number;
  places_json: string;
}

interface PostcodeRow {
  postcode: string;
  lon: number;
  lat: number;
}

interface EndedPostcodeRow extends PostcodeRow {
  ended_in: string;
}

/** Names people search by, in alphabetical order. */
export function listPlaces(db: ReadableDb): Place[] {
  const rows = db.prepare<[], PlaceRow>('SELECT * FROM place ORDER BY name, id').all();
  return rows.map((row) => ({
    name: row.name,
    otherNames: JSON.parse(row.other_names_json),
    kind: row.kind,
    lonLat: pointOf(row),
    outwardCode: row.outward_code,
  }));
}

/** First halves of postcodes, in order. */
export function listOutwardCodes(db: ReadableDb): OutwardCode[] {
  const rows = db.prepare<[], OutwardCodeRow>('SELECT * FROM outward_code ORDER BY code').all();
  return rows.map((row) => ({
    code: row.code,
    lonLat: pointOf(row),
    hasRoad: row.has_road === 1,
    places: JSON.parse(row.places_json),
  }));
}

/** Unit postcodes, in order; empty for a region that brought only outward codes. */
export function listPostcodes(db: ReadableDb): PostcodePoint[] {
  const rows = db.prepare<[], PostcodeRow>('SELECT * FROM postcode ORDER BY postcode').all();
  return rows.map((row) => ({ postcode: row.postcode, lonLat: pointOf(row) }));
}

/** Postcodes out of use that are not in use again, in order. */
export function listEndedPostcodes(db: ReadableDb): EndedPostcode[] {
  const rows = db.prepare<[], EndedPostcodeRow>('SELECT * FROM ended_postcode ORDER BY postcode').all();
  return rows.map((row) => ({ postcode: row.postcode, lonLat: pointOf(row), endedIn: row.ended_in }));
}

/** Where a full postcode is, in its usual written form; undefined when it is not among those of the region. */
export function findPostcode(db: ReadableDb, postcode: string): PostcodePoint | undefined {
  const row = db.prepare<[string], PostcodeRow>('SELECT * FROM postcode WHERE postcode = ?').get(postcode);
  return row && { postcode: row.postcode, lonLat: pointOf(row) };
}

/** Puts these in place of all places, outward codes and unit postcodes. Call inside a transaction. */
export function replacePlaces(
  db: WritableDb,
  fields: {
    places: readonly Place[];
    outwardCodes: readonly OutwardCode[];
    postcodes: readonly PostcodePoint[];
    endedPostcodes?: readonly EndedPostcode[];
  },
): void {
  for (const table of ['place', 'outward_code', 'postcode', 'ended_postcode']) {
    db.prepare(`DELETE FROM ${table}`).run();
  }
  const place = db.prepare(
    insertSql('place', ['name', 'other_names_json', 'kind', 'lon', 'lat', 'outward_code']),
  );
  for (const { name, otherNames, kind, lonLat, outwardCode } of fields.places) {
    place.run({
      name,
      other_names_json: JSON.stringify(otherNames),
      kind,
      lon: lonLat[0],
      lat: lonLat[1],
      outward_code: outwardCode,
    } satisfies PlaceRow);
  }
  const outward = db.prepare(insertSql('outward_code', ['code', 'lon', 'lat', 'has_road', 'places_json']));
  for (const { code, lonLat, hasRoad, places } of fields.outwardCodes) {
    outward.run({
      code,
      lon: lonLat[0],
      lat: lonLat[1],
      has_road: Number(hasRoad),
      places_json: JSON.stringify(places),
    } satisfies OutwardCodeRow);
  }
  const postcode = db.prepare(insertSql('postcode', ['postcode', 'lon', 'lat']));
  for (const point of fields.postcodes) {
    postcode.run({
      postcode: point.postcode,
      lon: point.lonLat[0],
      lat: point.lonLat[1],
    } satisfies PostcodeRow);
  }
  const ended = db.prepare(insertSql('ended_postcode', ['postcode', 'lon', 'lat', 'ended_in']));
  for (const { postcode, lonLat, endedIn } of fields.endedPostcodes ?? []) {
    ended.run({
      postcode,
      lon: lonLat[0],
      lat: lonLat[1],
      ended_in: endedIn,
    } satisfies EndedPostcodeRow);
  }
}
