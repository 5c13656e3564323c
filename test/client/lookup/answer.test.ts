import { describe, expect, it } from 'vitest';
import { answerFor, comingVisits } from '../../../client/lookup/answer.ts';
import { parseVisits } from '../../../client/lookup/keepCurrent.ts';
import type { FinderFile, FinderStop } from '../../../server/shared/finder.ts';

const stop = (slug: string, fields: Partial<FinderStop> = {}): FinderStop => ({
  slug,
  name: slug,
  community: '',
  address: '',
  services: [],
  times: [{ open: 600, close: 690, dates: ['2026-12-01', '2026-12-15'] }],
  cancelled: [],
  ...fields,
});

const file: FinderFile = {
  release: 1,
  code: 'TR12',
  hasRoad: true,
  isEstimate: false,
  stops: [stop('mullion'), stop('helston', { times: [{ open: 540, close: 600, dates: ['2026-11-30'] }] })],
  hubs: [{ name: 'Helston Family Hub', address: 'Helston', postcode: 'TR13 8JF' }],
  centre: { for: '', stops: [[1, 8]], hub: [0, 10] },
  answers: [
    {
      for: '7HG7HJ',
      stops: [
        [0, 3],
        [1, 9],
      ],
      hub: [0, 12],
    },
    { for: '7AA', stops: [], hub: null },
    { for: '7QY7QZ', stops: [[0, 4]], hub: null },
  ],
  ended: [
    ['', '7QZ'],
    ['2003-06', '7QX7QY'],
  ],
};

const now = '2026-11-24T09:00';
const slugs = (inward: string | undefined, at = now) =>
  answerFor(file, { inward, now: at }).stops.map(({ stop, minutes }) => `${stop.slug} ${minutes}`);

describe('the answer for a postcode', () => {
  it('is that of the postcode, nearest stop first', () => {
    expect(slugs('7HG')).toEqual(['mullion 3', 'helston 9']);
    expect(slugs('7HJ')).toEqual(['mullion 3', 'helston 9']);
    expect(answerFor(file, { inward: '7HJ', now })).toMatchObject({
      isApproximate: false,
      hub: { hub: { name: 'Helston Family Hub' }, minutes: 12 },
    });
  });

  it('is that of where a postcode was that is out of use, with the month when it is known', () => {
    expect(slugs('7QY')).toEqual(['mullion 4']);
    const endedIn = (inward: string) => answerFor(file, { inward, now }).endedIn;
    expect(['7QY', '7QZ', '7HG'].map(endedIn)).toEqual(['2003-06', '', null]);
  });

  it('is not that of a postcode whose letters only straddle two others', () => {
    expect(answerFor(file, { inward: 'HG7', now }).isApproximate).toBe(true);
  });

  it('is that of the middle of the code, said to be approximate, for one not listed or only half a postcode', () => {
    for (const inward of ['9ZZ', undefined]) {
      expect(slugs(inward)).toEqual(['helston 8']);
      expect(answerFor(file, { inward, now }).isApproximate).toBe(true);
    }
  });

  it('leaves out a stop whose visits are all over, and may have neither stop nor hub', () => {
    expect(slugs('7HG', '2026-11-30T10:00')).toEqual(['mullion 3']);
    expect(answerFor(file, { inward: '7AA', now })).toMatchObject({
      stops: [],
      hub: null,
      isApproximate: false,
    });
  });

  it('names the cancelled dates between now and the next visit', () => {
    const cancelled = [
      { date: '2026-11-23', reason: 'Snow' },
      { date: '2026-11-24', reason: 'Repair' },
      { date: '2026-12-02', reason: 'Later' },
    ];
    const with2 = { ...file, stops: [stop('mullion', { cancelled }), file.stops[1]] };
    expect(answerFor(with2, { inward: '7HG', now }).stops[0].cancelled).toEqual([cancelled[1]]);
  });
});

describe('the visits of a stop', () => {
  it('come in order of time whatever their published times', () => {
    const times = [
      { open: 600, close: 690, dates: ['2026-12-01', '2026-12-15'] },
      { open: 780, close: 840, dates: ['2026-12-08'] },
    ];
    expect(comingVisits(stop('x', { times }), now)).toEqual([
      { date: '2026-12-01', open: '10:00', close: '11:30' },
      { date: '2026-12-08', open: '13:00', close: '14:00' },
      { date: '2026-12-15', open: '10:00', close: '11:30' },
    ]);
  });

  it('are read from a page’s own data', () => {
    expect(parseVisits('2026-12-01 10:00 11:30|2026-12-15 10:00 11:30')).toEqual([
      { date: '2026-12-01', open: '10:00', close: '11:30' },
      { date: '2026-12-15', open: '10:00', close: '11:30' },
    ]);
    expect(parseVisits('')).toEqual([]);
  });
});
