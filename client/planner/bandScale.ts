/** One step of the drive-time bands. */
export interface BandStep {
  /** Inclusive. */
  readonly minutes: number;
  readonly colour: string;
  /** "up to 5 minutes", "5 to 10 minutes". */
  readonly label: string;
}

/** The colours that drives of so many minutes have elsewhere (`minuteScale`), with steps between. */
const COLOURS: readonly (readonly [upTo: number, colour: string])[] = [
  [5, '#fbeec9'],
  [10, '#f5d88c'],
  [15, '#f1b05c'],
  [20, '#e8894a'],
  [Number.POSITIVE_INFINITY, '#cf5a45'],
];

/**
 * The steps of some bands, nearest first, from light to dark.
 * @param ends  minutes, in order
 * @param ground  the colour of the land they lie on
 */
export function bandScale(ends: readonly number[], ground: string): BandStep[] {
  return ends.map((minutes, i) => ({
    minutes,
    colour: mixed(COLOURS.find(([upTo]) => minutes <= upTo)?.[1] ?? ground, ground),
    label: i === 0 ? `up to ${minutes} minutes` : `${ends[i - 1]} to ${minutes} minutes`,
  }));
}

/** How much of a band's own colour is left, so that areas and roads stand out against it. */
const STRENGTH = 0.6;

/** @param colour  #rrggbb, as is the other */
function mixed(colour: string, ground: string): string {
  const parts = [1, 3, 5].map((at) => {
    const [own, below] = [colour, ground].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(STRENGTH * own + (1 - STRENGTH) * below);
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
