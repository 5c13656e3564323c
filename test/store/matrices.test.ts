import { describe, expect, it } from 'vitest';
import { type TravelMatrix, travelMatrix } from '../../server/core/travelMatrix.ts';
import { addSeconds, type Instant } from '../../server/shared/time.ts';
import { findMatrix, MAX_KEPT_MATRICES, saveMatrix, touchMatrix } from '../../server/store/matrices.ts';
import type { ReadableDb } from '../../server/store/open.ts';
import { NOW } from '../support/tinyRegion.ts';
import { newDbPath, opened } from './support/regionFile.ts';

const source = { engine: 'valhalla', dataVersion: 'a1b2', isEstimate: false };

const twoByThree: TravelMatrix = travelMatrix({
  from: ['a', 'b'],
  to: ['x', 'y', 'z'],
  seconds: [
    [0, 61.25, null],
    [1e-3, 86_400, 7],
  ],
  metres: [
    [0, 1609.344, null],
    [0.5, 1e6, 8],
  ],
  source,
});

const small = (seconds: number) => travelMatrix({ from: ['a'], to: ['x'], seconds: [[seconds]], source });
const later = (seconds: number): Instant => addSeconds(NOW(), seconds);
const keys = (db: ReadableDb) => db.prepare('SELECT key FROM travel_matrix ORDER BY key').pluck().all();
const key = (n: number) => `k${String(n).padStart(3, '0')}`;

describe('a kept matrix', () => {
  it('comes back to the last bit, with no way as Infinity', () => {
    const path = newDbPath();
    const writer = opened(path);
    saveMatrix(writer, { key: 'k', matrix: twoByThree, at: NOW() });
    const found = findMatrix(opened(path), { key: 'k', from: ['a', 'b'], to: ['x', 'y', 'z'] });
    expect(found).toEqual(twoByThree);
    expect([...(found?.seconds ?? [])]).toEqual([0, 61.25, Number.POSITIVE_INFINITY, 0.001, 86_400, 7]);
    expect([...(found?.metres ?? [])]).toEqual([0, 1609.344, Number.POSITIVE_INFINITY, 0.5, 1_000_000, 8]);
  });

  it('says which engine and data made it, and whether it is an estimate', () => {
    const db = opened();
    const estimate = { engine: 'estimate', dataVersion: '0', isEstimate: true };
    saveMatrix(db, { key: 'k', matrix: { ...twoByThree, source: estimate }, at: NOW() });
    expect(findMatrix(db, { key: 'k', from: ['a', 'b'], to: ['x', 'y', 'z'] })?.source).toEqual(estimate);
  });

  it('may be a part of a longer array, or have no rows', () => {
    const db = opened();
    const long = Float64Array.from([9, 9, 1, 2, 9]);
    const part = { ...small(0), to: ['x', 'y'], seconds: long.subarray(2, 4), metres: long.subarray(1, 3) };
    saveMatrix(db, { key: 'part', matrix: part, at: NOW() });
    expect([...(findMatrix(db, { key: 'part', from: ['a'], to: ['x', 'y'] })?.seconds ?? [])]).toEqual([
      1, 2,
    ]);
    const none = travelMatrix({ from: [], to: ['x'], seconds: [], source });
    saveMatrix(db, { key: 'none', matrix: none, at: NOW() });
    expect(findMatrix(db, { key: 'none', from: [], to: ['x'] })).toEqual(none);
  });

  it('is not found under another key', () => {
    const db = opened();
    saveMatrix(db, { key: 'k', matrix: small(1), at: NOW() });
    expect(findMatrix(db, { key: 'K', from: ['a'], to: ['x'] })).toBeUndefined();
  });

  it('gives way to a new one under its key', () => {
    const db = opened();
    saveMatrix(db, { key: 'k', matrix: small(1), at: NOW() });
    saveMatrix(db, { key: 'k', matrix: small(2), at: later(1) });
    expect(findMatrix(db, { key: 'k', from: ['a'], to: ['x'] })).toEqual(small(2));
    expect(keys(db)).toEqual(['k']);
  });
});

describe('the number of kept matrices', () => {
  const filled = () => {
    const db = opened();
    for (let n = 0; n < MAX_KEPT_MATRICES; n++)
      saveMatrix(db, { key: key(n), matrix: small(n), at: later(n) });
    return db;
  };

  it('may reach the limit exactly', () => {
    expect(keys(filled())).toHaveLength(MAX_KEPT_MATRICES);
  });

  it('stays at the limit: the longest unused goes', () => {
    const db = filled();
    saveMatrix(db, { key: 'new', matrix: small(0), at: later(1000) });
    expect(keys(db)).toHaveLength(MAX_KEPT_MATRICES);
    expect(keys(db)).not.toContain(key(0));
    expect(keys(db)).toContain(key(1));
  });

  it('spares an old one that was used again', () => {
    const db = filled();
    touchMatrix(db, { key: key(0), at: later(500) });
    saveMatrix(db, { key: 'new', matrix: small(0), at: later(1000) });
    expect(keys(db)).toContain(key(0));
    expect(keys(db)).not.toContain(key(1));
  });

  it('keeps the newest when all were used in the same second', () => {
    const db = opened();
    for (let n = 0; n <= MAX_KEPT_MATRICES; n++) saveMatrix(db, { key: key(n), matrix: small(n), at: NOW() });
    expect(keys(db)).toHaveLength(MAX_KEPT_MATRICES);
    expect(keys(db)).toContain(key(MAX_KEPT_MATRICES));
    expect(keys(db)).not.toContain(key(0));
  });
});
