import { describe, expect, it } from 'vitest';
import { rowReader } from '../../server/import/cells.ts';
import { fromBritishGrid, pointIn } from '../../server/import/points.ts';
import { greatCircleMetres, lonLat } from '../../server/shared/coordinates.ts';

describe('eastings and northings', () => {
  // Postcode centres of Code-Point Open with the degrees that the Ordnance Survey's own transformation gives.
  it.each([
    ['Oakham', 486119, 308841, -0.727878, 52.670447],
    ['Truro', 182961, 43918, -5.046106, 50.255282],
    ['Bodmin', 207998.385, 53834.361, -4.70035, 50.353036],
  ])('become degrees to within 5 m: %s', (_, easting, northing, lon, lat) => {
    expect(greatCircleMetres(fromBritishGrid({ easting, northing }), lonLat(lon, lat))).toBeLessThan(5);
  });
});

describe('where a row lies', () => {
  const NAMES = ['lon', 'lat', 'easting', 'northing'];
  const rowOf = (...cells: string[]) => rowReader({ lon: 0, lat: 1, easting: 2, northing: 3 }, NAMES, cells);
  const faultOf = (...cells: string[]) => {
    try {
      return pointIn(rowOf(...cells));
    } catch (thrown) {
      return (thrown as { reason: string }).reason;
    }
  };

  it('is its longitude and latitude where it has both kinds', () => {
    expect(pointIn(rowOf('-0.5', '52.5', '486119', '308841'))).toEqual([-0.5, 52.5]);
  });

  it('is not known where both kinds are empty, or are the zeros of a postcode without a place', () => {
    expect([pointIn(rowOf('', '', '', '')), pointIn(rowOf('NA', 'NA', '0', '0'))]).toEqual([null, null]);
  });

  it('is at fault where it cannot be', () => {
    expect(faultOf('-0.5', '', '', '')).toBe('only one of the two coordinates is given: lat is missing');
    expect(faultOf('486119', '308841', '', '')).toBe(
      'longitude and latitude hold metres: name these columns easting and northing',
    );
    expect(faultOf('-0.5', '152', '', '')).toMatch('longitude and latitude are not degrees');
    expect(faultOf('', '', '-5', '50.2')).toMatch(
      'easting and northing are not on the British National Grid',
    );
    expect(faultOf('west', '52', '', '')).toBe('lon is not a number');
  });
});

describe('columns called x and y', () => {
  const read = (x: string, y: string, ...grid: string[]) => {
    const names = ['X', 'Y', 'easting', 'northing'];
    try {
      return pointIn(rowReader({ lon: 0, lat: 1, easting: 2, northing: 3 }, names, [x, y, ...grid]));
    } catch (thrown) {
      return (thrown as { reason: string }).reason;
    }
  };
  const REFUSED =
    'X and Y are neither degrees in the British Isles nor metres of the British National Grid: name the columns lon and lat, or easting and northing';

  it('are taken for what their numbers can only be', () => {
    expect(read('-0.5', '52.5')).toEqual([-0.5, 52.5]);
    expect(read('486119', '308841')).toEqual(fromBritishGrid({ easting: 486119, northing: 308841 }));
  });

  it.each([
    ['52.5', '-0.5'],
    ['1', '2'],
    ['-81000', '6900000'],
  ])('are refused where their numbers could be anything: %s, %s', (x, y) => {
    expect(read(x, y)).toBe(REFUSED);
  });

  it('give way to easting and northing beside them', () => {
    expect(read('-81000', '6900000', '486119', '308841')).toEqual(
      fromBritishGrid({ easting: 486119, northing: 308841 }),
    );
  });
});
