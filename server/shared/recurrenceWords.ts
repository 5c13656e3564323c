import type { Recurrence } from './recurrence.ts';
import { counted, listed } from './text.ts';
import { WEEKDAY_NAMES, type Weekday } from './time.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/**
 * How often, in words: "every Tuesday", "every second Tuesday", "every 6 weeks on Tuesday", "the first and third Thursday of the
 * month", "3 dates".
 * @param weekday  taken where the rule names none
 */
export function recurrenceWords(recurrence: Recurrence, weekday: Weekday): string {
  if (recurrence.kind === 'dates') return counted(recurrence.dates.length, 'date');
  if (recurrence.kind === 'weekly') {
    const days = listed(
      (recurrence.weekdays.length > 0 ? recurrence.weekdays : [weekday]).map((day) => WEEKDAY_NAMES[day - 1]),
    );
    if (recurrence.interval === 1) return `every ${days}`;
    const ordinal = ORDINALS[recurrence.interval - 1];
    return ordinal ? `every ${ordinal} ${days}` : `every ${recurrence.interval} weeks on ${days}`;
  }
  const months = recurrence.interval === 1 ? 'the month' : `every ${recurrence.interval} months`;
  const days = [...new Set(recurrence.weekdays.map((each) => each.weekday))].map((day) => {
    const ordinals = recurrence.weekdays.filter((each) => each.weekday === day);
    return `${listed(ordinals.map((each) => ordinalWords(each.ordinal)))} ${WEEKDAY_NAMES[day - 1]}`;
  });
  return `the ${listed(days)} of ${months}`;
}

function ordinalWords(ordinal: number | null): string {
  if (ordinal === null) return 'every';
  if (ordinal > 0) return ORDINALS[ordinal - 1];
  return ordinal === -1 ? 'last' : `${ORDINALS[-ordinal - 1]} last`;
}
