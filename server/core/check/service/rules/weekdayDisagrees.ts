import { dateWords, WEEKDAY_NAMES, weekdayOf } from '../../../../shared/time.ts';
import type { ServiceStop } from '../../../nouns.ts';
import { type ServiceFacts, type ServiceViolation, serviceViolation, stopName } from '../serviceFacts.ts';

/** WEEKDAY_DISAGREES: a stop's stated weekday is that of its start date, and one that its rule names. */
export function weekdayDisagrees(facts: ServiceFacts): ServiceViolation[] {
  return facts.stops.flatMap((stop, index) => {
    const found = weekdayDisagreement(stop);
    if (found === null) return [];
    const finding = `${stopName(stop)} is stated for ${WEEKDAY_NAMES[stop.weekday - 1]}, but ${found}`;
    return [serviceViolation(facts, { rule: 'WEEKDAY_DISAGREES', stopIndexes: [index], finding })];
  });
}

/** What the weekday a stop states disagrees with, in words; null when it agrees. */
export function weekdayDisagreement({ recurrence, start, weekday }: ServiceStop): string | null {
  if (recurrence.kind === 'dates') {
    const other = recurrence.dates.find((date) => weekdayOf(date) !== weekday);
    return other === undefined ? null : `has a visit on ${dateWords(other)}`;
  }
  const named = recurrence.weekdays.map((each) => (typeof each === 'number' ? each : each.weekday));
  if (named.length > 0 && !named.includes(weekday)) {
    return `its frequency names ${named.map((each) => WEEKDAY_NAMES[each - 1]).join(' and ')}`;
  }
  return weekdayOf(start) === weekday || (named.length > 1 && named.includes(weekdayOf(start)))
    ? null
    : `its first visit is ${dateWords(start)}`;
}
