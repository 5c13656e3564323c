import { describe, expect, it } from 'vitest';
import { measureStatement } from '../../../client/planner/measureStatement.ts';
import { aDistribution, aMeasure } from '../../support/plannerWire.ts';

describe('the answer of a measure', () => {
  it('is a figure, what it says, and who goes without', () => {
    expect(measureStatement({ wire: aMeasure(), shows: 'today', where: ' in Cornwall' })).toEqual({
      figure: '15 visits',
      words: 'in four weeks are near under-5s in Cornwall, on average',
      more: '26 of 100 children (26\u00a0%) have no open hub and no visit near',
    });
  });

  it('names the plan it is about', () => {
    expect(measureStatement({ wire: aMeasure(), shows: 'plan', where: '' })).toMatchObject({
      words: 'in four weeks are near under-5s, on average, with plan A',
      more: '95 in 100 have at least 2 visits',
    });
  });

  it('sets today and the plan side by side, with those who gain', () => {
    expect(measureStatement({ wire: aMeasure(), shows: 'difference', where: '' })).toEqual({
      figure: '14.8 → 15.3 visits',
      words: 'is what plan A changes on average for under-5s: visits in four weeks within 15 minutes',
      more: '26 children have no open hub and no visit near today, and will with the plan; 0 still not',
    });
  });

  it('has nothing to say without children', () => {
    const nobody = aDistribution({ children: 0, mean: null });
    const wire = aMeasure({ everyone: { today: nobody, plan: null } });
    expect(measureStatement({ wire, shows: 'today', where: '' })).toBeNull();
  });
});
