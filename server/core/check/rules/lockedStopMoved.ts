import type { LockedStop } from '../../../shared/rotaRules.ts';
import { counted, listed } from '../../../shared/text.ts';
import { WEEKDAY_NAMES } from '../../../shared/time.ts';
import type { Violation } from '../../nouns.ts';
import { givenUpVisits, type RotaFacts, visitsBySite } from '../rotaFacts.ts';
import { exactClock, placeName, violationOf } from '../sentences.ts';

/**
 * LOCKED_STOP_MOVED: a locked stop is where it is locked: van, weekday, weeks and opening. Visits given up with a reason are
 * advised of.
 */
export function lockedStopMoved(facts: RotaFacts): Violation[] {
  const visits = visitsBySite(facts.rota);
  return facts.locked.flatMap((lock) => {
    const { siteId } = lock;
    const made = visits.get(siteId) ?? [];
    const moved = made.filter(
      ({ day, call }) =>
        day.vanId !== lock.vanId ||
        day.weekday !== lock.weekday ||
        call.open !== lock.open ||
        !lock.weeks.includes(day.week),
    );
    const missing = lock.weeks.filter((week) => !made.some(({ day }) => day.week === week));
    return [
      ...moved.map(({ day, call }) => {
        const finding = `opens at ${exactClock(call.open)}, locked to ${lockText(facts, lock)}`;
        return violationOf(facts, { rule: 'LOCKED_STOP_MOVED', day, siteId, finding });
      }),
      ...missingVisits(facts, lock, missing),
    ];
  });
}

function missingVisits(facts: RotaFacts, lock: LockedStop, missing: readonly number[]): Violation[] {
  const { siteId } = lock;
  if (missing.length === 0 || !facts.stops.has(siteId)) return [];
  const severity = givenUpVisits(facts.rota, siteId) > 0 ? 'soft' : 'hard';
  const message = `${placeName(facts, siteId)}: locked to ${lockText(facts, lock)}, ${counted(missing.length, 'visit is', 'visits are')} missing`;
  return [{ rule: 'LOCKED_STOP_MOVED', severity, siteId, message }];
}

/** "Van 1, Tuesday of weeks 1 and 3 at 09:30". */
function lockText(facts: RotaFacts, { vanId, weekday, weeks, open }: LockedStop): string {
  const van = facts.vans.get(vanId)?.name ?? `"${vanId}"`;
  const inWeeks = `${weeks.length === 1 ? 'week' : 'weeks'} ${listed(weeks.map((week) => `${week + 1}`))}`;
  return `${van}, ${WEEKDAY_NAMES[weekday - 1]} of ${inWeeks} at ${exactClock(open)}`;
}
