import { ASSIMILATED_EU } from '../../driversHours.ts';
import type { VanDay, Violation } from '../../nouns.ts';
import { calendarsOf } from '../calendars.ts';
import { type Rest, restsByVan } from '../rests.ts';
import type { RotaFacts } from '../rotaFacts.ts';
import { exactDuration, onceEach, violationOf } from '../sentences.ts';

const FORTNIGHT = 14 * 86_400;
const WEEK = FORTNIGHT / 2;

/**
 * WEEKLY_REST_TOO_SHORT: under the assimilated EU rules, a rest of 24 hours begins within six times 24 hours of the end of the
 * one before, and every two weeks from Monday to Sunday have one of 45 hours.
 */
export function weeklyRestTooShort(facts: RotaFacts): Violation[] {
  if (facts.rules.driversHours !== 'assimilated-eu') return [];
  const found = calendarsOf(facts.rota).flatMap((calendar) =>
    restsByVan(calendar).flatMap((rests) => [
      ...workedTooLong(facts, rests),
      ...fortnightsWithout(facts, rests),
    ]),
  );
  return onceEach(found);
}

/** Spells of days without a rest of 24 hours between them; those at the ends of a calendar are whole in another place of it. */
function workedTooLong(facts: RotaFacts, rests: readonly Rest[]): Violation[] {
  const { leastReducedWeeklyRest, mostBetweenWeeklyRests } = ASSIMILATED_EU;
  const found: Violation[] = [];
  let since = rests[0] ? rests[0].from - (rests[0].day.returnBase - rests[0].day.departBase) : 0;
  let first: VanDay | undefined = rests[0]?.day;
  for (const rest of rests) {
    if (rest.from - since > mostBetweenWeeklyRests && first) {
      const finding = `${exactDuration(rest.from - since)} from here on without a rest of ${exactDuration(leastReducedWeeklyRest)}, at most ${exactDuration(mostBetweenWeeklyRests)} allowed`;
      found.push(violationOf(facts, { rule: 'WEEKLY_REST_TOO_SHORT', day: first, finding }));
      first = undefined;
    }
    if (rest.to - rest.from < leastReducedWeeklyRest) continue;
    since = rest.to;
    first = rest.next;
  }
  return found;
}

/** Fortnights that no long rest touches, from the first Monday on. */
function fortnightsWithout(facts: RotaFacts, rests: readonly Rest[]): Violation[] {
  const { leastWeeklyRest } = ASSIMILATED_EU;
  const long = rests.filter(({ from, to }) => to - from >= leastWeeklyRest);
  const last = rests.at(-1)?.to ?? 0;
  const found: Violation[] = [];
  for (let from = Math.ceil((rests[0]?.from ?? 0) / WEEK) * WEEK; from + FORTNIGHT <= last; from += WEEK) {
    if (long.some((rest) => rest.from < from + FORTNIGHT && rest.to > from)) continue;
    const day = rests.find((rest) => rest.from >= from)?.day;
    if (!day) continue;
    const finding = `no rest of ${exactDuration(leastWeeklyRest)} in two weeks from then on`;
    found.push(violationOf(facts, { rule: 'WEEKLY_REST_TOO_SHORT', day, finding }));
  }
  return found;
}
