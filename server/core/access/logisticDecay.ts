import { type Seconds, UNREACHABLE } from '../../shared/units.ts';
import type { Decay } from './stepDecay.ts';

/**
 * An S-shaped fall: 1 next door, about half at the midpoint, towards 0 far away.
 * @param fields.midpointSeconds  > 0
 * @param fields.spreadSeconds    > 0; standard deviation: a small one falls like a step
 * Source: Bauer and Groneberg 2016, adjusted so that it is exactly 1 at 0; `decay_logistic` of the R package accessibility.
 */
export function logisticDecay(fields: { midpointSeconds: Seconds; spreadSeconds: Seconds }): Decay {
  const steepness = Math.PI / (fields.spreadSeconds * Math.sqrt(3));
  const rise = (seconds: Seconds) => 1 + Math.exp((seconds - fields.midpointSeconds) * steepness);
  const atZero = rise(0);
  return (seconds) => (seconds === UNREACHABLE ? 0 : atZero / rise(seconds));
}
