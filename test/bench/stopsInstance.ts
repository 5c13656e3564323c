import type { CoverProblem } from '../../server/core/stops/coverProblem.ts';
import { medianProblem } from '../../server/core/stops/medianProblem.ts';
import { InstanceError, type Row, rowsOf, wrongLine } from './instanceRows.ts';

/** A published instance as a covering problem; site j is line or node j + 1 of the file. */
export interface StopsInstance {
  readonly problem: CoverProblem;
  readonly maxSites: number;
  /** The instance's own objective, from the gain. */
  readonly objectiveOf: (gain: number) => number;
}

/**
 * OR-Library p-median: `nodes edges p`, then one `from to length` an edge. Distances are shortest paths; of repeated edges the last
 * counts; every node has one customer and may hold a facility.
 * @param maxSites  instead of the file's p
 * @throws InstanceError
 */
export function readPmed(text: string, maxSites?: number): StopsInstance {
  const rows = rowsOf(text);
  const [nodes, edges, p] = headOf(rows);
  const wanted = maxSites ?? p;
  if (wanted < 1 || wanted > nodes) {
    throw new InstanceError(`p is ${wanted}; expected a whole number from 1 to the ${nodes} nodes`);
  }
  const numbers = rows.slice(1);
  if (numbers.length !== edges) {
    throw new InstanceError(`The first line announces ${edges} edges, but ${numbers.length} lines follow`);
  }
  const distances = shortestPaths(nodes, numbers.map(edgeOf(nodes)));
  const cut = distances.indexOf(Number.POSITIVE_INFINITY);
  if (cut >= 0) {
    throw new InstanceError(
      `No path leads from node ${Math.floor(cut / nodes) + 1} to node ${(cut % nodes) + 1}: expected a connected network`,
    );
  }
  const weights = new Float64Array(nodes).fill(1);
  const { problem, costOf } = medianProblem({ distances, weights, sites: nodes });
  return { problem, maxSites: wanted, objectiveOf: costOf };
}

/**
 * A list of `x y demand`, one point a line: every point has demand and may hold a facility, which covers what is at most `radius`
 * away in a straight line.
 * @throws InstanceError
 */
export function readMclp(text: string, fields: { maxSites: number; radius: number }): StopsInstance {
  const points = rowsOf(text).map(({ line, values }) => {
    if (values.length !== 3) throw wrongLine(line, 'expected "x y demand"');
    if (values[2] < 0) throw wrongLine(line, `the demand is ${values[2]}; expected a number from 0 up`);
    return values;
  });
  if (points.length === 0) throw new InstanceError('The file holds no points');
  const count = points.length;
  const gain = new Float64Array(count * count);
  points.forEach(([x, y, demand], i) => {
    points.forEach(([siteX, siteY], j) => {
      gain[i * count + j] = isWithin(Math.hypot(x - siteX, y - siteY), fields.radius) ? demand : 0;
    });
  });
  const problem = { sites: count, areas: count, gain };
  return { problem, maxSites: Math.min(fields.maxSites, count), objectiveOf: (gained) => gained };
}

/** Inclusive; a distance that is the radius but for rounding of the square root counts as the radius. */
const isWithin = (distance: number, radius: number): boolean => distance <= radius * (1 + 1e-12);

function headOf(rows: readonly Row[]): readonly number[] {
  if (rows.length === 0) throw new InstanceError('The file is empty');
  const [{ line, values }] = rows;
  const [nodes, edges, p] = values;
  if (values.length !== 3 || !values.every((value) => Number.isInteger(value) && value >= 0) || nodes < 1) {
    throw wrongLine(line, 'expected three whole numbers: nodes, edges and p');
  }
  if (nodes > MOST_NODES) throw wrongLine(line, `${nodes} nodes; at most ${MOST_NODES} are taken`);
  return [nodes, edges, p];
}

/** All distances of so many nodes take some 200 MB. */
const MOST_NODES = 5000;

type Edge = readonly [from: number, to: number, length: number];

const edgeOf =
  (nodes: number) =>
  ({ line, values }: Row): Edge => {
    const [from, to, length] = values;
    if (values.length !== 3) throw wrongLine(line, 'expected "from to length"');
    const isNode = (node: number) => Number.isInteger(node) && node >= 1 && node <= nodes;
    if (!isNode(from) || !isNode(to)) throw wrongLine(line, `expected nodes from 1 to ${nodes}`);
    if (length < 0) throw wrongLine(line, `the length is ${length}; expected a number from 0 up`);
    return [from - 1, to - 1, length];
  };

/** Floyd and Warshall 1962. */
function shortestPaths(nodes: number, edges: readonly Edge[]): Float64Array {
  const distance = new Float64Array(nodes * nodes).fill(Number.POSITIVE_INFINITY);
  for (const [from, to, length] of edges) {
    distance[from * nodes + to] = length;
    distance[to * nodes + from] = length;
  }
  for (let i = 0; i < nodes; i++) distance[i * nodes + i] = 0;
  for (let via = 0; via < nodes; via++) {
    for (let i = 0; i < nodes; i++) {
      const first = distance[i * nodes + via];
      if (first === Number.POSITIVE_INFINITY) continue;
      for (let j = 0; j < nodes; j++) {
        const length = first + distance[via * nodes + j];
        if (length < distance[i * nodes + j]) distance[i * nodes + j] = length;
      }
    }
  }
  return distance;
}
