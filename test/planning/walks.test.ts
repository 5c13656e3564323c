import { describe, expect, it } from 'vitest';
import type { MatrixEngine, RoutePoint } from '../../server/engines/engine.ts';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { walksBetween } from '../../server/planning/travel.ts';
import { greatCircleMetres } from '../../server/shared/coordinates.ts';
import { findRegistered, updateSite } from '../../server/store/sites.ts';
import { NOW, townContext, townEngine } from '../support/tinyRegion.ts';
import { pointAt } from '../support/tinyTown.ts';

const place = (id: string, minute: number | null): RoutePoint => ({ id, name: id, lonLat: pointAt(minute) });
const from = [place('west', 0), place('east', 10)];
const to = [place('near-west', 2), place('near-east', 12), place('island', null)];

/** Knows a footpath as straight as the crow flies, at 5 km/h; counts the pairs it is asked about. */
function pathEngine(): MatrixEngine & { pairs: number } {
  const source = { engine: 'paths', dataVersion: '7', isEstimate: false };
  const engine: MatrixEngine & { pairs: number } = {
    source,
    pairs: 0,
    matrix: async (asked) => {
      engine.pairs += asked.from.length * asked.to.length;
      const metres = Float64Array.from(
        asked.from.flatMap((a) => asked.to.map((b) => Math.round(greatCircleMetres(a.lonLat, b.lonLat)))),
      );
      return {
        ...{ from: asked.from.map(({ id }) => id), to: asked.to.map(({ id }) => id) },
        ...{ metres, seconds: metres.map((each) => (each / 5000) * 3600), source },
      };
    },
  };
  return engine;
}

describe('walks', () => {
  it('are routed within 5 km, and taken along the road beyond', async () => {
    const onFoot = pathEngine();
    const context = { ...townContext(), engine: { ...townEngine(), onFoot } };
    const drives = await context.engine.matrix({ from, to });
    const walks = await walksBetween(context, { from, to, drives });
    // A minute is 998 m as the crow flies and 1,000 m by road; the island has no road, and lies far off.
    expect([...walks.metres]).toEqual([1996, 12_000, Infinity, 8000, 1996, Infinity]);
    expect([...walks.seconds].map(Math.round)).toEqual([1437, 0, 0, 0, 1437, 0]);
    expect(walks.source).toEqual(onFoot.source);
    expect(onFoot.pairs).toBe(2);
  });

  it('are asked about once, whatever moves meanwhile far from it', async () => {
    const onFoot = pathEngine();
    const context = { ...townContext(), engine: { ...townEngine(), onFoot } };
    const before = await measureAccess(context);
    expect(before.areasToSitesOnFoot.source.engine).toBe('paths');
    const asked = onFoot.pairs;
    const { site } = findRegistered(context.db, 'site-ashby')!;
    updateSite(context.db, { ...site, lonLat: pointAt(13) }, { at: NOW(), by: 'Ann' });
    const after = await measureAccess(context);
    // Only Barrow, a kilometre from where the hall is now.
    expect(onFoot.pairs - asked).toBe(1);
    const column = after.areasToSitesOnFoot.to.indexOf('site-ashby');
    const row = after.areasToSitesOnFoot.from.indexOf('area-barrow');
    expect(after.areasToSitesOnFoot.metres[row * after.sites.length + column]).toBe(998);
  });

  it('follow the road metres, marked as an estimate, where no engine knows the footpaths', async () => {
    const context = townContext();
    const measures = await measureAccess(context);
    expect(measures.areasToHubsOnFoot.source).toEqual({ ...context.engine.source, isEstimate: true });
    const ambleton = measures.areasToHubsOnFoot.from.indexOf('area-ambleton');
    const west = measures.areasToHubsOnFoot.to.indexOf('hub-west');
    // 5 km of road at 4 km/h.
    expect(measures.areasToHubsOnFoot.seconds[ambleton * measures.hubs.length + west]).toBe(4500);
    expect(measures.nearestOnFoot[ambleton]).toMatchObject({ hubId: 'hub-west', seconds: 4500 });
  });
});
