import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  listRegionSlugs,
  regionDbPath,
  regionFolder,
  releasesFolder,
} from '../../server/store/regionFolder.ts';
import { opened, tempFolder } from './support/regionFile.ts';

describe('the folders of regions', () => {
  it('stand side by side below DATA_DIR', () => {
    expect(regionFolder('/srv/hub', 'rutland')).toBe('/srv/hub/rutland');
    expect(regionDbPath('/srv/hub', 'rutland')).toBe('/srv/hub/rutland/region.sqlite');
    expect(releasesFolder('/srv/hub', 'rutland')).toBe('/srv/hub/rutland/releases');
  });

  it('are listed in order when they hold a database', () => {
    const dataDir = tempFolder();
    for (const slug of ['sample', 'rutland', '.building']) opened(regionDbPath(dataDir, slug));
    mkdirSync(join(dataDir, 'empty'));
    writeFileSync(join(dataDir, 'notes.txt'), '');
    expect(listRegionSlugs(dataDir)).toEqual(['rutland', 'sample']);
  });

  it('are none before there is a DATA_DIR', () => {
    expect(listRegionSlugs(join(tempFolder(), 'missing'))).toEqual([]);
  });
});
