import type { CoverProblem } from './coverProblem.ts';
import type { MipModel } from './mip.ts';

/** The model and where its site columns are: column c opens site `sites[c]`; the others measure how well areas are covered. */
export interface CoverModel {
  readonly model: MipModel;
  readonly sites: readonly number[];
  /** A feasible point of the model from open sites, every area at its best. */
  readonly pointOf: (open: readonly number[]) => Float64Array;
}

/** One level of cover: "the area is covered by a site of this level or better". */
interface Level {
  readonly parent: number;
  /** Positions in `sites` of the sites of exactly this level. */
  readonly sites: readonly number[];
  /** What reaching this level adds, summed over the areas that share it. */
  weight: number;
}

/**
 * Maximal covering with decay as a mixed-integer program in the radius formulation: instead of one variable for each
 * area and site, one for each level of an area's gains, worth what that level adds to the next, and no greater than the
 * level above plus the open sites of exactly that level. Areas whose levels start alike share variables, so identical areas
 * cost nothing.
 * @param fields.candidates  sites that may be opened
 * @param fields.maxSites    open at most this many
 * @param fields.siteCost    taken from the objective for each open site: of two equal choices the smaller one wins
 * Source: García, Labbé and Marín 2011 (radius formulation of p-median); Elloumi 2010 (the chained form).
 */
export function coverModel(
  problem: CoverProblem,
  fields: { candidates: readonly number[]; maxSites: number; siteCost: number },
): CoverModel {
  const sites = [...fields.candidates];
  const levels = levelsOf(problem, sites);
  const columns = sites.length + levels.length;
  const cost = new Float64Array(columns).fill(-fields.siteCost);
  levels.forEach((level, k) => {
    cost[sites.length + k] = level.weight;
  });
  const rows = levels.map((level, k) => levelRow(level, k, sites.length));
  rows.push(sites.map((_, c) => ({ column: c, value: 1 })));
  const rowUpper = new Float64Array(rows.length);
  rowUpper[rows.length - 1] = fields.maxSites;
  const model: MipModel = {
    cost,
    lower: new Float64Array(columns),
    upper: new Float64Array(columns).fill(1),
    isInteger: Uint8Array.from({ length: columns }, (_, c) => (c < sites.length ? 1 : 0)),
    rowLower: new Float64Array(rows.length).fill(Number.NEGATIVE_INFINITY),
    rowUpper,
    ...compressed(rows),
  };
  return { model, sites, pointOf: (open) => pointOf(open, sites, levels) };
}

type Entry = { readonly column: number; readonly value: number };

/** cover at this level − cover at the level above − open sites of this level ≤ 0 */
function levelRow(level: Level, k: number, siteCount: number): Entry[] {
  const own = { column: siteCount + k, value: 1 };
  const above = level.parent < 0 ? [] : [{ column: siteCount + level.parent, value: -1 }];
  return [own, ...above, ...level.sites.map((c) => ({ column: c, value: -1 }))];
}

/** Levels of all areas, those that start alike merged; parents come before children. */
function levelsOf(problem: CoverProblem, sites: readonly number[]): Level[] {
  const levels: Level[] = [];
  const known = new Map<string, number>();
  for (let i = 0; i < problem.areas; i++) {
    const groups = groupsByGain(problem, i, sites);
    let parent = -1;
    groups.forEach((group, position) => {
      const added = group.gain - (groups[position + 1]?.gain ?? 0);
      const key = `${parent}:${group.sites.join()}`;
      const index = known.get(key) ?? levels.push({ parent, sites: group.sites, weight: 0 }) - 1;
      known.set(key, index);
      levels[index].weight += added;
      parent = index;
    });
  }
  return levels;
}

/** An area's sites by gain, best first; sites of equal gain together, sites without gain left out. */
function groupsByGain(
  problem: CoverProblem,
  i: number,
  sites: readonly number[],
): { gain: number; sites: number[] }[] {
  const groups = new Map<number, number[]>();
  sites.forEach((site, c) => {
    const gain = problem.gain[i * problem.sites + site];
    if (gain <= 0) return;
    const group = groups.get(gain);
    if (group) group.push(c);
    else groups.set(gain, [c]);
  });
  return [...groups].map(([gain, members]) => ({ gain, sites: members })).sort((a, b) => b.gain - a.gain);
}

function compressed(rows: readonly (readonly Entry[])[]): Pick<MipModel, 'rowStarts' | 'columns' | 'values'> {
  const entries = rows.flat();
  const rowStarts = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    rowStarts[r + 1] = rowStarts[r] + row.length;
  });
  return {
    rowStarts,
    columns: Int32Array.from(entries, (entry) => entry.column),
    values: Float64Array.from(entries, (entry) => entry.value),
  };
}

function pointOf(open: readonly number[], sites: readonly number[], levels: readonly Level[]): Float64Array {
  const isOpen = new Set(open);
  const point = new Float64Array(sites.length + levels.length);
  sites.forEach((site, c) => {
    point[c] = isOpen.has(site) ? 1 : 0;
  });
  levels.forEach((level, k) => {
    const above = level.parent < 0 ? 0 : point[sites.length + level.parent];
    point[sites.length + k] = Math.max(above, ...level.sites.map((c) => point[c]));
  });
  return point;
}
