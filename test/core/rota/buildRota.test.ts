import { describe, expect, it } from 'vitest';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import { clockTime } from '../../../server/shared/time.ts';
import { rules, shifts, stop, tinyTown, van } from '../../support/tinyTown.ts';

const input = {
  sites: tinyTown.sites,
  vans: [van()],
  matrix: tinyTown.matrix,
  rules: rules(),
  seed: 1,
  iterations: 200,
};

describe('buildRota', () => {
  it('drives one stop base to base with set-up, session and pack-down', () => {
    const rota = buildRota({
      ...input,
      stops: [stop({ siteId: 'site-ashby', sessionSeconds: 7200 })],
      vans: [van({ shifts: shifts([2], '09:00', '13:00') })],
    });
    expect(rota.unserved).toEqual([]);
    expect(rota.vanDays).toEqual([
      {
        vanId: 'van-1',
        week: 0,
        weekday: 2,
        departBase: clockTime('09:00'),
        calls: [
          {
            siteId: 'site-ashby',
            arrive: clockTime('09:10'),
            open: clockTime('09:30'),
            close: clockTime('11:30'),
            leave: clockTime('11:45'),
            legSeconds: 600,
            legMetres: 10_000,
          },
        ],
        break: null,
        returnLegSeconds: 600,
        returnLegMetres: 10_000,
        returnBase: clockTime('11:55'),
      },
    ]);
  });

  it('gives no van-days without stops, and none without vans', () => {
    expect(buildRota({ ...input, stops: [] }).vanDays).toEqual([]);
    const rota = buildRota({ ...input, vans: [], stops: [stop({ siteId: 'site-ashby' })] });
    expect(rota.vanDays).toEqual([]);
    expect(rota.unserved).toEqual([{ siteId: 'site-ashby', missingVisits: 1, reason: 'There is no van' }]);
  });
});
