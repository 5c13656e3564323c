import { describe, expect, it } from 'vitest';
import { publicPoint, wayIn } from '../../../server/core/sites/accessPoint.ts';
import { siteProblems } from '../../../server/core/sites/checkSite.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import { serviceDate } from '../../../server/shared/time.ts';
import { site } from '../../support/tinyTown.ts';

const PARKED = lonLat(-5, 50);
const siteWith = (facts: object) => site({ id: 'site-ashby', lonLat: PARKED, facts });

describe('the way in of a site', () => {
  it('is where families are sent, with how it lies from the van', () => {
    // A thousandth of a degree of latitude is 111 m; of longitude at 50° north, 71 m.
    const north = siteWith({ accessLon: -5, accessLat: 50.001 });
    expect(publicPoint(north)).toEqual([-5, 50.001]);
    expect(wayIn(north)?.direction).toBe('north');
    expect(wayIn(north)?.metres).toBeCloseTo(111, 0);
    expect(wayIn(siteWith({ accessLon: -5.001, accessLat: 50 }))).toMatchObject({ direction: 'west' });
    expect(wayIn(siteWith({ accessLon: -4.999, accessLat: 49.9994 }))).toMatchObject({
      direction: 'south-east',
    });
  });

  it('is where the van stands, unless both figures are known', () => {
    expect(publicPoint(siteWith({ accessLon: -5.1 }))).toEqual(PARKED);
    expect(wayIn(siteWith({}))).toBeNull();
  });
});

describe('what is said for families', () => {
  const problemsOf = (facts: object, photos: readonly string[] = []) =>
    siteProblems(siteWith(facts), {
      before: siteWith({}),
      bounds: [-6, 49, -4, 51],
      today: serviceDate('2026-11-24'),
      photos: new Set(photos),
    });

  it('needs both figures of a way in, within a kilometre', () => {
    expect(problemsOf({ accessLon: -5 })).toEqual([
      { field: 'accessLat', problem: 'is missing beside the longitude' },
    ]);
    expect(problemsOf({ accessLat: 50 })).toEqual([
      { field: 'accessLon', problem: 'is missing beside the latitude' },
    ]);
    expect(problemsOf({ accessLon: -5, accessLat: 50.01 })).toEqual([
      { field: 'accessLon', problem: 'and latitude lie more than 1 km from where the van stands' },
    ]);
    expect(problemsOf({ accessLon: -5, accessLat: 50.008 })).toEqual([]);
  });

  it('needs a photo that is kept, and its words', () => {
    expect(problemsOf({ photo: 'a.jpg', photoAlt: 'The hall' })).toEqual([
      { field: 'photo', problem: 'is not among those of this region: add it again' },
    ]);
    expect(problemsOf({ photo: 'a.jpg' }, ['a.jpg'])).toEqual([
      { field: 'photoAlt', problem: 'is missing: say what the photo shows, for those who cannot see it' },
    ]);
    expect(problemsOf({ photo: 'a.jpg', photoAlt: 'The hall' }, ['a.jpg'])).toEqual([]);
  });
});
