import type { Seconds } from '../../../shared/units.ts';
import { ASSIMILATED_EU } from '../../driversHours.ts';
import type { VanDay, Violation } from '../../nouns.ts';
import { drivesOf } from '../plannedDrive.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, violationOf } from '../sentences.ts';

/** Less than a thousandth of a second is rounding. */
const ROUNDING = 1e-3;

/**
 * DRIVING_WITHOUT_BREAK: under the assimilated EU rules, no more than four and a half hours of driving without a break of 45
 * minutes. A break during a leg may lie anywhere on it that the times allow.
 */
export function drivingWithoutBreak(facts: RotaFacts): Violation[] {
  if (facts.rules.driversHours !== 'assimilated-eu') return [];
  const { drivingBeforeBreak, leastBreak } = ASSIMILATED_EU;
  return facts.rota.vanDays.flatMap((day) => {
    const driving = longestDriving(facts, day);
    if (driving <= drivingBeforeBreak + ROUNDING) return [];
    const taken = day.break ? `a break of ${exactDuration(day.break.to - day.break.from)}` : 'no break';
    const finding = `${exactDuration(driving)} of driving on end with ${taken}, at most ${exactDuration(drivingBeforeBreak)} without ${exactDuration(leastBreak)} of break`;
    return [violationOf(facts, { rule: 'DRIVING_WITHOUT_BREAK', day, finding })];
  });
}

/** The driving before the break or after it, whichever is more, with the leg of the break shared out as evenly as can be. */
function longestDriving(facts: RotaFacts, day: VanDay): Seconds {
  const drives = drivesOf(facts, day);
  const all = drives.reduce((sum, { driving }) => sum + driving, 0);
  const rest = day.break;
  if (!rest || !(rest.to - rest.from >= ASSIMILATED_EU.leastBreak)) return all;
  let [least, most] = [0, 0];
  for (const { leaves, arrives, driving } of drives) {
    most += Math.max(0, Math.min(driving, rest.from - leaves));
    least += Math.max(0, Math.min(driving, driving - (arrives - rest.to)));
  }
  const before = Math.min(Math.max(all / 2, Math.min(least, most)), most);
  return Math.max(before, all - before);
}
