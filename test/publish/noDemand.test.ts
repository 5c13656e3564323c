import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishRelease } from '../../server/publish/publishRelease.ts';
import { currentReleaseFolder } from '../../server/publish/releaseFolder.ts';
import { keepPlan, publishNeeds, publishTables, tinyFolder } from './support/tinyPublish.ts';

/** A rate that stands nowhere by chance. */
const RATE = { low: 7.0117, value: 7.0219, high: 7.0331 };

/** Words of the demand model that have no place before the public, in pages, feeds or data. */
const FIGURES_OF_DEMAND =
  /contacts? (a|each|per) (month|visit)|low confidence|need weight|unserved share|demand_?kind|contacts_?per|"p(10|50|90)"|expected_?contacts|7\.0(117|219|331)/i;

let region: ReturnType<typeof tinyFolder>;
let folder: string;

beforeAll(async () => {
  const [type] = publishTables().sessionTypes;
  region = tinyFolder({
    sessionTypes: [
      { ...type, demandKind: 'local', contactsPerBaby: RATE },
      { ...type, id: 'feeding', publicName: 'Feeding support', demandKind: 'feeding', contactsPerBaby: null },
    ],
  });
  const plan = keepPlan(region.db, { sessionTypeIds: [type.id, 'feeding'] });
  await publishRelease(publishNeeds(region), { planId: plan.id, by: 'Ann' });
  folder = currentReleaseFolder(region.regionFolder) ?? '';
});

afterAll(() => {
  region.db.close();
  rmSync(region.regionFolder, { recursive: true, force: true });
});

const sourcesIn = (room: string): string[] =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|njk)$/.test(path))
    .map((path) => join(room, path));

describe('a release', () => {
  it('holds no figure and no word of demand, in no file of it', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBeGreaterThan(20);
    const found = files
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => FIGURES_OF_DEMAND.test(readFileSync(path, 'utf8')));
    expect(found).toEqual([]);
    // What is looked for would be found: the session types themselves are on the pages.
    const pages = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    expect(pages.some((text) => text.includes('Feeding support'))).toBe(true);
    expect(FIGURES_OF_DEMAND.test('about 5 to 15 contacts a month')).toBe(true);
  });

  it('could not hold one: what makes it, and what families’ browsers run, knows nothing of demand', () => {
    const rooms = ['server/publish', 'client/lookup', 'client/pages'];
    const knowing = rooms
      .flatMap(sourcesIn)
      .filter((path) =>
        /demand\/|planning\/demand|contactWords|contract\/demand/.test(readFileSync(path, 'utf8')),
      );
    expect(knowing).toEqual([]);
  });
});
