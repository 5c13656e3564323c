import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { violationOf, windowText } from '../sentences.ts';

/** BREAK_OUTSIDE_WINDOW: a break lies within the break window and within the working day. */
export function breakOutsideWindow(facts: RotaFacts): Violation[] {
  const { breakWindow } = facts.rules;
  return facts.rota.vanDays.flatMap((day) => {
    if (!day.break) return [];
    const from = Math.max(breakWindow.from, day.departBase);
    const to = Math.min(breakWindow.to, day.returnBase);
    if (from <= day.break.from && day.break.from <= day.break.to && day.break.to <= to) return [];
    const finding = `the break is ${windowText(day.break)}, expected within ${windowText(breakWindow)} and the working day`;
    return [violationOf(facts, { rule: 'BREAK_OUTSIDE_WINDOW', day, finding })];
  });
}
