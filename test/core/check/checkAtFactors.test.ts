import { describe, expect, it } from 'vitest';
import { checkAtFactors } from '../../../server/core/check/checkAtFactors.ts';
import { validRota, withDays } from './plantedFaults.ts';

describe('checkAtFactors', () => {
  it('finds no leg too short as planned, and every leg when roads are slower', () => {
    const [asPlanned, slower] = checkAtFactors({ ...validRota, factors: [1, 1.3] });
    expect(asPlanned).toEqual({
      factor: 1,
      violations: [],
      smallestMarginSeconds: 0,
      tightestLeg: 'Van 1, Tuesday of week 1: West Hub to Ashby hall',
    });
    expect(slower.violations.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'LEG_TOO_SHORT soft',
      'LEG_TOO_SHORT soft',
      'LEG_TOO_SHORT soft',
      'LEG_TOO_SHORT soft',
      'LEG_TOO_SHORT soft',
      'LEG_TOO_SHORT soft',
    ]);
    expect(slower.smallestMarginSeconds).toBe(-540);
    expect(slower.tightestLeg).toBe('Van 1, Tuesday of week 1: Carn hall to West Hub');
  });

  it('calls a leg too short at the planned factor a hard breach', () => {
    const planned = { ...validRota, rules: { ...validRota.rules, travelFactor: 1.15 } };
    expect(checkAtFactors({ ...planned, factors: [1.15] })[0].violations[0].severity).toBe('hard');
  });

  it('looks at 1.0, 1.15 and 1.3 unless told otherwise', () => {
    expect(checkAtFactors(validRota).map(({ factor }) => factor)).toEqual([1, 1.15, 1.3]);
  });

  it('has no margin to tell of a rota without drives', () => {
    expect(checkAtFactors({ ...withDays(), factors: [1] })).toEqual([
      { factor: 1, violations: [], smallestMarginSeconds: null, tightestLeg: null },
    ]);
  });
});
