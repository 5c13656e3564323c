import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { givenUpVisits, type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { placeName } from '../sentences.ts';

/** VISITS_MISSING: visits made and visits given up with a reason add up to the visits asked for. */
export function visitsMissing(facts: RotaFacts): Violation[] {
  return unevenSums(facts)
    .filter(({ made, givenUp, asked }) => made + givenUp < asked)
    .map(({ siteId, made, givenUp, asked }) => ({
      rule: 'VISITS_MISSING',
      severity: 'hard',
      siteId,
      message: `${placeName(facts, siteId)}: ${counted(made, 'visit')} in the cycle and ${givenUp} given up with a reason, expected ${asked} together`,
    }));
}

/** Sites whose visits do not add up: made, given up with a reason, and asked for. */
export function unevenSums(
  facts: RotaFacts,
): { siteId: string; made: number; givenUp: number; asked: number }[] {
  const visits = visitsBySite(facts.rota);
  return [...facts.stops.values()]
    .map((stop) => ({
      siteId: stop.siteId,
      made: visits.get(stop.siteId)?.length ?? 0,
      givenUp: givenUpVisits(facts.rota, stop.siteId),
      asked: stop.visitsPerCycle,
    }))
    .filter((sum) => sum.made + sum.givenUp !== sum.asked);
}
