import type { RotaRules, Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** OUTSIDE_CYCLE: the rota repeats as the rules say, and its days lie within its cycle. */
export function outsideCycle(facts: RotaFacts): Violation[] {
  const { cycleWeeks } = facts.rules;
  const days = facts.rota.vanDays
    .filter(({ week, weekday }) => !isWhole(week, 0, cycleWeeks - 1) || !isWhole(weekday, 1, 7))
    .map((day) =>
      violationOf(facts, {
        rule: 'OUTSIDE_CYCLE',
        day,
        finding: `expected a weekday of one of ${cycleWeeks} weeks`,
      }),
    );
  const [found, expected] = [
    repeatWords(facts.rota.cycleWeeks, facts.rota.repeats),
    repeatWords(cycleWeeks, facts.rules.repeats),
  ];
  if (found === expected) return days;
  const message = `The rota repeats every ${found}, expected every ${expected}`;
  return [{ rule: 'OUTSIDE_CYCLE', severity: 'hard', message }, ...days];
}

/** "4 weeks", or "month, on the first to the 4th of a weekday". */
const repeatWords = (weeks: number, repeats: RotaRules['repeats'] | undefined): string =>
  repeats === 'month' ? `month, on the first to the ${weeks}th of a weekday` : `${weeks} weeks`;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
