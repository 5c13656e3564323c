import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Bounds } from '../shared/coordinates.ts';

/** What a file of tiles says of itself. */
export interface TilesMetadata {
  readonly name: string;
  readonly attribution: string;
  /** What the tiles show in detail. */
  readonly bounds: Bounds;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** True when what is not land is sea; false: there is land all around. */
  readonly isCoastal: boolean;
}

/** One tile, counted from the north as in addresses. */
export interface StoredTile {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  readonly gzipped: Buffer;
}

/** A file of tiles while it is filled. */
export interface TilesWriter {
  add(tile: StoredTile): void;
  /** Puts everything on the disk. */
  finish(): void;
  close(): void;
}

/** A file of tiles that is read from. */
export interface Tiles {
  readonly metadata: TilesMetadata;
  /** Of everything in the file: another one when anything is different. */
  readonly hash: string;
  /** Which tiles of a zoom there are. */
  addresses(zoom: number): { readonly x: number; readonly y: number }[];
  /** The tile's bytes, compressed with gzip; undefined when nothing is there. */
  find(zoom: number, x: number, y: number): Buffer | undefined;
  close(): void;
}

/** Form: github.com/mapbox/mbtiles-spec 1.3; tiles that are alike (open land, open sea) are stored once. */
const SCHEMA = `
  CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE images (tile_id INTEGER NOT NULL PRIMARY KEY, tile_data BLOB NOT NULL);
  CREATE TABLE map (
    zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL, tile_id INTEGER NOT NULL,
    PRIMARY KEY (zoom_level, tile_column, tile_row)
  ) WITHOUT ROWID;
  CREATE VIEW tiles AS
    SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);
`;
/** The layers that a style can draw, with their fields. */
const VECTOR_LAYERS = {
  land: [],
  water: ['kind'],
  landuse: ['kind'],
  building: [],
  waterway: ['kind', 'name'],
  road: ['kind', 'name', 'ref'],
  rail: ['kind', 'name'],
  ferry: ['kind', 'name'],
  place: ['kind', 'name'],
} as const;
/** Only small tiles are looked for among those there are: large ones are never alike. */
const ALIKE_BYTES = 300;

/** A file is named by what is in it. */
export const tilesFileName = (hash: string): string => `map-${hash.slice(0, HASH_DIGITS)}.mbtiles`;
const HASH_IN_NAME = /map-([0-9a-f]+)\.mbtiles$/;
/** Digits of the hash in a file's name: enough to tell one map from another. */
const HASH_DIGITS = 12;

/** The row of a tile counted from the south, as the files count. */
const rowOf = (zoom: number, y: number): number => 2 ** zoom - 1 - y;

/**
 * Makes a file of tiles.
 * @param path  no file may be there
 */
export function createTiles(path: string, metadata: TilesMetadata): TilesWriter {
  const db = new Database(path);
  // A file that is not whole is thrown away: there is nothing to go back to.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = FULL');
  db.exec(SCHEMA);
  db.exec('BEGIN');
  const addMetadata = db.prepare('INSERT INTO metadata (name, value) VALUES (?, ?)');
  for (const [name, value] of Object.entries(metadataRows(metadata))) addMetadata.run(name, value);
  const addImage = db.prepare('INSERT INTO images (tile_data) VALUES (?)');
  const addTile = db.prepare(
    'INSERT INTO map (zoom_level, tile_column, tile_row, tile_id) VALUES (?, ?, ?, ?)',
  );
  const known = new Map<string, number | bigint>();
  return {
    add({ zoom, x, y, gzipped }) {
      const key = gzipped.length <= ALIKE_BYTES ? gzipped.toString('latin1') : undefined;
      let id = key === undefined ? undefined : known.get(key);
      if (id === undefined) {
        id = addImage.run(gzipped).lastInsertRowid;
        if (key !== undefined) known.set(key, id);
      }
      addTile.run(zoom, x, rowOf(zoom, y), id);
    },
    finish: () => void db.exec('COMMIT'),
    close: () => db.close(),
  };
}

function metadataRows({ bounds, minZoom, maxZoom, ...metadata }: TilesMetadata): Record<string, string> {
  const layers = Object.entries(VECTOR_LAYERS).map(([id, fields]) => ({
    id,
    fields: Object.fromEntries(fields.map((field) => [field, 'String'])),
    minzoom: minZoom,
    maxzoom: maxZoom,
  }));
  const [west, south, east, north] = bounds;
  return {
    name: metadata.name,
    format: 'pbf',
    type: 'baselayer',
    version: '1',
    attribution: metadata.attribution,
    bounds: bounds.join(','),
    center: [(west + east) / 2, (south + north) / 2, minZoom].join(','),
    minzoom: String(minZoom),
    maxzoom: String(maxZoom),
    json: JSON.stringify({ vector_layers: layers }),
    is_coastal: metadata.isCoastal ? '1' : '0',
  };
}

/**
 * Opens a file of tiles for reading.
 * @returns undefined when there is no such file, or it is none of ours: the region is served without a map
 */
export function openTiles(path: string): Tiles | undefined {
  if (!existsSync(path)) return undefined;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM metadata').all();
    const metadata = metadataOf(Object.fromEntries(rows.map(({ name, value }) => [name, value])));
    const find = db.prepare<[number, number, number], { tile_data: Buffer }>(
      'SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?',
    );
    const places = db.prepare<[number], { x: number; row: number }>(
      'SELECT tile_column AS x, tile_row AS row FROM tiles WHERE zoom_level = ?',
    );
    return {
      metadata,
      hash: HASH_IN_NAME.exec(path)?.[1] ?? 'map',
      addresses: (zoom) => places.all(zoom).map(({ x, row }) => ({ x, y: rowOf(zoom, row) })),
      find: (zoom, x, y) => find.get(zoom, x, rowOf(zoom, y))?.tile_data,
      close: () => void db?.close(),
    };
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError) return undefined;
    throw error;
  }
}

function metadataOf(rows: Readonly<Record<string, string>>): TilesMetadata {
  const [west, south, east, north] = rows.bounds.split(',').map(Number);
  return {
    name: rows.name,
    attribution: rows.attribution,
    bounds: [west, south, east, north],
    minZoom: Number(rows.minzoom),
    maxZoom: Number(rows.maxzoom),
    isCoastal: rows.is_coastal === '1',
  };
}
