import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoutePoint } from '../../../server/engines/engine.ts';
import type { RoadNode, RoadWay } from '../../../server/import/sampleRoads.ts';
import { sampleRoadsAsPbf } from '../../../server/import/sampleRoadsAsPbf.ts';
import { lonLat } from '../../../server/shared/coordinates.ts';

/**
 * A country of a few roads south of Falmouth, on open sea, so that nothing of it is real:
 *
 *     mainland: a grid of 10 × 10 streets 200 m apart, its north-west corner at (-5, 50)
 *     "The Reach": a road of 1.8 km leading east from the grid to the ferry
 *     the ferry "Carrick Ferry" of 1 km, 6 minutes, to the far shore: again a grid, 10 × 10
 *     "Lundy": a grid 10 km south of the mainland, joined to nothing
 *     "Car Park": a scrap of road 100 m south of the mainland, drawn without its entrance
 *     a farm track leading 1 km west from the mainland's corner, and behind it "The Yard", a paved scrap of road
 *     a footpath across the two streets of the mainland's south-east corner, and a flight of steps across those of its north-east
 *     "Permissive Way", a track signed for cars, leading 1 km west from the mainland's south-west corner
 */
const LON_PER_100_METRES = 0.001396; // at 50° north
const LAT_PER_100_METRES = 0.000899;
/** Position in metres east and south of the mainland's corner. */
const at = (east: number, south: number) =>
  lonLat(-5 + (east / 100) * LON_PER_100_METRES, 50 - (south / 100) * LAT_PER_100_METRES);

/** A place to route from, in metres east and south of the mainland's corner. */
export function placeAt(name: string, east: number, south: number): RoutePoint {
  return { id: name.toLowerCase().replaceAll(' ', '-'), name, lonLat: at(east, south) };
}

/** Writes the country as `tiny.osm.pbf` into a folder and returns its path. */
export function writeTinyRoads(folder: string): string {
  const path = join(folder, 'tiny.osm.pbf');
  writeFileSync(path, tinyRoadsAsPbf());
  return path;
}

export function tinyRoadsAsPbf(): Uint8Array {
  const nodes: RoadNode[] = [];
  const ways: RoadWay[] = [];
  const node = (east: number, south: number): number => {
    nodes.push({ osmId: nodes.length + 1, id: null, name: '', lonLat: at(east, south) });
    return nodes.length;
  };
  const way = (tags: Record<string, string>, nodeIds: number[]) => {
    ways.push({ osmId: ways.length + 1, id: `way.${ways.length + 1}`, tags, nodeIds });
  };
  const grid = (east: number, south = 0): number[][] => {
    const streets = Array.from({ length: 10 }, (_, row) =>
      Array.from({ length: 10 }, (_, column) => node(east + column * 200, south + row * 200)),
    );
    streets.forEach((street, row) => {
      way({ highway: 'residential', name: `Row ${row + 1}` }, street);
    });
    for (let column = 0; column < 10; column++) {
      const name = `Column ${column + 1}`;
      way(
        { highway: 'residential', name },
        streets.map((street) => street[column]),
      );
    }
    return streets;
  };
  const mainland = grid(0);
  const farShore = grid(4600);
  const slip = node(3600, 0);
  way({ highway: 'secondary', name: 'The Reach', ref: 'B3289' }, [mainland[0][9], slip]);
  way({ route: 'ferry', name: 'Carrick Ferry', motor_vehicle: 'yes', duration: '00:06' }, [
    slip,
    farShore[0][0],
  ]);
  grid(0, 10_000);
  way({ highway: 'service', name: 'Car Park' }, [node(800, 1900), node(900, 1900)]);
  const gate = node(-1000, 0);
  way({ highway: 'track' }, [mainland[0][0], gate]);
  way({ highway: 'service', name: 'The Yard' }, [gate, node(-1000, 200)]);
  way({ highway: 'footway' }, [mainland[9][8], mainland[8][9]]);
  way({ highway: 'steps' }, [mainland[0][8], mainland[1][9]]);
  const permitted = { highway: 'track', name: 'Permissive Way', motor_vehicle: 'permissive' };
  way(permitted, [mainland[9][0], node(-1000, 1800)]);
  return sampleRoadsAsPbf({ nodes, ways });
}
