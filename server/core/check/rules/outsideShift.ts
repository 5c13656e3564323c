import { WEEKDAY_NAMES } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactClock, violationOf, windowText } from '../sentences.ts';

/** OUTSIDE_SHIFT: the van leaves its base no earlier and is back no later than its shift of that weekday. */
export function outsideShift(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) => {
    const van = facts.vans.get(day.vanId);
    if (!van) return [];
    const report = (finding: string) => [violationOf(facts, { rule: 'OUTSIDE_SHIFT', day, finding })];
    const shift = van.shifts[day.weekday];
    if (!shift) return report(`the van does not work on ${WEEKDAY_NAMES[day.weekday - 1]}s`);
    if (day.departBase >= shift.from && day.returnBase <= shift.to) return [];
    return report(
      `leaves base at ${exactClock(day.departBase)} and is back at ${exactClock(day.returnBase)}, the shift is ${windowText(shift)}`,
    );
  });
}
