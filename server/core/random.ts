/** A stream of numbers in [0, 1) fixed by its seed (mulberry32, 32-bit integer arithmetic: the same on any machine). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A stream of its own for one named thing, fixed by seed and name: what is drawn for one area does not depend on which others
 * there are, nor on their order. Source of the hash: FNV-1a, 32 bits, over UTF-16 units.
 */
export function namedRandom(seed: number, name: string): () => number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return seededRandom(hash);
}

/** Above this a Poisson distribution is as good as a normal one, and e^(−mean) soon too small for a double. */
const POISSON_BY_INVERSION = 500;

/**
 * A count whose mean is known: a number of a Poisson distribution, by inversion; for large means a normal one with its mean
 * and variance, as the sum of twelve numbers (Irwin and Hall), which is the same on any machine.
 * @param mean  ≥ 0, parts allowed; 0 gives 0
 */
export function poisson(mean: number, random: () => number): number {
  if (mean > POISSON_BY_INVERSION) {
    let deviation = -6;
    for (let k = 0; k < 12; k++) deviation += random();
    return Math.round(mean + deviation * Math.sqrt(mean));
  }
  const mark = random();
  let count = 0;
  let probability = Math.exp(-mean);
  for (let sum = probability; sum <= mark && probability > 0; sum += probability) {
    count += 1;
    probability *= mean / count;
  }
  return count;
}

/** A quantity known by its least, most likely and greatest value. */
export interface Triangle {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/**
 * The value below which a share of a triangular distribution lies.
 * @param share  0..1
 * @returns  low..high; a most likely value outside low..high widens the range to hold it
 */
export function triangleAt(triangle: Triangle, share: number): number {
  const low = Math.min(triangle.low, triangle.value);
  const high = Math.max(triangle.high, triangle.value);
  const width = high - low;
  if (width === 0) return low;
  const rise = triangle.value - low;
  return share * width <= rise
    ? low + Math.sqrt(share * width * rise)
    : high - Math.sqrt((1 - share) * width * (high - triangle.value));
}

/**
 * One number from each of `count` equal parts of 0..1, in random order: fewer draws than independent ones for the same steadiness.
 * Source: Latin hypercube sampling, McKay, Beckman and Conover 1979.
 */
export function stratifiedShares(count: number, random: () => number): Float64Array {
  const shares = Float64Array.from({ length: count }, (_, d) => (d + random()) / count);
  for (let d = count - 1; d > 0; d--) {
    const other = Math.floor(random() * (d + 1));
    [shares[d], shares[other]] = [shares[other], shares[d]];
  }
  return shares;
}
