import type { Violation } from '../../nouns.ts';
import { type RotaFacts, sharedSeconds } from '../rotaFacts.ts';
import { violationOf, windowText } from '../sentences.ts';

/** BREAK_WHILE_OPEN: the crew's break is never while the van is open to families. */
export function breakWhileOpen(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      if (!day.break || sharedSeconds(day.break, { from: call.open, to: call.close }) === 0) return [];
      const finding = `the break is ${windowText(day.break)}, the van is open ${windowText({ from: call.open, to: call.close })}`;
      return [violationOf(facts, { rule: 'BREAK_WHILE_OPEN', day, siteId: call.siteId, finding })];
    }),
  );
}
