/** Longitude and latitude of the nodes that are needed, found by id; 16 bytes a node. */
export interface NodeStore {
  readonly size: number;
  /** Notes where a node lies; nodes that nobody needs are passed over. */
  put(id: number, lon: number, lat: number): void;
  /**
   * A line through nodes: `[lon, lat, lon, lat, …]`. Nodes that the extract lacks (beyond its edge) are left out, so
   * the line may be shorter, or empty.
   */
  line(refs: ArrayLike<number>): Float64Array;
}

/** OpenStreetMap keeps seven decimals of a degree: a whole number of these is exact. */
const UNITS_A_DEGREE = 1e7;
/** No longitude. */
const MISSING = 0x7fff_ffff;

/**
 * Makes room for the nodes of some ways.
 * @param lists  node ids of each way, in any order, with repeats
 */
export function nodeStore(lists: readonly ArrayLike<number>[]): NodeStore {
  const ids = sortedOnce(lists);
  const lons = new Int32Array(ids.length).fill(MISSING);
  const lats = new Int32Array(ids.length);
  return {
    size: ids.length,
    put(id, lon, lat) {
      const index = indexOf(ids, id);
      if (index < 0) return;
      lons[index] = Math.round(lon * UNITS_A_DEGREE);
      lats[index] = Math.round(lat * UNITS_A_DEGREE);
    },
    line(refs) {
      const line = new Float64Array(refs.length * 2);
      let length = 0;
      for (let i = 0; i < refs.length; i++) {
        const index = indexOf(ids, refs[i]);
        if (index < 0 || lons[index] === MISSING) continue;
        line[length++] = lons[index] / UNITS_A_DEGREE;
        line[length++] = lats[index] / UNITS_A_DEGREE;
      }
      return length === line.length ? line : line.slice(0, length);
    },
  };
}

/** Every number of the lists once, in order. */
function sortedOnce(lists: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let filled = 0;
  for (const list of lists) {
    all.set(list, filled);
    filled += list.length;
  }
  all.sort();
  let size = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[size++] = all[i];
  return all.slice(0, size);
}

/** Binary search; −1 when absent. */
function indexOf(sorted: Float64Array, id: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < id) low = middle + 1;
    else if (sorted[middle] > id) high = middle - 1;
    else return middle;
  }
  return -1;
}
