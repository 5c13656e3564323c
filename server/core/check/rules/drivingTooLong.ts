import type { Seconds } from '../../../shared/units.ts';
import { ASSIMILATED_EU, GB_DOMESTIC } from '../../driversHours.ts';
import type { VanDay, Violation } from '../../nouns.ts';
import { calendarsOf, daysByVan, weeksOfDays } from '../calendars.ts';
import { drivingByDay } from '../plannedDrive.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, onceEach, violationOf } from '../sentences.ts';

/**
 * DRIVING_TOO_LONG: driving on a day within the law the crew drives under; of the assimilated EU rules' longer days no more
 * than two from Monday to Sunday.
 */
export function drivingTooLong(facts: RotaFacts): Violation[] {
  const { driversHours } = facts.rules;
  if (driversHours === 'none') return [];
  const most =
    driversHours === 'gb-domestic' ? GB_DOMESTIC.mostDrivingADay : ASSIMILATED_EU.mostDrivingOnLongDay;
  const drivingOf = drivingByDay(facts);
  const tooLong = [...drivingOf].flatMap(([day, driving]) => {
    if (driving <= most) return [];
    const finding = `${exactDuration(driving)} of driving, at most ${exactDuration(most)} allowed`;
    return [violationOf(facts, { rule: 'DRIVING_TOO_LONG', day, finding })];
  });
  return driversHours === 'gb-domestic' ? tooLong : [...tooLong, ...longDaysTooMany(facts, drivingOf)];
}

function longDaysTooMany(facts: RotaFacts, drivingOf: ReadonlyMap<VanDay, Seconds>): Violation[] {
  const { mostDrivingADay, longDaysAWeek } = ASSIMILATED_EU;
  const isLong = (day: VanDay) => (drivingOf.get(day) ?? 0) > mostDrivingADay;
  const found = calendarsOf(facts.rota).flatMap((calendar) =>
    [...daysByVan(calendar).values()].flatMap((days) =>
      weeksOfDays(days).flatMap((week) => {
        const long = week.days.filter(({ day }) => isLong(day));
        return long.slice(longDaysAWeek).map(({ day }) => {
          const finding = `${exactDuration(drivingOf.get(day) ?? 0)} of driving on one more day of the week above ${exactDuration(mostDrivingADay)}, at most ${longDaysAWeek} such days allowed`;
          return violationOf(facts, { rule: 'DRIVING_TOO_LONG', day, finding });
        });
      }),
    ),
  );
  return onceEach(found);
}
