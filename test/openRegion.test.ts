import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isImported, openRegion } from '../server/openRegion.ts';
import { openStore } from '../server/store/open.ts';
import { getRegion, saveRegion } from '../server/store/region.ts';
import { regionDbPath } from '../server/store/regionFolder.ts';
import { townTables } from './support/tinyRegion.ts';

function emptyDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-open-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

function withTown(dataDir: string): string {
  const db = openStore(regionDbPath(dataDir, 'tiny-town'));
  saveRegion(db, townTables());
  db.close();
  return dataDir;
}

describe('opening the configured region', () => {
  it('gives its store', () => {
    const dataDir = withTown(emptyDataDir());
    expect(isImported({ dataDir, region: 'tiny-town' })).toBe(true);
    const db = openRegion({ dataDir, region: 'tiny-town' });
    expect(getRegion(db).name).toBe('Tiny town');
    db.close();
  });

  it('refuses one that is not there, names those that are, and makes nothing', () => {
    const dataDir = withTown(emptyDataDir());
    expect(isImported({ dataDir, region: 'rutland' })).toBe(false);
    expect(() => openRegion({ dataDir, region: 'rutland' })).toThrow(
      expect.objectContaining({
        code: 'REGION_UNKNOWN',
        category: 'not-found',
        message: `The region "rutland" has not been imported into ${dataDir} (there: tiny-town). Run "npm run region -- --name NAME …" first, or leave REGION out for the sample`,
      }),
    );
    expect(readdirSync(dataDir)).toEqual(['tiny-town']);
  });

  it('takes a sample whose first import was broken off for one that is not there', () => {
    const dataDir = emptyDataDir();
    openStore(regionDbPath(dataDir, 'sample')).close();
    expect(isImported({ dataDir, region: 'sample' })).toBe(false);
    expect(() => openRegion({ dataDir, region: 'sample' })).toThrow(
      'Run "npm start" once: it loads the sample',
    );
  });

  it('makes no data folder', () => {
    const dataDir = join(emptyDataDir(), 'new');
    expect(isImported({ dataDir, region: 'sample' })).toBe(false);
    expect(existsSync(dataDir)).toBe(false);
  });
});
