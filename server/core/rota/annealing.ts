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
function coolingAt(share: number): number {
  const steps = share * HALVINGS;
  const whole = Math.floor(steps);
  let left = 1;
  for (let k = 0; k < whole; k++) left /= 2;
  return left * (1 - (steps - whole) / 2);
}

/** Rounds of the first cooling, so that a good rota is there soon; each later one takes twice as many as the one before. */
const FIRST_ROUNDS = 4000;
const GROWTH = 2;
/** Later coolings begin with this share of the first one's temperature, from the best rota so far. */
const LATER_START = 0.5;

/**
 * Temperatures of a whole search as shares of the starting one: cooled down again and again, each time more slowly. What is
 * left of the rounds, when too few for another cooling, makes the last one longer.
 * @param rounds  of the whole search
 * @returns  asked round by round: whether a cooling begins with it, and its temperature, 0..1
 */
export function coolings(rounds: number): (round: number) => { isFirst: boolean; temperature: number } {
  let from = 0;
  let length = 0;
  let next = FIRST_ROUNDS;
  let start = 1;
  return (round) => {
    const isFirst = round === 0 || round >= from + length;
    if (isFirst) {
      if (round > 0) start = LATER_START;
      from = round;
      length = from + next * (1 + GROWTH) > rounds ? rounds - from : next;
      next *= GROWTH;
    }
    return { isFirst, temperature: start * coolingAt((round - from) / length) };
  };
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
