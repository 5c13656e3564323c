import type { Violation } from '../../nouns.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactClock, violationOf } from '../sentences.ts';

/** ORDER_OF_CALL: arrive, open, close, leave, in this order, within one day, and open for some time. */
export function orderOfCall(facts: RotaFacts): Violation[] {
  return facts.rota.vanDays.flatMap((day) =>
    day.calls.flatMap((call) => {
      const { arrive, open, close, leave } = call;
      if (0 <= arrive && arrive <= open && open < close && close <= leave && leave <= 86_400) return [];
      const finding = `arrive ${exactClock(arrive)}, open ${exactClock(open)}, close ${exactClock(close)}, leave ${exactClock(leave)}: expected in this order within the day`;
      return [violationOf(facts, { rule: 'ORDER_OF_CALL', day, siteId: call.siteId, finding })];
    }),
  );
}
