import type { Violation } from '../nouns.ts';
import { type CheckedRota, rotaFacts } from './rotaFacts.ts';
import { ROTA_RULES } from './ruleBook.ts';

/**
 * Does a rota keep every rule? Worked out from the rota and the road table alone, for computed, hand-edited and imported rotas
 * alike; shares no code with what builds rotas.
 * @returns every breach, rule by rule, as a sentence naming van, day and place with expected and found; empty when
 *          there is none. Soft ones are advice, hard ones forbid publishing.
 */
export function checkRota(checked: CheckedRota): Violation[] {
  const facts = rotaFacts(checked);
  return ROTA_RULES.flatMap(({ check }) => check(facts));
}
