/**
 * A table with totals as a network: every row and every column is a node, every figure an arc from its row to its column.
 * What adds up to a total adds up to nothing once the total is taken off, so figures that change together without any shown
 * sum changing are cycles of the network.
 */

/** Which totals stand beside the counts in the same export, or can be worked out from other columns of it. */
export interface Margins {
  /** Each row's counts add up to a figure that is shown. */
  readonly rows: boolean;
  /** Each column's counts add up to a figure that is shown. */
  readonly columns: boolean;
}

/** One figure of the table, a total included. */
export interface TableCell {
  /** Row of the figure; the number of rows for a column's total. */
  readonly row: number;
  /** Column of the figure; the number of columns for a row's total. */
  readonly column: number;
  /** ≥ 0. */
  readonly value: number;
  /** Node of its row, and of its column; rows without totals share one node, and so do columns. */
  readonly from: number;
  readonly to: number;
  /** 1 for counts and the grand total, −1 for the other totals: a step from row to column raises or lowers the figure. */
  readonly sign: 1 | -1;
}

/** The arcs of a network by node. */
export type CellsByNode = ReadonlyMap<number, readonly TableCell[]>;

/** All figures of a table with the totals that stand beside it. */
export function tableCells(counts: readonly (readonly number[])[], margins: Margins): TableCell[] {
  const height = counts.length;
  const width = counts[0]?.length ?? 0;
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const rows = counts.map((row) => (margins.rows ? [...row, total(row)] : row));
  const sums = Array.from({ length: rows[0]?.length ?? 0 }, (_, j) => total(rows.map((row) => row[j])));
  const full = margins.columns && height > 0 ? [...rows, sums] : rows;
  const firstColumn = height + 1;
  return full.flatMap((row, i) =>
    row.map((value, j) => ({
      row: i,
      column: j,
      value,
      from: margins.rows ? i : 0,
      to: firstColumn + (margins.columns ? j : 0),
      sign: i < height === j < width ? 1 : -1,
    })),
  );
}

/** Figures by the nodes they touch. */
export function cellsByNode(cells: Iterable<TableCell>): Map<number, TableCell[]> {
  const byNode = new Map<number, TableCell[]>();
  for (const cell of cells) addCell(byNode, cell);
  return byNode;
}

/** Puts one more figure into a network. */
export function addCell(byNode: Map<number, TableCell[]>, cell: TableCell): void {
  for (const node of [cell.from, cell.to]) {
    const known = byNode.get(node);
    if (known) known.push(cell);
    else byNode.set(node, [cell]);
  }
}

/**
 * How wide a range somebody who knows all figures but those of the network must leave a figure: greatest less least value
 * that fit everything shown, none below nought.
 * @param network  the figures that are not shown, `cell` among them
 * @param enough  looks no further once the range is this wide
 * @returns  0..enough
 */
export function rangeUpTo(cell: TableCell, network: CellsByNode, enough: number): number {
  const away = { source: cell.to, sink: cell.from };
  const back = { source: cell.from, sink: cell.to };
  const [raise, lower] = cell.sign === 1 ? [away, back] : [back, away];
  const up = flowUpTo(cell, { ...raise, network, enough });
  return up + flowUpTo(cell, { ...lower, network, enough: Math.min(enough - up, cell.value) });
}

/** Greatest flow between two nodes along figures other than `cell`, by shortest augmenting paths (Edmonds and Karp 1972). */
function flowUpTo(
  cell: TableCell,
  fields: { source: number; sink: number; network: CellsByNode; enough: number },
): number {
  const changed = new Map<TableCell, number>();
  const left = (each: TableCell, isRaised: boolean) =>
    isRaised ? Number.POSITIVE_INFINITY : each.value + (changed.get(each) ?? 0);
  let flow = 0;
  while (flow < fields.enough) {
    const path = shortestPath({
      ...fields,
      mayUse: (each, isRaised) => each !== cell && left(each, isRaised) > TINY,
    });
    if (path === null) break;
    const step = path.reduce(
      (least, { cell: each, isRaised }) => Math.min(least, left(each, isRaised)),
      fields.enough - flow,
    );
    for (const { cell: each, isRaised } of path) {
      changed.set(each, (changed.get(each) ?? 0) + (isRaised ? step : -step));
    }
    flow += step;
  }
  return flow;
}

