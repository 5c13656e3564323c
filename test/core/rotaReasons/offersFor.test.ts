import { describe, expect, it } from 'vitest';
import { checkRota } from '../../../server/core/check/checkRota.ts';
import { buildRota } from '../../../server/core/rota/buildRota.ts';
import { offersFor } from '../../../server/core/rotaReasons/offersFor.ts';
import { rotaInputOf, termsAfter } from '../../../server/core/rotaReasons/rotaCase.ts';
import { visitsMade } from '../../../server/core/rotaReasons/served.ts';
import { randomCounty } from './randomCounty.ts';

/** Counties by the hundred take a while on a slow machine; what is claimed of them is no matter of time. */
const PATIENCE = { timeout: 240_000 };

describe('every change offered to a stop that is not served', PATIENCE, () => {
  it('serves it as offered when it is applied and planned again, in 200 counties with too many stops', () => {
    const kinds = new Map<string, number>();
    for (let seed = 1; seed <= 200; seed++) {
      const county = randomCounty(seed);
      for (const { siteId } of county.rota.unserved) {
        for (const { changes } of offersFor(county, siteId)) {
          const input = rotaInputOf(county, termsAfter(county, { siteId, changes }));
          const rota = buildRota({ ...input, iterations: 40 });
          const asked = input.stops.find((stop) => stop.siteId === siteId);
          const where = `county ${seed}, ${siteId}, ${JSON.stringify(changes)}`;
          expect(visitsMade(rota, siteId), where).toBe(asked?.visitsPerCycle);
          expect(
            checkRota({ ...input, rota }).filter(({ severity }) => severity === 'hard'),
            where,
          ).toEqual([]);
          for (const { kind } of changes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        }
      }
    }
    expect([...kinds.keys()].sort()).toEqual(
      expect.arrayContaining(['leave', 'opening', 'session', 'shift', 'visits']),
    );
  });
});
