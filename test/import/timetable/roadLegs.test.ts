import { describe, expect, it } from 'vitest';
import { legFinder, readRoadLegs } from '../../../server/import/timetable/roadLegs.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';
import { tempFile } from '../support/tempFile.ts';

const HEADER =
  'WKT,destination_stop,destination_stop_latitude,destination_stop_longitude,distance,duration,mobile,origin_stop,origin_stop_latitude,origin_stop_longitude,route';

describe('road legs', () => {
  it('are read with their ends, metres and seconds', async () => {
    const read = await readRoadLegs(
      tempFile(
        'legs.csv',
        [
          HEADER,
          '"LINESTRING (-2.8 56.5,-2.9 56.6)",Inn,"56.6","-2.9",574.3,64.2,Van 1,Hall,"56.5","-2.8",A',
          '"LINESTRING (-2.8 56.5)",Inn,"56.6","-2.9",574.3,,Van 1,Hall,"56.5","-2.8",A',
          '"LINESTRING (-2.8 56.5)",Inn,"96.6","-2.9",574.3,60,Van 1,Hall,"56.5","-2.8",A',
        ].join('\n'),
      ),
    );
    expect(read.rows).toEqual([
      { line: 2, value: { from: [-2.8, 56.5], to: [-2.9, 56.6], seconds: 64.2, metres: 574.3 } },
    ]);
    expect(read.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'no duration is given'],
      [4, 'destination_stop_latitude is not between -90 and 90'],
    ]);
  });

  it('are found by their ends to a metre, one way only, the quickest first', () => {
    const [a, b] = [lonLat(-2.8, 56.5), lonLat(-2.9, 56.6)];
    const find = legFinder([
      { from: a, to: b, seconds: 90, metres: 600 },
      { from: a, to: b, seconds: 60, metres: 500 },
    ]);
    expect(find(lonLat(-2.8000001, 56.5), b)?.seconds).toBe(60);
    expect(find(lonLat(-2.8001, 56.5), b)).toBeUndefined();
    expect(find(b, a)).toBeUndefined();
  });
});
