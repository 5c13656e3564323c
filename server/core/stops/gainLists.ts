import type { CoverProblem } from './coverProblem.ts';

/** What is decided about a candidate: not yet, open for good, closed for good. */
export const FREE = 0;
export const OPEN = 1;
export const CLOSED = 2;

/**
 * The gains of a covering problem area by area, best first: what bounds and swaps walk through, since only an area's best few
 * sites ever matter. Sites are positions in `candidates`; areas that gain in the same proportions are one.
 */
export interface GainLists {
  /** Candidate sites; position c stands for site `candidates[c]`. */
  readonly candidates: readonly number[];
  /** Rows after merging. */
  readonly areas: number;
  /** Row r holds entries starts[r] up to (not including) starts[r + 1]. */
  readonly starts: Int32Array;
  /** Position of each entry's site; within a row gains fall, and of equal gains the lower position comes first. */
  readonly site: Int32Array;
  /** > 0 */
  readonly gain: Float64Array;
}

/** Gain lists of the given candidates; sites that gain nothing for an area are not in its list. */
export function gainLists(problem: CoverProblem, candidates: readonly number[]): GainLists {
  const rows = mergedRows(problem, candidates);
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    starts[r + 1] = starts[r] + row.order.length;
  });
  const site = new Int32Array(starts[rows.length]);
  const gain = new Float64Array(starts[rows.length]);
  rows.forEach((row, r) => {
    site.set(row.order, starts[r]);
    row.order.forEach((c, k) => {
      gain[starts[r] + k] = row.gains[c] * row.times;
    });
  });
  return { candidates, areas: rows.length, starts, site, gain };
}

interface Row {
  readonly order: Int32Array;
  readonly gains: Float64Array;
  /** Its gains count this often: 1 and the shares of the rows merged into it. */
  times: number;
}

function mergedRows(problem: CoverProblem, candidates: readonly number[]): Row[] {
  const known = new Map<string, Row[]>();
  const rows: Row[] = [];
  for (let i = 0; i < problem.areas; i++) {
    const gains = Float64Array.from(candidates, (j) => problem.gain[i * problem.sites + j]);
    const positive = Int32Array.from(gains.keys()).filter((c) => gains[c] > 0);
    const order = positive.sort((a, b) => gains[b] - gains[a] || a - b);
    if (order.length === 0) continue;
    const row = { order, gains, times: 1 };
    const key = [order.length, order[0], order[order.length - 1], order[order.length >> 1]].join();
    const alike = known.get(key) ?? [];
    const same = alike.find((other) => isProportional(row, other));
    if (same) same.times += gains[order[0]] / same.gains[order[0]];
    else {
      rows.push(row);
      known.set(key, [...alike, row]);
    }
  }
  return rows;
}

/** Gains that differ by less than this share are the same. */
const SAME = 1e-12;

function isProportional(row: Row, other: Row): boolean {
  const top = row.gains[row.order[0]];
  const otherTop = other.gains[other.order[0]];
  return row.order.every(
    (c, k) => c === other.order[k] && Math.abs(row.gains[c] / top - other.gains[c] / otherTop) <= SAME,
  );
}

/**
 * The lists without the sites that are closed for good. An area's list ends at its first site that is open for good: nothing
 * worse can count there.
 * @param decided  FREE, OPEN or CLOSED by position
 * @returns the lists, and by new position the old one
 */
export function listsWithout(
  lists: GainLists,
  decided: Uint8Array,
): { readonly lists: GainLists; readonly positions: readonly number[] } {
  const positions = [...decided.keys()].filter((c) => decided[c] !== CLOSED);
  const newPosition = new Int32Array(decided.length).fill(-1);
  positions.forEach((old, c) => {
    newPosition[old] = c;
  });
  const starts = new Int32Array(lists.areas + 1);
  const site = new Int32Array(lists.site.length);
  const gain = new Float64Array(lists.site.length);
  let length = 0;
  for (let r = 0; r < lists.areas; r++) {
    for (let e = lists.starts[r]; e < lists.starts[r + 1]; e++) {
      const c = lists.site[e];
      if (newPosition[c] < 0) continue;
      site[length] = newPosition[c];
      gain[length++] = lists.gain[e];
      if (decided[c] === OPEN) break;
    }
    starts[r + 1] = length;
  }
  const kept = { starts, site: site.slice(0, length), gain: gain.slice(0, length) };
  const candidates = positions.map((old) => lists.candidates[old]);
  return { lists: { candidates, areas: lists.areas, ...kept }, positions };
}

/** What is left to decide in gain lists once some sites are open and some closed. */
export interface ResidualLists {
  /** Undecided sites only, their gains above the best open site; rows in which nothing is left are gone. */
  readonly lists: GainLists;
  /** By new position and by new row: the old one. */
  readonly positions: readonly number[];
  readonly rows: Int32Array;
  /** By new row: what its open sites gain. */
  readonly given: Float64Array;
  /** What the open sites gain together, in all rows. */
  readonly base: number;
  readonly openCount: number;
}

/** @param decided  FREE, OPEN or CLOSED by position */
export function residualLists(lists: GainLists, decided: Uint8Array): ResidualLists {
  const positions = [...decided.keys()].filter((c) => decided[c] === FREE);
  const newPosition = new Int32Array(decided.length);
  positions.forEach((old, c) => {
    newPosition[old] = c;
  });
  const rows = new Int32Array(lists.areas);
  const given = new Float64Array(lists.areas);
  const starts = new Int32Array(lists.areas + 1);
  const site = new Int32Array(lists.site.length);
  const gain = new Float64Array(lists.site.length);
  let [areas, length, base] = [0, 0, 0];
  for (let r = 0; r < lists.areas; r++) {
    const open = firstOpen(lists, r, decided);
    const floor = open < lists.starts[r + 1] ? lists.gain[open] : 0;
    base += floor;
    for (let e = lists.starts[r]; e < open && lists.gain[e] > floor; e++) {
      if (decided[lists.site[e]] !== FREE) continue;
      site[length] = newPosition[lists.site[e]];
      gain[length++] = lists.gain[e] - floor;
    }
    if (length === starts[areas]) continue;
    rows[areas] = r;
    given[areas] = floor;
    starts[++areas] = length;
  }
  const candidates = positions.map((old) => lists.candidates[old]);
  return {
    lists: {
      candidates,
      areas,
      starts: starts.slice(0, areas + 1),
      site: site.slice(0, length),
      gain: gain.slice(0, length),
    },
    positions,
    rows: rows.slice(0, areas),
    given: given.slice(0, areas),
    base,
    openCount: countOpen(decided),
  };
}

/** The entry of a row's best open site; the row's end without. */
function firstOpen(lists: GainLists, r: number, decided: Uint8Array): number {
  let e = lists.starts[r];
  while (e < lists.starts[r + 1] && decided[lists.site[e]] !== OPEN) e++;
  return e;
}

export const countOpen = (decided: Uint8Array): number => {
  let count = 0;
  for (const state of decided) if (state === OPEN) count++;
  return count;
};

/** What open sites (positions) gain together. */
export function gainOf(lists: GainLists, open: readonly number[]): number {
  const isOpen = new Uint8Array(lists.candidates.length);
  for (const c of open) isOpen[c] = 1;
  let sum = 0;
  for (let r = 0; r < lists.areas; r++) {
    for (let e = lists.starts[r]; e < lists.starts[r + 1]; e++) {
      if (isOpen[lists.site[e]] === 0) continue;
      sum += lists.gain[e];
      break;
    }
  }
  return sum;
}
