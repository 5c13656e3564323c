import { ASSIMILATED_EU } from '../../driversHours.ts';
import type { Violation } from '../../nouns.ts';
import { type CalendarDay, calendarsOf, daysByVan, weeksOfDays } from '../calendars.ts';
import { drivingByDay } from '../plannedDrive.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, onceEach, violationOf } from '../sentences.ts';

/**
 * WEEKLY_DRIVING_TOO_LONG: under the assimilated EU rules, driving from Monday to Sunday and in any two such weeks that follow
 * one another, over the end of the cycle too.
 */
export function weeklyDrivingTooLong(facts: RotaFacts): Violation[] {
  if (facts.rules.driversHours !== 'assimilated-eu') return [];
  const { mostDrivingAWeek, mostDrivingAFortnight } = ASSIMILATED_EU;
  const drivingOf = drivingByDay(facts);
  const drivingIn = (days: readonly CalendarDay[]) =>
    days.reduce((sum, { day }) => sum + (drivingOf.get(day) ?? 0), 0);
  const found = calendarsOf(facts.rota).flatMap((calendar) =>
    [...daysByVan(calendar).values()].flatMap((days) => {
      const weeks = weeksOfDays(days);
      return weeks.flatMap(({ week, days: [first, ...rest] }) => {
        const after = weeks.find((each) => each.week === week + 1);
        const own = drivingIn([first, ...rest]);
        const both = own + drivingIn(after?.days ?? []);
        const report = (driving: number, span: string, most: number) => {
          const finding = `${exactDuration(driving)} of driving in ${span} from then on, at most ${exactDuration(most)} allowed`;
          return violationOf(facts, { rule: 'WEEKLY_DRIVING_TOO_LONG', day: first.day, finding });
        };
        return [
          ...(own > mostDrivingAWeek ? [report(own, 'the week', mostDrivingAWeek)] : []),
          ...(both > mostDrivingAFortnight ? [report(both, 'two weeks', mostDrivingAFortnight)] : []),
        ];
      });
    }),
  );
  return onceEach(found);
}
