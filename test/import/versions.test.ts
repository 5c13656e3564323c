import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkImport, type ImportRequest, importRegion } from '../../server/import/importRegion.ts';
import { restoreRegion } from '../../server/import/restoreRegion.ts';
import { fixedClock } from '../../server/shared/time.ts';
import { openStore, type WritableDb } from '../../server/store/open.ts';
import { findImportReport, getRegion, readTables } from '../../server/store/region.ts';
import { regionDbPath, regionFolder } from '../../server/store/regionFolder.ts';
import { listSites, updateSite } from '../../server/store/sites.ts';
import { listVersions } from '../../server/store/versions.ts';
import { everyRow } from './support/everyRow.ts';
import { osmFile } from './support/osmFile.ts';
import { AREAS, at, buildNothing, HUBS, SMALLSHIRE, smallshireFiles } from './support/smallshire.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-rounds-versions-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const asked = (files: Parameters<typeof smallshireFiles>[0] = {}): ImportRequest => ({
  ...smallshireFiles(files).request,
  dataDir,
});
const importing = (files: Parameters<typeof smallshireFiles>[0], at: string) =>
  importRegion(asked(files), { clock: fixedClock(at), buildRoads: buildNothing });
const folder = () => regionFolder(dataDir, 'smallshire');

function inStore<T>(work: (db: WritableDb) => T): T {
  const db = openStore(regionDbPath(dataDir, 'smallshire'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Without the moment of the import, which restoring sets anew. */
const contents = () =>
  inStore((db) => {
    const tables = readTables(db);
    return { ...tables, region: { ...tables?.region, importedAt: '' } };
  });

describe('a check before an import', () => {
  it('tells the report, and that there is no region yet, and writes nothing at all', async () => {
    const { report, changes } = await checkImport(asked());
    expect(changes).toBeNull();
    expect(report.totals[0]).toBe('224 children aged 0 to 4 in 4 areas, 43 of them under 1');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('tells what would change, and changes nothing', async () => {
    await importing({}, '2026-11-01T09:00:00Z');
    const before = everyRow(regionDbPath(dataDir, 'smallshire'));
    const { changes } = await checkImport(asked({ areas: AREAS.split('\n').slice(0, -1).join('\n') }));
    expect(changes?.losses).toEqual(['1 area would be gone: East.']);
    expect(everyRow(regionDbPath(dataDir, 'smallshire'))).toEqual(before);
  });
});

describe('an edit made in the planner', () => {
  const edit = (id: string) =>
    inStore((db) => {
      const site = listSites(db).find((each) => each.id === id) ?? listSites(db)[0];
      updateSite(db, { ...site, spaces: 77 }, { at: fixedClock('2026-11-02T09:00:00Z')(), by: 'Ann' });
      return site.id;
    });
  const spacesOf = (id: string) => inStore((db) => listSites(db).find((site) => site.id === id)?.spaces);

  it('stays when the sites come from the extract again', async () => {
    await importing({}, '2026-11-01T09:00:00Z');
    const id = edit('any');
    expect((await checkImport(asked())).changes).toEqual({ sentences: [], losses: [] });
    await importing({}, '2026-11-03T09:00:00Z');
    expect(spacesOf(id)).toBe(77);
  });

  it('is written over by a register that says otherwise, which is told first and can be taken back', async () => {
    const sites = `id,name,lon,lat,spaces\nhall,The Hall,${at(5000, 5000).join(',')},10\n`;
    await importing({ sites }, '2026-11-01T09:00:00Z');
    edit('hall');
    expect((await checkImport(asked({ sites }))).changes?.losses).toEqual([
      '1 site was edited in the planner, and would be written over: The Hall.',
    ]);
    await importing({ sites }, '2026-11-03T09:00:00Z');
    expect(spacesOf('hall')).toBe(10);
    inStore((db) => restoreRegion(db, { folder: folder() }));
    expect(spacesOf('hall')).toBe(77);
  });
});

describe('versions of a region', () => {
  it('are none before the second import, and then hold what was there', async () => {
    await importing({}, '2026-11-01T09:00:00Z');
    expect(inStore(listVersions)).toEqual([]);
    await importing({ hubs: HUBS.replace('Westport Family', 'Northby Family') }, '2026-11-02T09:00:00Z');
    expect(inStore(listVersions)).toMatchObject([
      { keptAt: '2026-11-02T09:00:00Z', importedAt: '2026-11-01T09:00:00Z' },
    ]);
  });

  it('bring everything back, and can themselves be taken back', async () => {
    await importing({}, '2026-11-01T09:00:00Z');
    const first = contents();
    await importing({ hubs: HUBS.replace('Westport Family', 'Northby Family') }, '2026-11-02T09:00:00Z');
    const second = contents();
    expect(second).not.toEqual(first);
    const restored = inStore((db) =>
      restoreRegion(db, { folder: folder(), clock: fixedClock('2026-11-03T09:00:00Z') }),
    );
    expect(restored.importedAt).toBe('2026-11-01T09:00:00Z');
    expect(contents()).toEqual(first);
    expect(inStore((db) => getRegion(db).importedAt)).toBe('2026-11-03T09:00:00Z');
    inStore((db) => restoreRegion(db, { folder: folder(), clock: fixedClock('2026-11-04T09:00:00Z') }));
    expect(contents()).toEqual(second);
  });

  it('are the newest three, with their road graphs; older graphs go at the next import', async () => {
    const graphs: string[] = [];
    for (let day = 1; day <= 6; day++) {
      const bridge = { id: 900 + day, refs: [1, 2], tags: { highway: 'primary', ref: 'A1' } };
      const osm = osmFile({ ...SMALLSHIRE, ways: [...(SMALLSHIRE.ways ?? []), bridge] });
      await importing({ osm }, `2026-11-0${day}T09:00:00Z`);
      graphs.push(inStore((db) => getRegion(db).roadsFolder));
    }
    expect(new Set(graphs).size).toBe(6);
    expect(inStore(listVersions).map(({ roadsFolder }) => roadsFolder)).toEqual([
      graphs[4],
      graphs[3],
      graphs[2],
    ]);
    expect(graphs.map((name) => existsSync(join(folder(), name)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('cannot be restored when there are none, or this one is gone', async () => {
    await importing({}, '2026-11-01T09:00:00Z');
    const trying = (versionId?: number) =>
      inStore((db) => {
        try {
          return restoreRegion(db, { folder: folder(), versionId });
        } catch (error) {
          return (error as { code: string }).code;
        }
      });
    expect([trying(), trying(7)]).toEqual(['VERSION_UNKNOWN', 'VERSION_UNKNOWN']);
    expect(inStore(findImportReport)).toMatchObject({ importedAt: '2026-11-01T09:00:00Z' });
  });
});
