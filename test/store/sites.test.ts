import { describe, expect, it } from 'vitest';
import type { LedgerVisit, Site } from '../../server/core/nouns.ts';
import { serviceDate } from '../../server/shared/time.ts';
import type { WritableDb } from '../../server/store/open.ts';
import { saveRegion } from '../../server/store/region.ts';
import { listSiteChanges, saveSiteEdits } from '../../server/store/siteChanges.ts';
import { listEditedSites, listEverySite, listRegister, listSites } from '../../server/store/sites.ts';
import { addVisit, getVisit } from '../../server/store/visits.ts';
import { NOW, townStore, townTables } from '../support/tinyRegion.ts';
import { site } from '../support/tinyTown.ts';
import { opened } from './support/regionFile.ts';

const importSites = (db: WritableDb, sites: readonly Site[]) => saveRegion(db, townTables({ sites }));
const slugs = (sites: readonly Site[]) => Object.fromEntries(sites.map(({ id, slug }) => [id, slug]));

const promised = (siteId: string): LedgerVisit => ({
  uid: `visit-at-${siteId}`,
  sequence: 0,
  status: 'published',
  reason: '',
  siteId,
  vanId: 'van-1',
  date: serviceDate('2027-01-05'),
  open: 36_000,
  close: 41_400,
  sessionTypeIds: ['drop-in'],
  originalDate: serviceDate('2027-01-05'),
  originalOpen: 36_000,
  replacesUid: null,
  replacedByUid: null,
  firstRelease: null,
  lastRelease: null,
  revisedAt: NOW(),
});

const hall = site({ id: 'hall', slug: 'village-hall', name: 'Village hall' });
const church = site({ id: 'church', slug: 'church-hall', name: 'Church hall' });

describe('sites of a new import', () => {
  it('take the place of those before; a site without a promise goes', () => {
    const db = opened();
    importSites(db, [hall, church]);
    importSites(db, [church]);
    expect(listEverySite(db)).toEqual([church]);
  });

  it('keep the slug they had, with all other facts new', () => {
    const db = opened();
    importSites(db, [hall]);
    const renamed = { ...hall, slug: 'the-new-hall', name: 'The new hall', status: 'suspended' as const };
    importSites(db, [renamed]);
    expect(listSites(db)).toEqual([{ ...renamed, slug: 'village-hall' }]);
  });

  it('keep their slugs when the file’s order, and with it its numbering, changes', () => {
    const db = opened();
    importSites(db, [site({ id: 'one', slug: 'hall' }), site({ id: 'two', slug: 'hall-2' })]);
    importSites(db, [site({ id: 'two', slug: 'hall' }), site({ id: 'one', slug: 'hall-2' })]);
    expect(slugs(listSites(db))).toEqual({ one: 'hall', two: 'hall-2' });
  });

  it('leave a known site’s slug to it when a new site before it asks for the same', () => {
    const db = opened();
    importSites(db, [hall]);
    importSites(db, [site({ id: 'another', slug: 'village-hall' }), hall]);
    expect(slugs(listSites(db))).toEqual({ another: 'village-hall-2', hall: 'village-hall' });
  });

  it('may take the slug of a site that has gone without a promise', () => {
    const db = opened();
    importSites(db, [hall]);
    importSites(db, [site({ id: 'another', slug: 'village-hall' })]);
    expect(slugs(listSites(db))).toEqual({ another: 'village-hall' });
  });
});

describe('a site with promised visits', () => {
  it('that an import no longer holds is retired, not deleted, and its visits stay', () => {
    const db = opened();
    importSites(db, [hall, church]);
    addVisit(db, promised('hall'));
    importSites(db, [church]);
    expect(listSites(db)).toEqual([church]);
    expect(listEverySite(db)).toEqual([church, hall]);
    expect(getVisit(db, 'visit-at-hall').siteId).toBe('hall');
  });

  it('comes back under its slug when an import holds it again', () => {
    const db = opened();
    importSites(db, [hall]);
    addVisit(db, promised('hall'));
    importSites(db, []);
    expect(listSites(db)).toEqual([]);
    importSites(db, [{ ...hall, slug: 'rebuilt-hall', name: 'Rebuilt hall' }]);
    expect(listSites(db)).toEqual([{ ...hall, name: 'Rebuilt hall' }]);
  });

  it('keeps its slug while it is retired: a new site gets another', () => {
    const db = opened();
    importSites(db, [hall]);
    addVisit(db, promised('hall'));
    importSites(db, [site({ id: 'x', slug: 'village-hall' }), site({ id: 'y', slug: 'village-hall-2' })]);
    expect(slugs(listEverySite(db))).toEqual({
      hall: 'village-hall',
      x: 'village-hall-2',
      y: 'village-hall-2-2',
    });
  });

  it('is still the same when the same file is imported again', () => {
    const db = opened();
    importSites(db, [hall, church]);
    addVisit(db, promised('church'));
    for (let again = 0; again < 3; again++) importSites(db, [hall, church]);
    expect(listSites(db)).toEqual([church, hall]);
  });
});

describe('versions of sites', () => {
  const versions = (db: WritableDb) => listRegister(db).map(({ site: { id }, version }) => [id, version]);
  const edit = (db: WritableDb, edited: Site, version: number | null) =>
    saveSiteEdits(db, { edits: [{ site: edited, version, fields: {} }], at: NOW(), by: 'Ann', way: 'form' });

  it('stay when an import brings the same again, with who edited it', () => {
    const db = townStore({ sites: [hall, church] });
    const [[, first]] = versions(db);
    const edited = { ...church, spaces: 99 };
    expect(edit(db, edited, Number(first))).toBe(true);
    const before = versions(db);
    importSites(db, [hall, edited]);
    expect(versions(db)).toEqual(before);
    expect(listEditedSites(db)).toEqual([edited]);
    importSites(db, [hall, church]);
    expect(versions(db)[0]).not.toEqual(before[0]);
    expect(listEditedSites(db)).toEqual([]);
  });

  it('never come again, even for a site that was gone in between', () => {
    const db = townStore({ sites: [hall] });
    const [[, before]] = versions(db);
    importSites(db, []);
    importSites(db, [hall]);
    expect(Number(versions(db)[0][1])).toBeGreaterThan(Number(before));
  });

  it('hold off an edit of an older one, whole: nothing of it is kept', () => {
    const db = townStore({ sites: [hall, church] });
    const [[, churchVersion], [, hallVersion]] = versions(db) as [string, number][];
    const isSaved = saveSiteEdits(db, {
      edits: [
        { site: { ...church, spaces: 1 }, version: churchVersion, fields: {} },
        { site: { ...hall, spaces: 1 }, version: hallVersion + 100, fields: {} },
      ],
      at: NOW(),
      by: 'Ann',
      way: 'register',
    });
    expect(isSaved).toBe(false);
    expect(listSites(db)).toEqual([church, hall]);
    expect(listSiteChanges(db, { siteId: church.id, limit: 10 })).toEqual([]);
  });

  it('bring a site that was retired back under its address', () => {
    const db = townStore({ sites: [hall] });
    addVisit(db, promised('hall'));
    importSites(db, [church]);
    expect(edit(db, { ...hall, slug: 'other', name: 'Hall again' }, null)).toBe(true);
    expect(listSites(db)).toEqual([church, { ...hall, name: 'Hall again' }]);
  });

  it('keep a new site apart from one that has its identifier', () => {
    const db = townStore({ sites: [hall] });
    expect(edit(db, { ...hall, name: 'Another' }, null)).toBe(false);
    expect(listSites(db)).toEqual([hall]);
  });
});
