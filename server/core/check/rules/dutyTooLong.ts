import { GB_DOMESTIC } from '../../driversHours.ts';
import type { VanDay, Violation } from '../../nouns.ts';
import { calendarsOf, daysByVan, weeksOfDays } from '../calendars.ts';
import { drivingByDay } from '../plannedDrive.ts';
import { type RotaFacts, withoutBreak } from '../rotaFacts.ts';
import { exactDuration, onceEach, violationOf } from '../sentences.ts';

/**
 * DUTY_TOO_LONG: under the GB domestic rules, duty on a day, the break not counted, unless no day of the week from Monday to
 * Sunday has more than four hours of driving.
 */
export function dutyTooLong(facts: RotaFacts): Violation[] {
  if (facts.rules.driversHours !== 'gb-domestic') return [];
  const { mostDutyADay, drivingWithoutDutyLimit } = GB_DOMESTIC;
  const drivingOf = drivingByDay(facts);
  const isFarDriven = (day: VanDay) => (drivingOf.get(day) ?? 0) > drivingWithoutDutyLimit;
  const found = calendarsOf(facts.rota).flatMap((calendar) =>
    [...daysByVan(calendar).values()].flatMap((days) =>
      weeksOfDays(days)
        .filter((week) => week.days.some(({ day }) => isFarDriven(day)))
        .flatMap((week) =>
          week.days.flatMap(({ day }) => {
            const duty = withoutBreak(day, { from: day.departBase, to: day.returnBase });
            if (duty <= mostDutyADay) return [];
            const finding = `${exactDuration(duty)} on duty, at most ${exactDuration(mostDutyADay)} allowed in a week with a day of more than ${exactDuration(drivingWithoutDutyLimit)} of driving`;
            return [violationOf(facts, { rule: 'DUTY_TOO_LONG', day, finding })];
          }),
        ),
    ),
  );
  return onceEach(found);
}
