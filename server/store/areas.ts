import type { Area } from '../core/nouns.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql, pointOf } from './rows.ts';

const COLUMNS = [
  'id',
  'name',
  'lon',
  'lat',
  'population',
  'children_under_1',
  'children_aged_1',
  'children_aged_2_to_4',
  'deprivation_decile',
  'idaci_rate',
  'no_car_share',
  'rural_urban',
  'assumed_json',
  'points_json',
] as const;

interface AreaRow {
  id: string;
  name: string;
  lon: number;
  lat: number;
  population: number | null;
  children_under_1: number;
  children_aged_1: number;
  children_aged_2_to_4: number;
  deprivation_decile: number | null;
  idaci_rate: number | null;
  no_car_share: number;
  rural_urban: string | null;
  assumed_json: string;
  /** `[]` for an area with one point, its own. */
  points_json: string;
}

/** All areas, in identifier order. */
export function listAreas(db: ReadableDb): Area[] {
  const rows = db.prepare<[], AreaRow>('SELECT * FROM area ORDER BY id').all();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    lonLat: pointOf(row),
    points: pointsOf(row),
    population: row.population,
    childrenUnder1: row.children_under_1,
    childrenAged1: row.children_aged_1,
    childrenAged2to4: row.children_aged_2_to_4,
    deprivationDecile: row.deprivation_decile,
    idaciRate: row.idaci_rate,
    noCarShare: row.no_car_share,
    ruralUrban: row.rural_urban,
    assumed: JSON.parse(row.assumed_json),
  }));
}

function pointsOf(row: AreaRow): Area['points'] {
  const points: Area['points'] = JSON.parse(row.points_json);
  return points.length > 0 ? points : [{ lonLat: pointOf(row), weight: 1 }];
}

/** Puts these areas in place of all there are. Call inside a transaction. */
export function replaceAreas(db: WritableDb, areas: readonly Area[]): void {
  db.prepare('DELETE FROM area').run();
  const insert = db.prepare(insertSql('area', COLUMNS));
  for (const area of areas) {
    insert.run({
      id: area.id,
      name: area.name,
      lon: area.lonLat[0],
      lat: area.lonLat[1],
      population: area.population,
      children_under_1: area.childrenUnder1,
      children_aged_1: area.childrenAged1,
      children_aged_2_to_4: area.childrenAged2to4,
      deprivation_decile: area.deprivationDecile,
      idaci_rate: area.idaciRate,
      no_car_share: area.noCarShare,
      rural_urban: area.ruralUrban,
      assumed_json: JSON.stringify(area.assumed),
      points_json: area.points.length > 1 ? JSON.stringify(area.points) : '[]',
    } satisfies AreaRow);
  }
}
