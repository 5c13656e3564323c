import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf } from '../sentences.ts';

/** OUTSIDE_CYCLE: the rota's cycle is the one of the rules, and its days lie within it. */
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
  if (facts.rota.cycleWeeks === cycleWeeks) return days;
  const message = `The rota repeats every ${facts.rota.cycleWeeks} weeks, expected every ${cycleWeeks}`;
  return [{ rule: 'OUTSIDE_CYCLE', severity: 'hard', message }, ...days];
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;
