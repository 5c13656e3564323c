import type { RotaWishes } from '../../shared/rotaWishes.ts';
import type { Stop } from '../nouns.ts';

/** The stops that are not left out, each with what is asked of it instead of what was proposed. */
export function wishedStops(stops: readonly Stop[], wishes: Pick<RotaWishes, 'stops' | 'left'>): Stop[] {
  const left = new Set(wishes.left);
  return stops
    .filter(({ siteId }) => !left.has(siteId))
    .map((stop) => {
      const asked = wishes.stops[stop.siteId];
      if (asked === undefined) return stop;
      const { visitsPerCycle = stop.visitsPerCycle, sessionSeconds = stop.sessionSeconds } = asked;
      return { ...stop, visitsPerCycle, sessionSeconds, wishes: asked };
    });
}
