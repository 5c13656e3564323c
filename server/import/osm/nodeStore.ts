/** Longitude and latitude of the nodes that are needed, found by id; 24 bytes a node. */
export interface NodeStore {
  readonly size: number;
  /** Notes where a node lies; nodes that nobody needs are passed over. */
  put(id: number, lon: number, lat: number): void;
  /**
   * A line through nodes: `[lon, lat, lon, lat, …]`. Nodes that the extract lacks (beyond its edge) are left out, so
   * the line may be shorter, or empty.
   */
  line(refs: readonly number[]): Float64Array;
}

/**
 * Makes room for the nodes of some ways.
 * @param lists  node ids of each way, in any order, with repeats
 */
export function nodeStore(lists: readonly (readonly number[])[]): NodeStore {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let filled = 0;
  for (const list of lists) {
    all.set(list, filled);
    filled += list.length;
  }
  all.sort();
  let size = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[size++] = all[i];
  const ids = all.slice(0, size);
  const lons = new Float64Array(size).fill(Number.NaN);
  const lats = new Float64Array(size);
  return {
    size,
    put(id, lon, lat) {
      const index = indexOf(ids, id);
      if (index < 0) return;
      lons[index] = lon;
      lats[index] = lat;
    },
    line(refs) {
      const line = new Float64Array(refs.length * 2);
      let length = 0;
      for (const id of refs) {
        const index = indexOf(ids, id);
        if (index < 0 || Number.isNaN(lons[index])) continue;
        line[length++] = lons[index];
        line[length++] = lats[index];
      }
      return length === line.length ? line : line.slice(0, length);
    },
  };
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
