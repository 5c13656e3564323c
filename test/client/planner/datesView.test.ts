import { describe, expect, it } from 'vitest';
import { clashGroups, offerDetail, offerWords } from '../../../client/planner/datesView.ts';
import type { ClashWire, DateOfferWire } from '../../../server/contract/dates.ts';
import { clockTime, serviceDate } from '../../../server/shared/time.ts';

const clash = (fields: Partial<ClashWire> = {}): ClashWire => ({
  siteId: 'site-carn',
  siteName: 'Carn hall',
  date: serviceDate('2026-12-28'),
  vanName: 'Van 1',
  open: clockTime('10:00'),
  close: clockTime('12:00'),
  kind: 'bank-holiday',
  causes: ['Bank holiday: Boxing Day'],
  familyWords: 'Bank holiday: Boxing Day',
  outcome: null,
  outcomeWords: null,
  isStanding: false,
  lapsed: null,
  offers: [],
  crews: [],
  seriesWords: null,
  ...fields,
});

const offer = (fields: Partial<DateOfferWire> = {}, date = '2026-12-29'): DateOfferWire => ({
  visit: {
    date: serviceDate(date),
    vanId: 'van-1',
    arrive: clockTime('09:40'),
    open: clockTime('10:00'),
    close: clockTime('12:00'),
    leave: clockTime('12:15'),
  },
  vanName: 'Van 1',
  daysBefore: 29,
  daysAfter: 27,
  extraSeconds: 1260,
  ...fields,
});

describe('clashes in words', () => {
  it('are counted by what they meet, in one order', () => {
    const found = clashGroups([clash({ kind: 'crew' }), clash(), clash({ kind: 'crew' })]);
    expect(found.map(({ words }) => words)).toEqual([
      '1 visit meets a bank holiday',
      '2 visits have no crew',
    ]);
    expect(clashGroups([])).toEqual([]);
  });

  it('offer another date, or another van on the same day', () => {
    expect(offerWords(offer(), clash())).toBe('Move to Tuesday 29 December 2026, 10am');
    expect(offerWords(offer({ vanName: 'Van 2' }), clash())).toBe(
      'Move to Tuesday 29 December 2026, 10am, with Van 2',
    );
    expect(offerWords(offer({ vanName: 'Van 2' }, '2026-12-28'), clash())).toBe(
      'Same day at 10am, with Van 2',
    );
  });

  it('tell the gaps and the driving; a visit that is the first or last has one gap', () => {
    expect(offerDetail(offer())).toBe(
      '29 days after the visit before, 27 days until the next one and 21 minutes more driving',
    );
    expect(offerDetail(offer({ daysBefore: null, daysAfter: 1, extraSeconds: -300 }))).toBe(
      '1 day until the next one and no more driving',
    );
  });
});