/** Parts of people below this are taken for the error of binary fractions. */
const TINY = 1e-9;

/** One figure of a path, and whether it grows when the path is taken. */
interface Step {
  readonly cell: TableCell;
  readonly isRaised: boolean;
}

/** Where a way between two nodes is looked for, and what it may use. */
interface Search {
  readonly source: number;
  readonly sink: number;
  readonly network: CellsByNode;
  readonly mayUse: (cell: TableCell, isRaised: boolean) => boolean;
}

/** How a node was reached. */
type Arrivals = Map<number, Step & { readonly from: number }>;

/** A path of fewest figures; null where there is none. */
function shortestPath({ source, sink, network, mayUse }: Search): Step[] | null {
  const arrivals: Arrivals = new Map();
  const waiting = [source];
  for (let next = 0; next < waiting.length; next++) {
    for (const { cell, isRaised, other } of stepsFrom(waiting[next], network)) {
      if (other === source || arrivals.has(other) || !mayUse(cell, isRaised)) continue;
      arrivals.set(other, { cell, isRaised, from: waiting[next] });
      if (other === sink) return stepsOf(arrivals, { source, sink });
      waiting.push(other);
    }
  }
  return null;
}

function* stepsFrom(node: number, network: CellsByNode): Generator<Step & { readonly other: number }> {
  for (const cell of network.get(node) ?? []) {
    const isForward = cell.from === node;
    yield { cell, isRaised: isForward === (cell.sign === 1), other: isForward ? cell.to : cell.from };
  }
}

function stepsOf(arrivals: Arrivals, ends: { source: number; sink: number }): Step[] {
  const path: Step[] = [];
  for (let node = ends.sink; node !== ends.source; ) {
    const step = arrivals.get(node) as Step & { from: number };
    path.push({ cell: step.cell, isRaised: step.isRaised });
    node = step.from;
  }
  return path;
}

/**
 * The cheapest figures that have to be unknown as well for `cell` to be able to grow by `amount` without any shown sum
 * changing.
 * @param network  every figure that may be used
 * @param costOf  ≥ 0; 0 for what is not shown anyway
 * @returns  the figures of the cycle besides `cell`; null where there is no cycle
 */
export function cheapestCycle(
  cell: TableCell,
  fields: { network: CellsByNode; amount: number; costOf: (cell: TableCell) => number },
): TableCell[] | null {
  const path = cheapestPath({
    source: cell.sign === 1 ? cell.to : cell.from,
    sink: cell.sign === 1 ? cell.from : cell.to,
    network: fields.network,
    mayUse: (each, isRaised) => each !== cell && (isRaised || each.value >= fields.amount),
    costOf: fields.costOf,
  });
  return path?.map((step) => step.cell) ?? null;
}

/** Dijkstra 1959: the cheapest node still waiting is the next to be settled. */
function cheapestPath(fields: Search & { readonly costOf: (cell: TableCell) => number }): Step[] | null {
  const { source, sink, network } = fields;
  const cost = new Map([[source, 0]]);
  const costAt = (node: number) => cost.get(node) ?? Number.POSITIVE_INFINITY;
  const arrivals: Arrivals = new Map();
  const waiting = [{ node: source, total: 0 }];
  for (let next = waiting.pop(); next !== undefined && next.node !== sink; next = waiting.pop()) {
    if (next.total > costAt(next.node)) continue;
    for (const { cell, isRaised, other } of stepsFrom(next.node, network)) {
      const total = next.total + fields.costOf(cell);
      if (total >= Math.min(costAt(other), costAt(sink)) || !fields.mayUse(cell, isRaised)) continue;
      cost.set(other, total);
      arrivals.set(other, { cell, isRaised, from: next.node });
      waiting.splice(placeFor(total, waiting), 0, { node: other, total });
    }
  }
  return arrivals.has(sink) ? stepsOf(arrivals, { source, sink }) : null;
}

/** Where an entry belongs in a list with the greatest first; among equals the last comes first. */
function placeFor(total: number, waiting: readonly { readonly total: number }[]): number {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (waiting[middle].total >= total) low = middle + 1;
    else high = middle;
  }
  return low;
}
