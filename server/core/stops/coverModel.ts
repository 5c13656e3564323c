import type { CoverProblem } from './coverProblem.ts';
import type { MipModel } from './mip.ts';
import { type Entry, type MipBuilder, mipBuilder } from './mipBuilder.ts';
import { addSideRows, type SideRules } from './sideRules.ts';

/** The model and where its site columns are: column c opens site `sites[c]`; the others measure how well areas are covered. */
export interface CoverModel {
  readonly model: MipModel;
  readonly sites: readonly number[];
  /** A point of the model from open sites, every area at its best; feasible when the sites keep to the rules. */
  readonly pointOf: (open: readonly number[]) => Float64Array;
}

/** Weights that must be served together: at least `least` of the rows that hold an open site. */
export interface ServedFloor {
  readonly least: number;
  readonly rows: readonly { readonly weight: number; readonly sites: readonly number[] }[];
}

export interface CoverModelFields {
  /** Sites that may be opened. */
  readonly candidates: readonly number[];
  /** Sites (among the candidates) that are open in any case. */
  readonly forced?: readonly number[];
  /** Open at most this many. */
  readonly maxSites: number;
  /** Taken from the objective for each open site. */
  readonly siteCost: number;
  readonly rules?: SideRules;
  readonly floors?: readonly ServedFloor[];
  /** Taken from the objective for each unit a floor is missed by; without it floors are met. */
  readonly missCost?: number;
  /** What an area's second-best open site counts beside the best, 0..1. */
  readonly backupWeight?: number;
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
 * cost nothing. With a backup weight a second variable a level counts the second site.
 * Source: García, Labbé and Marín 2011 (radius formulation of p-median); Elloumi 2010 (the chained form); Hogan and ReVelle
 * 1986 (backup cover).
 */
export function coverModel(problem: CoverProblem, fields: CoverModelFields): CoverModel {
  const sites = [...fields.candidates];
  const levels = levelsOf(problem, sites);
  const builder = mipBuilder();
  const forced = new Set(fields.forced);
  for (const site of sites) {
    const lower = forced.has(site) ? 1 : 0;
    builder.column({ cost: -fields.siteCost, lower, upper: 1, isInteger: true });
  }
  for (const { weight } of levels) builder.column({ cost: weight, lower: 0, upper: 1, isInteger: false });
  addLevels(builder, { levels, siteCount: sites.length, backupWeight: fields.backupWeight ?? 0 });
  builder.row(
    Number.NEGATIVE_INFINITY,
    fields.maxSites,
    sites.map((_, c) => [c, 1]),
  );
  const column = new Map(sites.map((site, c) => [site, c]));
  // The rules bind what is open beside the forced sites.
  addSideRows(builder, new Map([...column].filter(([site]) => !forced.has(site))), fields.rules);
  for (const floor of fields.floors ?? []) addFloor(builder, { column, floor, missCost: fields.missCost });
  const model = builder.model();
  return { model, sites, pointOf: (open) => pointOf(open, { sites, levels, columns: model.cost.length }) };
}

/** cover at this level − cover at the level above − open sites of this level ≤ 0 */
function addLevels(
  builder: MipBuilder,
  fields: { levels: readonly Level[]; siteCount: number; backupWeight: number },
): void {
  const { levels, siteCount, backupWeight } = fields;
  const second = levels.map(({ weight }) =>
    backupWeight > 0
      ? builder.column({ cost: weight * backupWeight, lower: 0, upper: 1, isInteger: false })
      : -1,
  );
  levels.forEach((level, k) => {
    const counts = (of: number, sign: number): Entry[] => {
      if (of < 0) return [];
      const first: Entry = [siteCount + of, sign];
      return backupWeight > 0 ? [first, [second[of], sign]] : [first];
    };
    const open: Entry[] = level.sites.map((c) => [c, -1]);
    builder.row(Number.NEGATIVE_INFINITY, 0, [...counts(k, 1), ...counts(level.parent, -1), ...open]);
  });
}

function addFloor(
  builder: MipBuilder,
  fields: { column: ReadonlyMap<number, number>; floor: ServedFloor; missCost: number | undefined },
): void {
  const { column, floor, missCost } = fields;
  const entries: Entry[] = floor.rows.map(({ weight, sites }) => {
    const served = builder.column({ cost: 0, lower: 0, upper: 1, isInteger: false });
    const open = sites.flatMap((site): Entry[] => (column.has(site) ? [[column.get(site)!, -1]] : []));
    builder.row(Number.NEGATIVE_INFINITY, 0, [[served, 1], ...open]);
    return [served, weight];
  });
  if (missCost !== undefined) {
    const missed = { cost: -missCost, lower: 0, upper: Number.POSITIVE_INFINITY, isInteger: false };
    entries.push([builder.column(missed), 1]);
  }
  builder.row(floor.least, Number.POSITIVE_INFINITY, entries);
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

/** Columns beyond the levels are left at 0: the solver completes them. */
function pointOf(
  open: readonly number[],
  fields: { sites: readonly number[]; levels: readonly Level[]; columns: number },
): Float64Array {
  const { sites, levels } = fields;
  const isOpen = new Set(open);
  const point = new Float64Array(fields.columns);
  sites.forEach((site, c) => {
    point[c] = isOpen.has(site) ? 1 : 0;
  });
  levels.forEach((level, k) => {
    const above = level.parent < 0 ? 0 : point[sites.length + level.parent];
    point[sites.length + k] = level.sites.reduce((most, c) => Math.max(most, point[c]), above);
  });
  return point;
}
