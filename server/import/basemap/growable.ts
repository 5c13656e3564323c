type Numbers = Int32Array | Float32Array | Float64Array | Uint32Array | Uint8Array;

/** A list of numbers of one kind, a few bytes each however long it gets. */
export interface Growable<Kind extends Numbers> {
  readonly length: number;
  push(value: number): void;
  at(i: number): number;
  set(i: number, value: number): void;
  /** A view of a part: no copy, good until the next push. */
  part(from: number, to: number): Kind;
}

const FIRST_CAPACITY = 1024;
const GROWTH = 1.5;

/** An empty list; `growable(Int32Array)`. */
export function growable<Kind extends Numbers>(kind: new (length: number) => Kind): Growable<Kind> {
  let values = new kind(FIRST_CAPACITY);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = new kind(Math.ceil(values.length * GROWTH));
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    at: (i) => values[i],
    set(i, value) {
      values[i] = value;
    },
    part: (from, to) => values.subarray(from, to) as Kind,
  };
}
