import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS } from '../../../server/core/parameters.ts';
import type { ChoiceModel } from '../../../server/core/stops/choiceRequest.ts';
import { chooseStops } from '../../../server/core/stops/chooseStops.ts';
import type { SolveMip } from '../../../server/core/stops/mip.ts';
import { travelMatrix } from '../../../server/core/travelMatrix.ts';
import { loadHighs } from '../../../server/planning/highs.ts';
import { solveStops } from '../../bench/solveStops.ts';
import { readMclp, readPmed } from '../../bench/stopsInstance.ts';
import { area } from '../../support/tinyTown.ts';

let solveMip: SolveMip;

beforeAll(async () => {
  solveMip = await loadHighs();
});

const shared = (path: string) => new URL(`../../../../shared/bench/${path}`, import.meta.url);
const SF = shared('spopt/SF_network_distance_candidateStore_16_censusTract_205_new.csv');

/** San Francisco as a county without hubs; a metre counts as a second. */
function sanFrancisco(model: ChoiceModel) {
  const rows = readFileSync(SF, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  const stores = [...new Set(rows.map(([, store]) => store))];
  const tracts = [...new Set(rows.map(([, , tract]) => tract))];
  const metres = tracts.map(() => stores.map(() => 0));
  const people = new Map<string, number>();
  for (const [distance, store, tract, demand] of rows) {
    metres[tracts.indexOf(tract)][stores.indexOf(store)] = Number(distance);
    people.set(tract, Number(demand));
  }
  const source = { engine: 'test', dataVersion: '1', isEstimate: false };
  return chooseStops({
    areas: tracts.map((id) =>
      area({ id, childrenUnder1: 0, childrenAged1: 0, childrenAged2to4: people.get(id)! }),
    ),
    siteIds: stores,
    areasToHubs: travelMatrix({ from: tracts, to: [], seconds: tracts.map(() => []), source }),
    areasToSites: travelMatrix({ from: tracts, to: stores, seconds: metres, source }),
    parameters: { ...DEFAULT_PARAMETERS, withinReachSeconds: 5000, fullCoverSeconds: 5000 },
    model,
    maxStops: 4,
    forceIn: [],
    forceOut: [],
    solveMip,
  });
}

/** Reference data beside the repository; where it is missing these tests are skipped. */
describe.skipIf(!existsSync(SF))('San Francisco, 205 tracts and 16 stores, from PySAL spopt', () => {
  it('is covered by 8 stores within 5,000 m', () => {
    expect(sanFrancisco({ kind: 'everyone' })).toMatchObject({ objective: 8, isProven: true });
  });

  it('has 875,247 people covered by 4 stores within 5,000 m', () => {
    expect(sanFrancisco({ kind: 'cover' })).toMatchObject({ objective: 875_247, isProven: true });
  });

  it('has the published least weighted distance to 4 stores', () => {
    const choice = sanFrancisco({ kind: 'median' });
    const people = choice.childrenBeyondHubs;
    expect(choice.isProven).toBe(true);
    expect(choice.objective * people).toBeCloseTo(2_848_268_129.7145104, 0);
  });

  it('has the published least greatest distance to 4 stores', () => {
    expect(sanFrancisco({ kind: 'centre' }).objective).toBeCloseTo(7403.06, 2);
  });
});

const INDEX = shared('pmed/index.json');

describe.skipIf(!existsSync(INDEX))('OR-Library p-median, up to 200 nodes', () => {
  const instances: readonly { file: string; n: number; bestKnown: number }[] = existsSync(INDEX)
    ? JSON.parse(readFileSync(INDEX, 'utf8')).instances
    : [];

  it.each(instances.filter(({ n }) => n <= 200))(
    'proves the published optimum of $file',
    ({ file, bestKnown }) => {
      const instance = readPmed(readFileSync(shared(`pmed/${file}`), 'utf8'));
      const solved = solveStops(instance, { format: 'pmed', seconds: 600, solveMip });
      expect(solved).toMatchObject({ objective: bestKnown, proven: true, gap: 0 });
      expect(solved.chosen).toHaveLength(instance.maxSites);
    },
  );
});

describe('a published file', () => {
  /** 1 – 2 – 3 in a row, 4 and 1 long; the first edge is written twice and the last one counts. */
  const PMED = '3 3 1\r\n\r\n1 2 9\r\n2 3 1.0 \r\n1 2 4e0\r\n';

  it('is read with blank lines, carriage returns and powers of ten; of repeated edges the last counts', () => {
    const solved = solveStops(readPmed(PMED), { format: 'pmed', seconds: 60, solveMip });
    expect(solved).toEqual({ objective: 5, proven: true, gap: 0, chosen: [2] });
  });

  it('opens exactly p nodes, the last for nothing', () => {
    const solved = solveStops(readPmed(PMED, 3), { format: 'pmed', seconds: 60, solveMip });
    expect(solved).toMatchObject({ objective: 0, chosen: [1, 2, 3] });
  });

  it('covers a point at exactly the radius', () => {
    const text = '0 0 5\n3 4 2\n-3 -4 1\n';
    const solve = (radius: number) =>
      solveStops(readMclp(text, { maxSites: 1, radius }), { format: 'mclp', seconds: 60, solveMip });
    expect(solve(5)).toEqual({ objective: 8, proven: true, gap: 0, chosen: [1] });
    expect(solve(4.99)).toMatchObject({ objective: 5, chosen: [1] });
  });

  it.each([
    ['', 'The file is empty'],
    ['3 1', 'Line 1: expected three whole numbers'],
    ['3 1 1\n1 4 2', 'Line 2: expected nodes from 1 to 3'],
    ['3 2 1\n1 2 2', 'announces 2 edges, but 1 lines follow'],
    ['2 1 1\n1 2 x', 'Line 2: "x" is no number'],
    ['2 1 1\n1 2 -1', 'Line 2: the length is -1'],
    ['3 1 1\n1 2 1', 'No path leads from node 1 to node 3'],
    ['2 1 5\n1 2 1', 'p is 5'],
  ])('%j is refused: %s', (text, words) => {
    expect(() => readPmed(text)).toThrow(words);
  });

  it('with a point of two numbers, or a demand below 0, is refused', () => {
    expect(() => readMclp('1 2 3\n1 2\n', { maxSites: 1, radius: 1 })).toThrow(
      'Line 2: expected "x y demand"',
    );
    expect(() => readMclp('1 2 -3\n', { maxSites: 1, radius: 1 })).toThrow('Line 1: the demand is -3');
  });
});
