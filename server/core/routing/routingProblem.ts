/**
 * A periodic vehicle routing problem as numbers: customers are visited from one depot on one of their allowed sets of days.
 * Node 0 is the depot, 1 to `customers` the customers; distance and time are the same number, and the same both ways.
 */
export interface RoutingProblem {
  readonly customers: number;
  /** 1..31 */
  readonly days: number;
  /** Vehicles a day, at most, each with one route. */
  readonly vehicles: number;
  /** By day; Infinity is no limit. */
  readonly capacity: Float64Array;
  /** Of a route from leaving the depot, as late as that is possible, to coming back, by day; Infinity is no limit. */
  readonly maxDuration: Float64Array;
  /** (customers + 1)², row by row. */
  readonly distance: Float64Array;
  /** Time at a node, ≥ 0. */
  readonly service: Float64Array;
  readonly demand: Float64Array;
  /** Earliest and latest start at a node, both inclusive; a vehicle may wait. Those of the depot hold for leaving and coming back. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Allowed sets of days by customer − 1, bit d = day d; none twice. */
  readonly patterns: readonly Int32Array[];
  /** Whether opens and closes are to be looked at. */
  readonly hasWindows: boolean;
  readonly hasMaxDuration: boolean;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Distances in a straight line between all nodes, row by row. */
export function straightDistances(x: Float64Array, y: Float64Array): Float64Array {
  const nodes = x.length;
  const distance = new Float64Array(nodes * nodes);
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < nodes; j++) {
      const east = x[i] - x[j];
      const north = y[i] - y[j];
      distance[i * nodes + j] = Math.sqrt(east * east + north * north);
    }
  }
  return distance;
}

/** Routes that keep every rule: by day and vehicle the customers in order; vehicles that stay at the depot are left out. */
export interface RoutingSolution {
  readonly distance: number;
  readonly days: readonly (readonly Int32Array[])[];
}
