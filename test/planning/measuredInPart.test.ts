import { describe, expect, it } from 'vitest';
import type { RoutePoint } from '../../server/engines/engine.ts';
import { measureAccess } from '../../server/planning/measureAccess.ts';
import { measuredInPart } from '../../server/planning/measuredInPart.ts';
import { findRegistered, updateSite } from '../../server/store/sites.ts';
import { NOW, townContext, townEngine } from '../support/tinyRegion.ts';
import { pointAt } from '../support/tinyTown.ts';

const place = (id: string, minute: number | null): RoutePoint => ({ id, name: id, lonLat: pointAt(minute) });
const minutesOf = (matrix: { seconds: Float64Array } | null) =>
  matrix && [...matrix.seconds].map((s) => s / 60);

describe('times of which some are known', () => {
  const from = [place('a', 0), place('b', 10)];
  const to = [place('x', 20), place('y', 30), place('z', null)];

  it('are asked for where a place is new or has moved, and put in their order', async () => {
    const engine = townEngine();
    const before = { from, to, matrix: await engine.matrix({ from, to }) };
    const asked = { from: [from[1], from[0]], to: [place('n', 50), to[2], to[0]] };
    const joined = await measuredInPart(engine, asked, before);
    expect(joined).toEqual(await townEngine().matrix(asked));
    expect(minutesOf(joined)).toEqual([40, Infinity, 10, 50, Infinity, 20]);
    const moved = { from, to: [to[0], place('y', 31), to[2]] };
    expect(minutesOf(await measuredInPart(engine, moved, before))).toEqual([
      20,
      31,
      Infinity,
      10,
      21,
      Infinity,
    ]);
  });

  it('are asked for whole after a new start, on other roads, and where most is new', async () => {
    const engine = townEngine();
    const matrix = await engine.matrix({ from, to });
    const other = { ...matrix, source: { ...matrix.source, dataVersion: '0' } };
    expect(await measuredInPart(engine, { from, to }, { from, to, matrix: other })).toBeNull();
    expect(await measuredInPart(engine, { from: [place('c', 1)], to }, { from, to, matrix })).toBeNull();
    const most = [to[0], place('n', 1), place('m', 2)];
    expect(await measuredInPart(engine, { from, to: most }, { from, to, matrix })).toBeNull();
  });

  it('cost a site that has moved the drives to that site alone', async () => {
    const context = townContext();
    const before = await measureAccess(context);
    const questions: number[] = [];
    const engine = {
      ...context.engine,
      matrix: (asked: Parameters<typeof context.engine.matrix>[0]) => {
        questions.push(asked.to.length);
        return context.engine.matrix(asked);
      },
    };
    const { site } = findRegistered(context.db, 'site-ashby')!;
    updateSite(context.db, { ...site, lonLat: pointAt(12) }, { at: NOW(), by: 'Ann' });
    const after = await measureAccess({ ...context, engine });
    expect(questions).toEqual([1, before.hubs.length]);
    const fresh = townContext();
    updateSite(fresh.db, { ...site, lonLat: pointAt(12) }, { at: NOW(), by: 'Ann' });
    expect(after.areasToSites).toEqual((await measureAccess(fresh)).areasToSites);
  });
});
