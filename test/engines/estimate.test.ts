import { describe, expect, it } from 'vitest';
import { createEstimateEngine } from '../../server/engines/estimate.ts';
import { lonLat } from '../../server/shared/coordinates.ts';

const engine = createEstimateEngine();
const place = (name: string, lon: number, lat: number) => ({ id: name, name, lonLat: lonLat(lon, lat) });
/** A tenth of a degree of latitude: 11,119.5 m as the crow flies. */
const SOUTH = place('South', -5, 50);
const NORTH = place('North', -5, 50.1);

describe('the estimate', () => {
  it('is 1.4 times the straight line, at 48 km an hour, and marked', async () => {
    const matrix = await engine.matrix({ from: [SOUTH], to: [NORTH, SOUTH] });
    expect(matrix.metres[0]).toBeCloseTo(15_567.3, 0);
    expect(matrix.seconds[0]).toBeCloseTo(1167.5, 0);
    expect(matrix.seconds[1]).toBe(0);
    expect(matrix.source).toMatchObject({ engine: 'estimate', isEstimate: true });
  });

  it('is empty for nothing', async () => {
    expect((await engine.matrix({ from: [], to: [] })).seconds).toHaveLength(0);
  });

  it('stops when cancelled', async () => {
    const matrix = engine.matrix({ from: [SOUTH], to: [NORTH], signal: AbortSignal.abort() });
    await expect(matrix).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
  });

  it('routes in straight lines and says so in the instruction', async () => {
    const route = await engine.route([SOUTH, NORTH, SOUTH]);
    expect(route.line).toEqual([SOUTH.lonLat, NORTH.lonLat, SOUTH.lonLat]);
    expect(route.legs).toHaveLength(2);
    expect(route.legs[0].instructions[0].text).toBe(
      'Drive to North (estimated from a straight line: no turn-by-turn directions)',
    );
    expect(route.source.isEstimate).toBe(true);
  });

  it('refuses a route of one place', async () => {
    await expect(engine.route([SOUTH])).rejects.toMatchObject({ code: 'ENGINE_REFUSED' });
  });

  it('takes every place to be at a road', async () => {
    expect(await engine.locate([NORTH])).toEqual([{ id: 'North', lonLat: [-5, 50.1], metres: 0 }]);
  });
});
