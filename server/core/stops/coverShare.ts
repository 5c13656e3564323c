import { SECONDS_PER_MINUTE, type Seconds } from '../../shared/units.ts';
import type { Parameters } from '../parameters.ts';

/**
 * How much a child counts as reached by a stop that is this drive away, 0..1.
 *
 * 1 up to `fullCoverSeconds`, then falling in a straight line to `coverAtLimit` at exactly `withinReachSeconds`, and 0
 * beyond. Between the two the drive counts in whole minutes, rounded up, as people are told it: a difference of seconds
 * between two car parks is no reason to prefer one. Never rises with the drive. While `coverAtLimit` is above 0, a child
 * counts more than nothing exactly when it is within reach.
 * Source: gradual covering, Church and Roberts 1983; Berman, Krass and Drezner 2003.
 */
export function coverShare(seconds: Seconds, parameters: Parameters): number {
  const limit = parameters.withinReachSeconds;
  const full = Math.min(parameters.fullCoverSeconds, limit);
  if (seconds > limit) return 0;
  if (seconds <= full) return 1;
  const counted = Math.min(Math.ceil(seconds / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE, limit);
  return 1 - (1 - parameters.coverAtLimit) * ((counted - full) / (limit - full));
}
