import { describe, expect, it } from 'vitest';
import { nearestHub } from '../../../server/core/access/nearestHub.ts';
import { townMatrix } from '../../support/tinyTown.ts';

describe('nearestHub', () => {
  it('names the nearer hub with its drive, and keeps a place no road reaches', () => {
    const toHubs = townMatrix(['area-barrow', 'area-dunmere', 'area-eel'], ['hub-west', 'hub-east']);
    expect(nearestHub(toHubs)).toEqual([
      { id: 'area-barrow', hubId: 'hub-west', seconds: 720, metres: 12_000 },
      { id: 'area-dunmere', hubId: 'hub-east', seconds: 1500, metres: 25_000 },
      { id: 'area-eel', hubId: null, seconds: Infinity, metres: Infinity },
    ]);
  });

  it('takes the first column of two hubs equally far', () => {
    const toHubs = townMatrix(['site-carn'], ['hub-east', 'hub-west']);
    expect(nearestHub(toHubs)[0].hubId).toBe('hub-east');
  });

  it('keeps every row where there is no hub', () => {
    expect(nearestHub(townMatrix(['area-barrow'], []))).toEqual([
      { id: 'area-barrow', hubId: null, seconds: Infinity, metres: Infinity },
    ]);
  });

  it('is empty without places', () => {
    expect(nearestHub(townMatrix([], ['hub-west']))).toEqual([]);
  });
});
