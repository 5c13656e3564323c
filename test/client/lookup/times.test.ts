import { describe, expect, it } from 'vitest';
import {
  clockWords,
  dateWords,
  isOver,
  londonClock,
  rangeWords,
  visitWords,
} from '../../../client/lookup/times.ts';
import { english } from '../../../server/publish/messages/en.ts';
import {
  addDays,
  clockTime,
  clockWords as serverClock,
  dateWords as serverDate,
  serviceDate,
} from '../../../server/shared/time.ts';

const words = english.pageWords;
const visit = { date: '2026-12-01', open: '10:00', close: '11:30' };

describe('London’s clock on any device', () => {
  it('is an hour ahead of UTC in summer and level in winter', () => {
    expect(londonClock(new Date('2026-12-01T11:30:00Z'))).toBe('2026-12-01T11:30');
    expect(londonClock(new Date('2027-06-01T11:30:00Z'))).toBe('2027-06-01T12:30');
    expect(londonClock(new Date('2027-06-30T23:30:00Z'))).toBe('2027-07-01T00:30');
  });

  it('jumps and falls back with the clocks', () => {
    expect(londonClock(new Date('2027-03-28T00:59:00Z'))).toBe('2027-03-28T00:59');
    expect(londonClock(new Date('2027-03-28T01:00:00Z'))).toBe('2027-03-28T02:00');
    expect(londonClock(new Date('2027-10-31T01:00:00Z'))).toBe('2027-10-31T01:00');
  });
});

describe('a visit', () => {
  it('is over from the very minute it closes', () => {
    expect(isOver(visit, '2026-12-01T11:29')).toBe(false);
    expect(isOver(visit, '2026-12-01T11:30')).toBe(true);
    expect(isOver(visit, '2026-12-02T00:00')).toBe(true);
  });

  it('is told as the pages tell it', () => {
    expect(visitWords(visit, words)).toBe('Tuesday 1 December 2026, 10am to 11:30am');
    expect(dateWords('2026-12-01', words, false)).toBe('Tuesday 1 December');
    expect(rangeWords({ date: '', open: '11:15', close: '12:00' }, words)).toBe('11:15am to midday');
    expect(clockWords('24:00', words)).toBe('midnight');
  });

  it('has the same words in the browser as in the release, on every day of a year and at every five minutes', () => {
    for (let date = serviceDate('2027-01-01'); date < '2028-01-01'; date = addDays(date, 1)) {
      expect(dateWords(date, words)).toBe(serverDate(date));
    }
    for (let minutes = 0; minutes < 1440; minutes += 5) {
      const text = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      expect(clockWords(text, words)).toBe(serverClock(clockTime(text)));
    }
  });
});
