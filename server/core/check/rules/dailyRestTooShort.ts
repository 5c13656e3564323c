import { ASSIMILATED_EU } from '../../driversHours.ts';
import type { Violation } from '../../nouns.ts';
import { calendarsOf } from '../calendars.ts';
import { type Rest, restsByVan } from '../rests.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { dayName, exactDuration, onceEach, violationOf } from '../sentences.ts';

/**
 * DAILY_REST_TOO_SHORT: under the assimilated EU rules, 11 hours of rest within 24 hours of the start of a day; three times
 * between two weekly rests it may be 9.
 */
export function dailyRestTooShort(facts: RotaFacts): Violation[] {
  if (facts.rules.driversHours !== 'assimilated-eu') return [];
  const { leastDailyRest, leastReducedDailyRest, reducedDailyRests, leastReducedWeeklyRest } = ASSIMILATED_EU;
  const report = ({ day, next, within24Hours }: Rest, wanted: string) =>
    violationOf(facts, {
      rule: 'DAILY_REST_TOO_SHORT',
      day,
      finding: `${exactDuration(within24Hours)} of rest within 24 hours and before ${dayName(next)}, at least ${wanted} wanted`,
    });
  const found = calendarsOf(facts.rota).flatMap((calendar) =>
    restsByVan(calendar).flatMap((rests) => {
      let reduced = 0;
      return rests.flatMap((rest) => {
        const isWeekly = rest.to - rest.from >= leastReducedWeeklyRest;
        if (isWeekly) reduced = 0;
        if (rest.within24Hours < leastReducedDailyRest) {
          return [report(rest, exactDuration(leastReducedDailyRest))];
        }
        if (isWeekly || rest.within24Hours >= leastDailyRest) return [];
        reduced += 1;
        if (reduced <= reducedDailyRests) return [];
        return [
          report(
            rest,
            `${exactDuration(leastDailyRest)} (less only ${reducedDailyRests} times between weekly rests)`,
          ),
        ];
      });
    }),
  );
  return onceEach(found);
}
