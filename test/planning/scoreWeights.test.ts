import { describe, expect, it } from 'vitest';
import { askablePlaces } from '../../server/planning/askablePlaces.ts';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { changeScoreWeights, scoreWeights } from '../../server/planning/scoreWeights.ts';
import { listParameterOverrides, replaceParameterOverrides } from '../../server/store/parameters.ts';
import { townContext, townStore } from '../support/tinyRegion.ts';
import { pointAt, site } from '../support/tinyTown.ts';

describe('the points of a score', () => {
  it('are 40, 20, 20, 10 and 10 until somebody changes them', () => {
    const weights = scoreWeights(townStore());
    expect(weights.map(({ part, points }) => [part, points])).toEqual([
      ['newlyReachedChildren', 40],
      ['expectedContacts', 20],
      ['ruralDistance', 20],
      ['discretion', 10],
      ['suitability', 10],
    ]);
  });

  it('change the scores, leave other parameters alone, and are forgotten once they are the usual ones', async () => {
    const context = townContext();
    replaceParameterOverrides(context.db, { withinReachSeconds: 900 });
    changeScoreWeights(context.db, { scoreWeightDiscretion: 0, scoreWeightContacts: 5 });
    expect(listParameterOverrides(context.db)).toEqual({
      withinReachSeconds: 900,
      scoreWeightDiscretion: 0,
      scoreWeightContacts: 5,
    });
    const { scores } = await measureAccess(context);
    expect(scores[0].parts.find(({ name }) => name === 'discretion')?.maxPoints).toBe(0);
    changeScoreWeights(context.db, { scoreWeightDiscretion: 10, scoreWeightContacts: 20 });
    expect(listParameterOverrides(context.db)).toEqual({ withinReachSeconds: 900 });
  });

  it.each([
    [{ withinReachSeconds: 60 }, /"withinReachSeconds" is no part of a score/],
    [{ scoreWeightDiscretion: 101 }, /from 0 to 100/],
    [{ scoreWeightDiscretion: Number.NaN }, /from 0 to 100/],
    [
      {
        scoreWeightNewlyReached: 0,
        scoreWeightContacts: 0,
        scoreWeightRuralDistance: 0,
        scoreWeightDiscretion: 0,
        scoreWeightSuitability: 0,
      },
      /all sites would score alike/,
    ],
  ])('are refused when they make no sense: %o', (weights, words) => {
    const db = townStore();
    expect(() => changeScoreWeights(db, weights)).toThrow(words);
    expect(listParameterOverrides(db)).toEqual({});
  });
});

describe('places to ask about', () => {
  const db = townStore({
    sites: [
      site({ id: 'site-ashby', name: 'Ashby hall', community: 'Cotley' }),
      site({ id: 'site-brook', name: 'Cotley car park', community: 'Cotley', lonLat: pointAt(20) }),
    ],
  });
  const found = (words: string) => askablePlaces(db, words).map(({ kind, name }) => `${kind}: ${name}`);

  it('are villages, sites and areas by any part of their names, those that begin with it first', () => {
    expect(found('cotley')).toEqual([
      'village: Cotley',
      'site: Cotley car park',
      'site: Ashby hall',
      'area: area-cotley',
    ]);
    expect(found('  PARK cot ')).toEqual(['site: Cotley car park']);
    expect(found('coschel')).toEqual(['village: Cotley']);
  });

  it('are none for no words, for what is nowhere, and for signs that mean something elsewhere', () => {
    expect([found(''), found('   '), found('nowhere'), found('%'), found('.*')]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  it('say what each is', () => {
    expect(askablePlaces(db, 'ashby')[0]).toEqual({
      kind: 'site',
      id: 'site-ashby',
      name: 'Ashby hall',
      detail: 'Candidate site in Cotley',
    });
    expect(askablePlaces(db, 'area-cotley')[0].detail).toBe('Area with 50 under-5s');
  });
});
