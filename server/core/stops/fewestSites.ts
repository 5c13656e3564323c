import type { SolveMip } from './mip.ts';
import { mipBuilder } from './mipBuilder.ts';
import { patience, type SearchLimits } from './patience.ts';
import { addSideRows, type SideRules } from './sideRules.ts';

/** The smallest set of sites of which every row holds one. */
export interface FewestSites {
  /** Ascending; null when no allowed set serves every row, or none was found within the limits. */
  readonly open: readonly number[] | null;
  /** No fewer sites can do; 0 for no rows. */
  readonly bound: number;
  readonly isProven: boolean;
  /** True when it is certain that no allowed set serves every row. */
  readonly isInfeasible: boolean;
}

/**
 * Solves set cover: rows that hold another row, and sites that serve only rows another serves, are left out, again and again;
 * the solver proves the rest.
 * @param rows    sites (among the candidates) that serve each row; none may be empty
 * @param fields  side rules of exclusion and budget, forced sites already taken out of the rows
 * Source: Toregas, Swain, ReVelle and Bergman 1971 (set cover location); reductions of Toregas and ReVelle 1972.
 */
export function fewestSites(
  rows: readonly (readonly number[])[],
  fields: {
    readonly candidates: readonly number[];
    readonly solveMip: SolveMip;
    readonly rules?: SideRules;
    readonly limits?: SearchLimits;
    readonly maxSites?: number;
  },
): FewestSites {
  const reduced = reduce(rows, fields.rules === undefined);
  const sites = [...new Set(reduced.flat())].sort((a, b) => a - b);
  const column = new Map(sites.map((site, c) => [site, c]));
  const builder = mipBuilder();
  for (const _ of sites) builder.column({ cost: -1, lower: 0, upper: 1, isInteger: true });
  for (const row of reduced) {
    builder.row(
      1,
      Number.POSITIVE_INFINITY,
      row.map((site) => [column.get(site)!, 1]),
    );
  }
  if (fields.maxSites !== undefined) {
    builder.row(
      0,
      fields.maxSites,
      sites.map((_, c) => [c, 1]),
    );
  }
  addSideRows(builder, column, fields.rules);
  const seconds = patience(fields.limits).secondsLeft();
  const solved = fields.solveMip(builder.model(), {
    absoluteGap: 1 - 1e-6,
    ...(fields.limits?.maxNodes === undefined ? {} : { maxNodes: fields.limits.maxNodes }),
    ...(Number.isFinite(seconds) ? { maxSeconds: Math.max(0.1, seconds) } : {}),
  });
  const open = solved.values ? sites.filter((_, c) => solved.values![c] > 0.5) : null;
  const bound = solved.status === 'optimal' && open ? open.length : Math.ceil(-solved.bound - 1e-6);
  return {
    open,
    bound: Number.isFinite(bound) ? Math.max(0, bound) : 0,
    isProven: solved.status !== 'limit',
    isInfeasible: solved.status === 'infeasible',
  };
}

/** Without rows that are served whenever another is, and (where sites are alike in all else) without dominated sites. */
function reduce(rows: readonly (readonly number[])[], mayDropSites: boolean): number[][] {
  let current = withoutImpliedRows(rows.map((row) => [...row].sort((a, b) => a - b)));
  while (mayDropSites) {
    const smaller = withoutImpliedRows(withoutDominatedSites(current));
    const size = (some: readonly number[][]) => some.reduce((sum, row) => sum + row.length, 0);
    if (size(smaller) === size(current)) break;
    current = smaller;
  }
  return current;
}

function withoutImpliedRows(rows: readonly number[][]): number[][] {
  const kept: { row: number[]; sites: Set<number> }[] = [];
  for (const row of [...rows].sort((a, b) => a.length - b.length)) {
    const sites = new Set(row);
    const isImplied = kept.some((other) => other.row.every((site) => sites.has(site)));
    if (!isImplied) kept.push({ row, sites });
  }
  return kept.map(({ row }) => row);
}

function withoutDominatedSites(rows: readonly number[][]): number[][] {
  const served = new Map<number, Set<number>>();
  rows.forEach((row, r) => {
    for (const site of row) served.set(site, (served.get(site) ?? new Set()).add(r));
  });
  const bySize = [...served].sort(([a, x], [b, y]) => y.size - x.size || a - b);
  const kept: [number, Set<number>][] = [];
  for (const [site, own] of bySize) {
    const isDominated = kept.some(([, other]) => [...own].every((r) => other.has(r)));
    if (!isDominated) kept.push([site, own]);
  }
  const isKept = new Set(kept.map(([site]) => site));
  return rows.map((row) => row.filter((site) => isKept.has(site)));
}
