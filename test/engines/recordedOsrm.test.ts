import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RoutePoint } from '../../server/engines/engine.ts';
import { createOsrmEngine } from '../../server/engines/osrm.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/osrm');

/** Answers of a real osrm-routed 6, when they are at hand; replayed without a server. */
describe.skipIf(!existsSync(FOLDER))(
  'answers of a real osrm-routed (skipped without the reference data)',
  () => {
    const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
    const placesOf = (file: string): RoutePoint[] => {
      const index: { file: string; request: string }[] = JSON.parse(read('index.json'));
      const request = index.find((entry) => entry.file === file)?.request ?? '';
      const pairs = (/\/driving\/([^?]*)/.exec(request)?.[1] ?? '').split(';');
      return pairs.map((pair, i) => {
        const lonLat = pair.split(',').map(Number) as unknown as RoutePoint['lonLat'];
        return { id: `p${i}`, name: `Place ${i}`, lonLat };
      });
    };
    const replaying = (file: string, status = 200) =>
      createOsrmEngine({
        url: 'http://osrm.example',
        fetch: async () => new Response(read(file), { status }),
      });

    it('tables are read row by row', async () => {
      const places = placesOf('table-12.json');
      const matrix = await replaying('table-12.json').matrix({ from: places, to: places });
      expect(matrix.seconds).toHaveLength(144);
      expect(matrix.seconds[1]).toBe(1368.3);
      expect([matrix.metres[1], matrix.metres[12], matrix.metres[143]]).toEqual([21_170.2, 21_095.3, 0]);
    });

    it('tables with origins and destinations are read in the order asked', async () => {
      const places = placesOf('table-sources-destinations.json');
      const engine = replaying('table-sources-destinations.json');
      const matrix = await engine.matrix({ from: places.slice(0, 3), to: places.slice(3) });
      expect([...matrix.metres.slice(0, 3)]).toEqual([11_396.9, 18_173.1, 21_748.4]);
      expect(matrix.metres[26]).toBe(10_110.1);
    });

    it('tables without distances keep their times', async () => {
      const places = placesOf('table-duration-only.json');
      const matrix = await replaying('table-duration-only.json').matrix({ from: places, to: places });
      expect(matrix.seconds[1]).toBe(1368.3);
      expect(matrix.metres.every((metres) => metres === Infinity)).toBe(true);
    });

    it('a place snapped from 361 km away is UNREACHABLE in row and column', async () => {
      const places = placesOf('table-far-point.json');
      const matrix = await replaying('table-far-point.json').matrix({ from: places, to: places });
      const far = Infinity;
      expect([...matrix.seconds]).toEqual([0, far, 1368.3, far, far, far, 1335.2, far, 0]);
    });

    it('a round trip is read into legs with British turns', async () => {
      const route = await replaying('route-round-steps.json').route(placesOf('route-round-steps.json'));
      expect(route.legs).toHaveLength(4);
      const texts = route.legs.map((leg) => leg.instructions.map((line) => line.text));
      expect(texts[0][0]).toBe('Head north-east on Cordle Way');
      expect(texts[0]).toContain('At the roundabout take the 2nd exit on to the B668');
      expect(texts[0]).toContain('Join Great North Road (A1)');
      expect(texts[0].at(-1)).toBe('Arrive at Place 1, on the right');
      for (const leg of route.legs) {
        const sum = leg.instructions.reduce((metres, line) => metres + line.metres, 0);
        expect(Math.abs(sum - leg.metres)).toBeLessThan(1);
      }
    });

    it('an encoded line is refused, for it was not asked for', async () => {
      const route = replaying('route-polyline6.json').route(placesOf('route-polyline6.json'));
      await expect(route).rejects.toMatchObject({ code: 'ENGINE_ANSWER' });
    });

    it('the nearest road comes with its distance', async () => {
      const [snapped] = await replaying('nearest.json').locate(placesOf('nearest.json'));
      expect(snapped).toEqual({ id: 'p0', lonLat: [-0.473472, 52.68322], metres: 18.08019424 });
    });

    it.each([
      ['error-too-big.json', 'ENGINE_LIMIT'],
      ['error-invalid-value.json', 'ENGINE_REFUSED'],
      ['error-invalid-service.json', 'ENGINE_CONFIGURATION'],
      ['error-invalid-query.json', 'ENGINE_REFUSED'],
      ['error-one-coordinate.json', 'ENGINE_REFUSED'],
    ])('%s is %s', async (file, code) => {
      const [a, b] = placesOf('table-12.json');
      await expect(replaying(file, 400).route([a, b])).rejects.toMatchObject({ code });
    });

    it('a place without a segment is named', async () => {
      const [a, b] = placesOf('error-no-segment-radius.json');
      await expect(replaying('error-no-segment-radius.json', 400).route([a, b])).rejects.toMatchObject({
        code: 'ENGINE_NO_ROAD',
        message: expect.stringContaining('Place 1'),
      });
    });
  },
);
