import { type Metres, SECONDS_PER_HOUR, UNREACHABLE } from '../../shared/units.ts';
import type { TravelMatrix } from '../travelMatrix.ts';

/**
 * Walks at the pace of a pram. A routing engine walks as somebody without a pram does, so the metres of its way count, at the pace
 * given; where its own time is longer it knows of something on the way, such as a ferry, and that time stands.
 * @param walks                 places × places; metres of the way on foot, and the engine's own seconds, 0 where it has none
 * @param walkingMetresPerHour  > 0
 * @returns the same places and metres; UNREACHABLE where neither metres nor seconds are known
 */
export function withPram(walks: TravelMatrix, walkingMetresPerHour: Metres): TravelMatrix {
  const seconds = walks.seconds.map((own, k) => {
    const metres = walks.metres[k];
    // An old OSRM answers with times only.
    if (metres === UNREACHABLE) return own === 0 ? UNREACHABLE : own;
    return Math.max(own, (metres / walkingMetresPerHour) * SECONDS_PER_HOUR);
  });
  return { ...walks, seconds };
}
