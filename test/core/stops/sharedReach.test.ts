import { describe, expect, it } from 'vitest';
import type { Area } from '../../../server/core/nouns.ts';
import { DEFAULT_PARAMETERS } from '../../../server/core/parameters.ts';
import { sharedReach } from '../../../server/core/stops/sharedReach.ts';
import { tinyTown, townMatrix } from '../../support/tinyTown.ts';

const areas: readonly Area[] = tinyTown.areas;
const areaIds = areas.map(({ id }) => id);
const shared = (first: string, second: string, within = areas) =>
  sharedReach({
    areas: within,
    areasToHubs: townMatrix(areaIds, ['hub-west', 'hub-east']),
    areasToSites: townMatrix(areaIds, ['site-ashby', 'site-brook', 'site-carn', 'site-dean', 'site-eel']),
    first,
    second,
    parameters: DEFAULT_PARAMETERS,
  });

describe('whom two candidates reach', () => {
  it('counts children once, by who can reach which, a drive of exactly 20 minutes included', () => {
    // Ashby (minute 10) reaches 5, 12, 25; Dean (40) reaches 25, 35, 58. No hub reaches 25 and 35.
    expect(shared('site-ashby', 'site-dean')).toEqual({
      all: { both: 50, onlyFirst: 100, onlySecond: 100 },
      newly: { both: 50, onlyFirst: 0, onlySecond: 50 },
    });
    // Brook (20) reaches 5, 12, 25, 35; Dean at exactly 15 and 5 reaches 25 and 35.
    expect(shared('site-brook', 'site-dean').newly).toEqual({ both: 100, onlyFirst: 0, onlySecond: 0 });
  });

  it('is the other way round for the other order', () => {
    const { all } = shared('site-dean', 'site-ashby');
    expect(all).toEqual({ both: 50, onlyFirst: 100, onlySecond: 100 });
    expect(shared('site-dean', 'site-eel').newly).toEqual({ both: 0, onlyFirst: 100, onlySecond: 0 });
  });

  it('is nought without areas, and refuses a site without times', () => {
    expect(shared('site-ashby', 'site-dean', []).all).toEqual({ both: 0, onlyFirst: 0, onlySecond: 0 });
    expect(() => shared('site-ashby', 'nowhere')).toThrow(/nowhere/);
  });
});
