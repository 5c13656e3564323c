import { describe, expect, it } from 'vitest';
import { ruleCosts } from '../../../server/core/rotaReasons/ruleCosts.ts';
import { randomCounty } from './randomCounty.ts';
import { smallTown } from './smallTown.ts';

describe('what rules cost', () => {
  it('counts the van time that set-up and pack-down take, and nothing for a break that no day needs', () => {
    const costs = new Map(ruleCosts(smallTown(), { iterations: 50 }).map((cost) => [cost.name, cost]));
    expect(costs.get('Set-up')).toMatchObject({ vanSeconds: 1200, need: 0, visits: 0 });
    expect(costs.get('Pack-down')?.words).toBe('15 minutes of van time in every cycle');
    expect(costs.get("The crew's break")?.words).toBe('Costs nothing that a search finds');
  });

  it('counts the need that a lock keeps from being served', () => {
    // Ashby held at 10:30 leaves no time after it; free at 9:30, with sessions of an hour, both fit: 10 + 95 + 10 + 95 + 20 = 230.
    const town = smallTown();
    const short = {
      ...town,
      stops: town.stops.map((each) => ({ ...each, sessionSeconds: 3600 })),
      wishes: {
        ...town.wishes,
        lockedStops: [
          { siteId: 'site-ashby', vanId: 'van-1', weekday: 2 as const, weeks: [0], open: 10.5 * 3600 },
        ],
      },
    };
    const lock = ruleCosts(short, { iterations: 50 }).find((cost) => cost.lock !== null);
    expect(lock).toMatchObject({ name: 'The lock of Ashby hall on Tuesday at 10:30am', need: 48, visits: 1 });
    expect(lock?.words).toContain('48 under-5s go unserved for it');
  });

  it('finds no negative cost, in any of 12 counties', () => {
    for (let seed = 1; seed <= 12; seed++) {
      for (const cost of ruleCosts(randomCounty(seed), { iterations: 20 })) {
        expect(cost.vanSeconds).toBeGreaterThanOrEqual(0);
        expect(cost.need).toBeGreaterThanOrEqual(0);
        expect(cost.visits).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('ends with what it has when it is told to stop', () => {
    let asked = 0;
    expect(ruleCosts(smallTown(), { iterations: 10, shouldStop: () => ++asked > 3 }).length).toBeLessThan(4);
  });
});
