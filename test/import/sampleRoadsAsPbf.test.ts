import { Readable } from 'node:stream';
import { OSMTransform } from 'osm-pbf-parser-node';
import { describe, expect, it } from 'vitest';
import type { RoadNode, SampleRoads } from '../../server/import/sampleRoads.ts';
import { sampleRoadsAsPbf } from '../../server/import/sampleRoadsAsPbf.ts';
import { lonLat } from '../../server/shared/coordinates.ts';

const node = (osmId: number, lon: number, lat: number): RoadNode => ({
  osmId,
  id: null,
  name: '',
  lonLat: lonLat(lon, lat),
});
const LANE: SampleRoads = {
  nodes: [node(1, -5.7125, 50.0668), node(2, -5.70461, 50.06863), node(3, 0.00001, -0.00001)],
  ways: [
    { osmId: 1, id: 'a30.1', tags: { highway: 'trunk', ref: 'A30' }, nodeIds: [1, 2] },
    {
      osmId: 2,
      id: 'u.1',
      tags: { highway: 'unclassified', name: 'Gwel an Mor – Land’s End' },
      nodeIds: [3, 1, 2],
    },
  ],
};
/** What another program's reader finds in the bytes: the header, then nodes and ways. */
async function readBack(roads: SampleRoads): Promise<Record<string, unknown>[]> {
  const reader = Readable.from([Buffer.from(sampleRoadsAsPbf(roads))]).pipe(new OSMTransform());
  const items: Record<string, unknown>[] = [];
  for await (const batch of reader) items.push(...[batch].flat());
  return items;
}

describe('writing roads as OpenStreetMap data', () => {
  it('keeps places to a centimetre, tags in any script and the order of points', async () => {
    const [, ...items] = await readBack(LANE);
    expect(items).toMatchObject([
      { type: 'node', id: 1, lon: -5.7125, lat: 50.0668 },
      { type: 'node', id: 2, lon: -5.70461, lat: 50.06863 },
      { type: 'node', id: 3, lon: 0.00001, lat: -0.00001 },
      { type: 'way', id: 1, refs: [1, 2], tags: { highway: 'trunk', ref: 'A30' } },
      {
        type: 'way',
        id: 2,
        refs: [3, 1, 2],
        tags: { highway: 'unclassified', name: 'Gwel an Mor – Land’s End' },
      },
    ]);
    expect(items).toHaveLength(5);
  });

  it('says in its header what the file needs of a reader, and its bounds', async () => {
    const [header] = await readBack(LANE);
    expect(header).toMatchObject({
      required_features: ['OsmSchema-V0.6', 'DenseNodes'],
      bbox: { left: -5_712_500_000, right: 10_000, top: 50_068_630_000, bottom: -10_000 },
    });
  });

  it('cuts many nodes into blocks, losing none', async () => {
    const nodes = Array.from({ length: 16_001 }, (_, i) => node(i + 1, -5 + i / 1e5, 50));
    const ways = [{ osmId: 1, id: 'a', tags: { highway: 'road' }, nodeIds: [1, 16_001] }];
    const [, ...items] = await readBack({ nodes, ways });
    expect(items).toHaveLength(16_002);
    expect(items[8000]).toMatchObject({ type: 'node', id: 8001, lon: -4.92 });
    expect(items[16_001]).toMatchObject({ type: 'way', refs: [1, 16_001] });
  });

  it('is a header alone for no roads', async () => {
    expect(await readBack({ nodes: [], ways: [] })).toHaveLength(1);
  });
});
