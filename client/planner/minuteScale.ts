import type { BandWire } from '../../server/contract/planner.ts';
import { SECONDS_PER_MINUTE } from '../../server/shared/units.ts';

/** One step of the scale by which drives are coloured. */
export interface ScaleStep {
  /** Inclusive; null: no upper end. */
  readonly toSeconds: number | null;
  readonly colour: string;
  /** "up to 10 minutes", "10 to 20 minutes", "over 30 minutes". */
  readonly label: string;
}

/**
 * From sand to plum: one hue direction and steadily darker, so that it reads in grey and with any colour vision.
 * Built after ColorBrewer's YlOrRd with a darker, bluer end.
 */
const RAMP = ['#f5d88c', '#f1b05c', '#e8894a', '#cf5a45', '#a5344b', '#742348', '#451a3d'];

/** Where no road leads. */
export const NO_ROAD_COLOUR = '#6b7280';
export const NO_ROAD_LABEL = 'no road to a hub';

/** Used before the bands are known: the planner's own. */
const USUAL_ENDS: readonly (number | null)[] = [600, 1200, 1800, null];

/**
 * The steps of the scale, one a band, from light (near) to dark (far).
 * @param bands  in order; none gives the usual steps
 */
export function minuteScale(bands: readonly Pick<BandWire, 'toSeconds'>[]): ScaleStep[] {
  const ends = bands.length > 0 ? bands.map((band) => band.toSeconds) : USUAL_ENDS;
  return ends.map((toSeconds, i) => ({
    toSeconds,
    colour: rampColour(i, ends.length),
    label: labelOf(ends, i),
  }));
}

/** The step a drive belongs to, ends inclusive; −1 where there is no road. */
export function stepOf(scale: readonly ScaleStep[], seconds: number | null): number {
  if (seconds === null) return -1;
  const i = scale.findIndex((step) => step.toSeconds !== null && seconds <= step.toSeconds);
  return i < 0 ? scale.length - 1 : i;
}

/** The colour of a drive. */
export const colourOf = (scale: readonly ScaleStep[], seconds: number | null): string =>
  scale[stepOf(scale, seconds)]?.colour ?? NO_ROAD_COLOUR;

/** As many colours of the ramp, from light to dark. @param count  1 or more */
export const rampColours = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => rampColour(i, count));

function rampColour(i: number, count: number): string {
  const last = Math.min(RAMP.length - 1, Math.max(count, 2) + 1);
  return RAMP[Math.min(RAMP.length - 1, Math.round((i * last) / Math.max(count - 1, 1)))];
}

function labelOf(ends: readonly (number | null)[], i: number): string {
  const minutes = (seconds: number | null) => Math.round((seconds ?? 0) / SECONDS_PER_MINUTE);
  if (i === 0 && ends[0] !== null) return `up to ${minutes(ends[0])} minutes`;
  if (ends[i] === null) return i === 0 ? 'any time' : `over ${minutes(ends[i - 1])} minutes`;
  return `${minutes(ends[i - 1])} to ${minutes(ends[i])} minutes`;
}
