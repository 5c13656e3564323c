/** Value of a gamma distribution (rate 1) below which a share lies, by halving: 0 < share < 1. */
export function gammaAt(shape: number, share: number): number {
  let [low, high] = [0, shape + 10 * Math.sqrt(shape) + 10];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (gammaBelow(shape, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Share of a gamma distribution (rate 1) below x: the regularised incomplete gamma function P(shape, x), by its series below
 * shape + 1 and by Lentz's continued fraction above.
 * Source: Press et al., Numerical Recipes, section 6.2.
 */
function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(-x + shape * Math.log(x) - logGamma(shape));
  return x < shape + 1 ? front * series(shape, x) : 1 - front * fraction(shape, x);
}

function series(shape: number, x: number): number {
  let [term, sum] = [1 / shape, 1 / shape];
  for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

function fraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / notNought(a * d + b);
    c = notNought(b + a / c);
    const step = c * d;
    result *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return result;
}

const MOST_TERMS = 10_000;
const PRECISION = 1e-14;
const SMALLEST = 1e-300;
const notNought = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);

/** Coefficients of Lanczos (1964) for g = 7, to 15 digits. */
const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
];

/**
 * Natural logarithm of the gamma function; shape > 0.
 * Source: Lanczos 1964, with g = 7 and nine coefficients.
 */
export function logGamma(shape: number): number {
  // Below one half the approximation is weak; one step up it is not.
  if (shape < 0.5) return logGamma(shape + 1) - Math.log(shape);
  const x = shape - 1;
  const base = x + 7.5;
  const sum = LANCZOS.reduce(
    (total, coefficient, i) => total + (i === 0 ? coefficient : coefficient / (x + i)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(base) - base + Math.log(sum);
}
