import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** Drawings kept at most; the longest unused go first. */
export const MAX_KEPT_BANDS = 12;

/** What was drawn, as JSON text; undefined when nothing is kept under the key. */
export function findBands(db: ReadableDb, key: string): string | undefined {
  return db.prepare<[string]>('SELECT features_json FROM drive_bands WHERE key = ?').pluck().get(key) as
    | string
    | undefined;
}

/** Keeps a drawing under its key and forgets the longest unused beyond `MAX_KEPT_BANDS`. */
export function saveBands(db: WritableDb, kept: { key: string; featuresJson: string; at: Instant }): void {
  const save = db.transaction(() => {
    db.prepare(
      `INSERT INTO drive_bands (key, features_json, last_used_at) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET features_json = excluded.features_json, last_used_at = excluded.last_used_at`,
    ).run(kept.key, kept.featuresJson, kept.at);
    db.prepare(
      `DELETE FROM drive_bands WHERE key NOT IN
       (SELECT key FROM drive_bands ORDER BY last_used_at DESC, rowid DESC LIMIT ?)`,
    ).run(MAX_KEPT_BANDS);
  });
  save.immediate();
}

/** Notes that a kept drawing was used again. */
export function touchBands(db: WritableDb, used: { key: string; at: Instant }): void {
  db.prepare('UPDATE drive_bands SET last_used_at = ? WHERE key = ?').run(used.at, used.key);
}
