import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMETERS, PARAMETERS, parametersWith } from '../../server/core/parameters.ts';

describe('the parameter table', () => {
  it('gives every row a unit, an explanation, a source and a value inside its ranges', () => {
    for (const row of PARAMETERS) {
      expect(
        [row.unit, row.explanation, row.source].every((text) => text.length > 3),
        row.name,
      ).toBe(true);
      expect(row.least <= row.low && row.low <= row.value, row.name).toBe(true);
      expect(row.value <= row.high && row.high <= row.most, row.name).toBe(true);
    }
  });

  it('names every constant once', () => {
    expect(new Set(PARAMETERS.map((row) => row.name)).size).toBe(PARAMETERS.length);
  });

  it('holds the agreed constants of reach and demand', () => {
    expect(DEFAULT_PARAMETERS).toMatchObject({
      withinReachSeconds: 1200,
      walkingMetresPerHour: 4000,
      hubDecayMinutes: 20,
      stopDecayMinutes: 15,
      unservedFloor: 0.1,
      needWeightLeast: 0.7,
      needWeightMost: 1.5,
      pregnantPerBaby: 0.75,
      wellbeingPrevalence: 0.2,
      wellbeingSuited: 0.4,
      wellbeingContacts: 1,
      relationshipPrevalence: 0.25,
      relationshipSuited: 0.2,
      relationshipContacts: 0.5,
      dropInPerBaby: 0.25,
      dropInPerToddler: 0.05,
      feedingPerBaby: 0.12,
      reviewShare: 0.3,
    });
  });
});

describe('editing the table', () => {
  it('changes only what is named and keeps the rest', () => {
    const edited = parametersWith({ withinReachSeconds: 900, unservedFloor: undefined });
    expect(edited).toEqual({ ...DEFAULT_PARAMETERS, withinReachSeconds: 900 });
  });

  it('accepts the ends of a range and refuses what is beyond', () => {
    expect(parametersWith({ coverAtLimit: 1 }).coverAtLimit).toBe(1);
    expect(parametersWith({ coverAtLimit: 0 }).coverAtLimit).toBe(0);
    expect(() => parametersWith({ coverAtLimit: 1.01 })).toThrowError(
      expect.objectContaining({ code: 'PARAMETER_RANGE', category: 'input' }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s as a value', (value) => {
    expect(() => parametersWith({ stopDecayMinutes: value })).toThrowError(
      expect.objectContaining({ code: 'PARAMETER_RANGE' }),
    );
  });

  it('refuses a name it does not know and lists those it does', () => {
    expect(() => parametersWith({ reachMinutes: 20 })).toThrowError(/"reachMinutes".*withinReachSeconds/);
  });

  it('refuses a shortest session longer than the longest', () => {
    expect(() => parametersWith({ sessionLeastSeconds: 9300 })).toThrowError(
      expect.objectContaining({ code: 'PARAMETER_RANGE' }),
    );
  });
});
