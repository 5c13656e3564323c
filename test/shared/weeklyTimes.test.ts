import { describe, expect, it } from 'vitest';
import { parseWeeklyTimes } from '../../server/shared/weeklyTimes.ts';

const hours = (from: number, to: number) => ({ from: from * 3600, to: to * 3600 });

describe('weekly times', () => {
  it.each([
    [
      'Mon-Fri 09:00-17:00; Sat 09:00-12:00',
      {
        1: [hours(9, 17)],
        2: [hours(9, 17)],
        3: [hours(9, 17)],
        4: [hours(9, 17)],
        5: [hours(9, 17)],
        6: [hours(9, 12)],
      },
    ],
    [
      'Mon-Tue,Fri 09:30-14:30,16:00-18:00',
      {
        1: [hours(9.5, 14.5), hours(16, 18)],
        2: [hours(9.5, 14.5), hours(16, 18)],
        5: [hours(9.5, 14.5), hours(16, 18)],
      },
    ],
    ['Mo 9:00-10:00', { 1: [hours(9, 10)] }],
    ['Sa-Mo 10:00-11:00', { 1: [hours(10, 11)], 6: [hours(10, 11)], 7: [hours(10, 11)] }],
    ['Wednesday 10:00 – 11:00', { 3: [hours(10, 11)] }],
    ['Mon 09:00-12:00; Mon 11:00-13:00; Mon 15:00-16:00', { 1: [hours(9, 13), hours(15, 16)] }],
  ])('are understood: %s', (text, expected) => {
    expect(parseWeeklyTimes(text)).toEqual(expected);
  });

  it('name every day when they name none', () => {
    expect(Object.keys(parseWeeklyTimes('09:00-17:00') ?? {})).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('have no restriction at 24/7', () => {
    expect(parseWeeklyTimes('24/7')).toBeNull();
  });

  it('let a later rule replace an earlier one in OpenStreetMap’s form only', () => {
    const text = 'Mo-Tu 09:00-17:00; Tu 10:00-12:00; PH off';
    expect(parseWeeklyTimes(text, 'osm')).toEqual({ 1: [hours(9, 17)], 2: [hours(10, 12)] });
    expect(parseWeeklyTimes(text)).toEqual({ 1: [hours(9, 17)], 2: [hours(9, 17)] });
    expect(parseWeeklyTimes('Mo-Tu 09:00-17:00; Tu off', 'osm')).toEqual({ 1: [hours(9, 17)] });
  });

  it.each([
    'weekdays',
    'Mon 9-5',
    'Mon 17:00-09:00',
    'Mon 09:00-09:00',
    'Mon 09:00-25:00',
    'Mo-Fr 09:00-17:00, Sa 09:00-12:00',
    'Mo[1] 10:00-12:00',
    'sunrise-sunset',
    'Mo-Fr 09:00-17:00 "by appointment"',
    'Xyz 09:00-10:00',
    'Month 09:00-10:00',
    'Mar-Oct Mo-Fr 09:00-17:00',
    '',
    ';',
  ])('are not guessed: "%s"', (text) => {
    expect(parseWeeklyTimes(text)).toBeUndefined();
    expect(parseWeeklyTimes(text, 'osm')).toBeUndefined();
  });
});
