/*
 * Cooling and thresholds of the search from sums, products and halves alone: `Math.exp` and `Math.log` may differ in the
 * last place from one engine to the next, and one such place sends a search another way.
 */

/** How many times the temperature is halved on the way: the last is about a thousandth of the first. */
const HALVINGS = 10;

/**
 * Share of the starting temperature left.
 * @param share  of the search that is over, 0..1
 * @returns  1 at the start, halved ten times by the end, in a straight line between two halvings
 */
export function coolingAt(share: number): number {
  const steps = share * HALVINGS;
  const whole = Math.floor(steps);
  let left = 1;
  for (let k = 0; k < whole; k++) left /= 2;
  return left * (1 - (steps - whole) / 2);
}

/**
 * By how many temperatures a rota may be worse and still be gone on from: −ln(draw), in straight lines between powers of two.
 * @param draw  0..1; 0 counts as the least draw there is
 */
export function thresholdOf(draw: number): number {
  let rest = Math.max(draw, 1 / 4_294_967_296);
  let halvings = 0;
  while (rest < 0.5) {
    rest *= 2;
    halvings++;
  }
  return (halvings + 2 * (1 - rest)) * Math.LN2;
}
