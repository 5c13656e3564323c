import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import { type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { placeName } from '../sentences.ts';

/**
 * REQUIRED_STOP_LEFT_OUT (soft): a stop that is required gets every visit asked for. Whether it could is for a person to judge;
 * the reason is with what did not fit.
 */
export function requiredStopLeftOut(facts: RotaFacts): Violation[] {
  const visits = visitsBySite(facts.rota);
  return [...facts.stops.values()].flatMap(({ siteId, wishes, visitsPerCycle }): Violation[] => {
    const made = visits.get(siteId)?.length ?? 0;
    if (!wishes.isRequired || made >= visitsPerCycle) return [];
    const message = `${placeName(facts, siteId)}: is required, with ${counted(made, 'visit')} in the cycle of ${visitsPerCycle} asked for`;
    return [{ rule: 'REQUIRED_STOP_LEFT_OUT', severity: 'soft', siteId, message }];
  });
}
