import { describe, expect, it } from 'vitest';
import { measureStatement } from '../../../client/planner/measureStatement.ts';
import { aDistribution, aMeasure, aMeasureName } from '../../support/plannerWire.ts';

describe('the answer of a measure', () => {
  it('is who goes without, where that is the question', () => {
    expect(measureStatement({ wire: aMeasure(), shows: 'today', where: ' in Cornwall' })).toEqual({
      figure: '26\u00a0%',
      words: 'of under-5s in Cornwall have no open hub and no visit near in four weeks',
      more: '26 of 100 children; 15 visits in four weeks are near an under-5, on average',
    });
  });

  it('is an average, and who goes without beside it', () => {
    const measure = aMeasureName({ name: 'wait', unit: 'days', isMoreBetter: false });
    const everyone = { today: aDistribution({ mean: 6.5, p95: null }), plan: null };
    expect(measureStatement({ wire: aMeasure({ measure, everyone }), shows: 'today', where: '' })).toEqual({
      figure: '6.5 days',
      words: 'is how long under-5s wait until help is near, on average',
      more: '26 of 100 children (26\u00a0%) have no help near at all',
    });
  });

  it('names the plan it is about', () => {
    expect(measureStatement({ wire: aMeasure(), shows: 'plan', where: '' })).toMatchObject({
      figure: '0\u00a0%',
      words: 'of under-5s have no open hub and no visit near in four weeks, with plan A',
      more: '0 of 100 children; 15 visits in four weeks are near an under-5, on average; 95 in 100 have at least 2 visits',
    });
  });

  it('sets today and the plan side by side, with those who gain', () => {
    expect(measureStatement({ wire: aMeasure(), shows: 'difference', where: '' })).toEqual({
      figure: '26\u00a0% → 0\u00a0%',
      words: 'of under-5s have no open hub and no visit near in four weeks: hubs today, and with plan A',
      more: '26 → 0 children; on average 14.8 → 15.3 visits',
    });
    const measure = aMeasureName({
      name: 'wait',
      unit: 'days',
      isMoreBetter: false,
      title: 'Days until help is near',
    });
    const everyone = {
      today: aDistribution({ mean: 9 }),
      plan: aDistribution({ mean: 3.5, childrenWithout: 6 }),
    };
    expect(
      measureStatement({ wire: aMeasure({ measure, everyone }), shows: 'difference', where: '' }),
    ).toEqual({
      figure: '9 → 3.5 days',
      words: 'days until help is near, on average for under-5s: hubs today, and with plan A',
      more: '20 children who have no help near at all today will have some with the plan; 6 still will not',
    });
  });

  it('has nothing to say without children', () => {
    const nobody = aDistribution({ children: 0, mean: null });
    const wire = aMeasure({ everyone: { today: nobody, plan: null } });
    expect(measureStatement({ wire, shows: 'today', where: '' })).toBeNull();
  });
});
