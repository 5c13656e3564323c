import { createHash } from 'node:crypto';
import type { Instant } from '../shared/time.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** A photo as it is published. */
export interface SitePhoto {
  readonly bytes: Buffer;
  /** Pixels, at least 1. */
  readonly width: number;
  readonly height: number;
}

/**
 * Keeps a photo under the name of its bytes; the same photo is kept once.
 * @returns its name, as a site's field holds it
 */
export function addSitePhoto(
  db: WritableDb,
  photo: SitePhoto,
  added: { readonly at: Instant; readonly by: string },
): string {
  const name = `${createHash('sha256').update(photo.bytes).digest('hex').slice(0, 32)}.jpg`;
  db.prepare(
    `INSERT INTO site_photo (name, bytes, width, height, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO NOTHING`,
  ).run(name, photo.bytes, photo.width, photo.height, added.at, added.by);
  return name;
}

/** A photo by its name; undefined when there is none. */
export const findSitePhoto = (db: ReadableDb, name: string): SitePhoto | undefined =>
  db.prepare<[string], SitePhoto>('SELECT bytes, width, height FROM site_photo WHERE name = ?').get(name);

/** Names of all photos there are. */
export const listSitePhotoNames = (db: ReadableDb): string[] =>
  db
    .prepare<[], { name: string }>('SELECT name FROM site_photo ORDER BY name')
    .all()
    .map(({ name }) => name);
