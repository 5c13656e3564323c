import type { MapFeature } from '../core/nouns.ts';
import type { ReadableDb, WritableDb } from './open.ts';
import { insertSql } from './rows.ts';

interface MapFeatureRow {
  layer: string;
  kind: string;
  name: string;
  ref: string;
  geometry_json: string;
}

/** Lines and outlines of one layer (land, road, ferry, water, …), in import order. */
export function listMapFeatures(db: ReadableDb, layer: string): MapFeature[] {
  const rows = db
    .prepare<[string], MapFeatureRow>(
      'SELECT layer, kind, name, ref, geometry_json FROM map_feature WHERE layer = ? ORDER BY id',
    )
    .all(layer);
  return rows.map(({ geometry_json, ...row }) => ({
    ...row,
    geometry: JSON.parse(geometry_json),
  }));
}

/** Lines and outlines of all layers, in import order. */
export function listEveryMapFeature(db: ReadableDb): MapFeature[] {
  const layers = db.prepare<[], { layer: string }>('SELECT DISTINCT layer FROM map_feature ORDER BY layer');
  return layers.all().flatMap(({ layer }) => listMapFeatures(db, layer));
}

/** Puts these features in place of all there are. Call inside a transaction. */
export function replaceMapFeatures(db: WritableDb, features: readonly MapFeature[]): void {
  db.prepare('DELETE FROM map_feature').run();
  const insert = db.prepare(insertSql('map_feature', ['layer', 'kind', 'name', 'ref', 'geometry_json']));
  for (const { geometry, ...feature } of features) {
    insert.run({
      ...feature,
      geometry_json: JSON.stringify(geometry),
    } satisfies MapFeatureRow);
  }
}
