import { counted } from '../../../shared/text.ts';
import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { placeName } from '../sentences.ts';
import { unevenSums } from './visitsMissing.ts';

/** VISITS_TOO_MANY: no stop is visited more often than asked for, nor listed as missing when it is not. */
export function visitsTooMany(facts: RotaFacts): Violation[] {
  return unevenSums(facts)
    .filter(({ made, givenUp, asked }) => made + givenUp > asked)
    .map(({ siteId, made, givenUp, asked }) => ({
      rule: 'VISITS_TOO_MANY',
      severity: 'hard',
      siteId,
      message: `${placeName(facts, siteId)}: ${counted(made, 'visit')} in the cycle and ${givenUp} given up with a reason, expected ${asked} together`,
    }));
}
