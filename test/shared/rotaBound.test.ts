import { describe, expect, it } from 'vitest';
import { boundSentences, type RotaGap } from '../../server/shared/rotaBound.ts';

const gap = (fields: Partial<RotaGap> = {}): RotaGap => ({
  kind: 'gap',
  isEveryVisitMade: true,
  needServed: 200,
  needAsked: 200,
  needBound: 200,
  drivingSeconds: 10_430,
  drivingBoundSeconds: 10_000,
  gap: 0.043,
  ...fields,
});

describe('what is proven of a rota, in words', () => {
  it('says how near the driving is to the least possible', () => {
    expect(boundSentences(gap())).toEqual([
      'Every visit asked for is made, which cannot be bettered.',
      'This rota is within 4.3 % of the least driving possible for these visits.',
    ]);
  });

  it('never promises more than is proven', () => {
    expect(boundSentences(gap({ gap: 0.04301 }))[1]).toContain('within 4.4 %');
    const [need] = boundSentences(gap({ isEveryVisitMade: false, needServed: 180.2, needBound: 190.1 }));
    expect(need).toBe('90.1 % of the need is served; no rota under these rules can serve more than 95.1 %.');
  });

  it('says when nothing can be better', () => {
    expect(boundSentences(gap({ gap: 0 }))[1]).toBe(
      'This rota has the least driving possible for these visits.',
    );
    expect(boundSentences(gap({ isEveryVisitMade: false, needServed: 150, needBound: 150 }))[0]).toBe(
      '75.0 % of the need is served, and no rota under these rules can serve more.',
    );
    expect(boundSentences(gap({ drivingSeconds: 0, drivingBoundSeconds: 0, gap: 0 }))[1]).toBe(
      'Nothing is driven.',
    );
  });

  it('says why nothing is proven', () => {
    expect(boundSentences({ kind: 'none', reason: 'more than 60 stops' })).toEqual([
      'No proven gap: more than 60 stops.',
    ]);
  });
});
