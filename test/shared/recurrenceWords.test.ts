import { expect, it } from 'vitest';
import { parseRecurrence } from '../../server/shared/recurrence.ts';
import { recurrenceWords } from '../../server/shared/recurrenceWords.ts';
import { serviceDate } from '../../server/shared/time.ts';

it.each([
  ['FREQ=WEEKLY', 'every Tuesday'],
  ['FREQ=WEEKLY;INTERVAL=2', 'every second Tuesday'],
  ['FREQ=WEEKLY;INTERVAL=6', 'every 6 weeks on Tuesday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'every second Monday and Thursday'],
  ['FREQ=MONTHLY;BYDAY=1TH,3TH', 'the first and third Thursday of the month'],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR', 'the last Friday of every 2 months'],
  ['FREQ=MONTHLY;BYDAY=1MO,2TU', 'the first Monday and second Tuesday of the month'],
  ['FREQ=MONTHLY;BYDAY=-2WE', 'the second last Wednesday of the month'],
])('says of %s: %s', (rule, words) => {
  expect(recurrenceWords(parseRecurrence(rule), 2)).toBe(words);
});

it('counts dates', () => {
  const dates = ['2026-11-24', '2026-12-01'].map(serviceDate);
  expect(recurrenceWords({ kind: 'dates', dates }, 2)).toBe('2 dates');
});
