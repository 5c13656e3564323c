import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../server/import/osm/places.ts';
import { readExtract } from '../../../server/import/osm/readExtract.ts';
import { type FileContent, osmFile } from '../support/osmFile.ts';
import { at, SMALLSHIRE } from '../support/smallshire.ts';
import { tempFile } from '../support/tempFile.ts';

const read = (content: FileContent) => readExtract(tempFile('test.osm.pbf', osmFile(content)));

describe('what the planner takes from an extract', () => {
  it('is the lake with its island, as an outline with a hole', async () => {
    const outlines = [...(await read(SMALLSHIRE)).outlines()];
    expect(outlines.map(({ layer, kind, name }) => [layer, kind, name])).toEqual([['water', 'lake', 'Mere']]);
    expect(outlines[0].rings.map((ring) => ring.length / 2)).toEqual([5, 5]);
  });

  it('is the box of its roads where the file gives none', async () => {
    const { bounds } = await read({ ...SMALLSHIRE, bounds: undefined });
    expect(bounds).toEqual([at(0, 0)[0], at(0, 5000)[1], at(10_000, 0)[0], at(0, 9000)[1]]);
  });

  it('is drivable roads, ferries and railways; not paths, nor roads closed to cars for the distance to a road', async () => {
    const refs = [1, 2];
    const tagged = (id: number, tags: Record<string, string>) => ({ id, refs, tags });
    const extract = await read({
      ...SMALLSHIRE,
      relations: [],
      ways: [
        tagged(1, { highway: 'motorway_link' }),
        tagged(2, { highway: 'footway' }),
        tagged(3, { highway: 'service', access: 'private' }),
        tagged(4, { highway: 'residential', access: 'private', motor_vehicle: 'yes' }),
        tagged(5, { highway: 'track' }),
        tagged(6, { route: 'ferry', name: 'King Harry' }),
        tagged(7, { railway: 'rail' }),
        tagged(8, { railway: 'rail', service: 'siding' }),
        tagged(9, { highway: 'pedestrian', area: 'yes' }),
        tagged(10, { natural: 'coastline' }),
      ],
    });
    expect(extract.lines.map((each) => [each.layer, each.kind, each.isDrivable])).toEqual([
      ['road', 'motorway', true],
      ['road', 'service', false],
      ['road', 'minor', true],
      ['ferry', 'ferry', false],
      ['rail', 'rail', false],
      ['coast', 'coast', false],
    ]);
  });

  it('copes with ways whose nodes lie beyond the edge of the extract', async () => {
    const extract = await read({
      ...SMALLSHIRE,
      ways: [...(SMALLSHIRE.ways ?? []), { id: 90, refs: [3, 777, 778], tags: { highway: 'primary' } }],
    });
    expect(extract.lines).toHaveLength(2);
  });

  it('is every settlement once, with its other spellings', async () => {
    const place = (id: number, name: string, east: number, tags: Record<string, string> = {}) => {
      const [lon, lat] = at(east, 5000);
      return { id, lon, lat, tags: { place: 'village', name, ...tags } };
    };
    const extract = await read({
      ...SMALLSHIRE,
      nodes: [
        ...(SMALLSHIRE.nodes ?? []).filter((node) => !node.tags?.place),
        place(101, 'St Keverne', 1000, { 'name:kw': 'Lannaghevran', old_name: 'Keveran;Lanachebran' }),
        place(102, 'St Keverne', 1500),
        place(103, 'Newton', 100),
        place(104, 'Newton', 9000),
        place(105, 'c', 3000),
        place(106, 'Elsewhere', 3000, { place: 'locality' }),
      ],
    });
    expect(placesOf(extract.places).map(({ name, otherNames }) => [name, otherNames])).toEqual([
      ['Newton', []],
      ['Newton', []],
      ['St Keverne', ['Lannaghevran', 'Keveran', 'Lanachebran']],
    ]);
  });
});
