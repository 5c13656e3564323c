import { describe, expect, it } from 'vitest';
import { type RoadWay, readSampleRoads } from '../../server/import/sampleRoads.ts';
import { greatCircleMetres, type LonLat, lonLat } from '../../server/shared/coordinates.ts';
import { DATA } from './sampleTables.ts';

const { nodes, ways } = readSampleRoads(new URL('roads/', DATA).pathname);
const placeOf = new Map(nodes.map((node) => [node.osmId, node.lonLat]));
const roads = ways.filter((way) => way.tags.highway);
const ferries = ways.filter((way) => way.tags.route === 'ferry');
const legsOf = (way: RoadWay) =>
  way.nodeIds.slice(1).map((to, i) => [placeOf.get(way.nodeIds[i])!, placeOf.get(to)!] as const);
const kilometres = (legs: readonly (readonly [LonLat, LonLat])[]) =>
  legs.reduce((sum, [from, to]) => sum + greatCircleMetres(from, to), 0) / 1000;

const MAIN_ROADS =
  'A30 A38 A39 A374 A387 A388 A389 A390 A391 A392 A393 A394 A395 A3047 A3058 A3059 A3071 A3072 A3073 A3074 A3075 A3076 A3078 A3082 A3083';
const B_ROADS =
  'B3247 B3249 B3251 B3252 B3253 B3254 B3257 B3262 B3263 B3266 B3267 B3268 B3269 B3273 B3274 B3275 B3276 B3277 B3279 B3280 B3283 B3284 B3285 B3287 B3289 B3291 B3292 B3293 B3294 B3296 B3297 B3298 B3300 B3301 B3302 B3303 B3304 B3306 B3309 B3311 B3312 B3314 B3315 B3318 B3359 B3360 B3374';

/** Lines across tidal water below the lowest bridge; only a ferry may cross one. */
const WATER: readonly (readonly [string, LonLat, LonLat])[] = [
  ['the Camel between Padstow and Rock', lonLat(-4.935, 50.5425), lonLat(-4.9245, 50.5435)],
  ['the Camel above Padstow', lonLat(-4.8793, 50.522), lonLat(-4.88, 50.5346)],
  ['the Helford at its mouth', lonLat(-5.0909, 50.0893), lonLat(-5.0921, 50.1073)],
  ['the Helford above the village', lonLat(-5.1579, 50.0875), lonLat(-5.1588, 50.101)],
  ['Carrick Roads', lonLat(-5.0514, 50.1704), lonLat(-5.0248, 50.1711)],
  ['the Fal at King Harry', lonLat(-5.0293, 50.2209), lonLat(-5.0209, 50.2211)],
  ['the Truro river', lonLat(-5.0387, 50.2472), lonLat(-5.0283, 50.2484)],
  ['the Percuil', lonLat(-5.0046, 50.1622), lonLat(-4.9961, 50.1602)],
  ['the Fowey at Bodinnick', lonLat(-4.6368, 50.3479), lonLat(-4.6199, 50.3483)],
  ['the Fowey at Golant', lonLat(-4.6419, 50.364), lonLat(-4.6356, 50.3641)],
  ['the Lynher', lonLat(-4.2659, 50.3818), lonLat(-4.2666, 50.3971)],
  ['the Tamar at Torpoint', lonLat(-4.192, 50.372), lonLat(-4.186, 50.372)],
  ['the Tamar below Calstock', lonLat(-4.213, 50.4548), lonLat(-4.1877, 50.4553)],
];

describe('the sample road network', () => {
  it('holds together: every point can be reached from every other', () => {
    const groups = new Map(nodes.map((node) => [node.osmId, node.osmId]));
    const rootOf = (id: number): number => {
      let root = id;
      while (groups.get(root) !== root) root = groups.get(root)!;
      groups.set(id, root);
      return root;
    };
    for (const way of ways) for (const id of way.nodeIds) groups.set(rootOf(id), rootOf(way.nodeIds[0]));
    const mainland = rootOf(1);
    expect(nodes.filter((node) => rootOf(node.osmId) !== mainland)).toEqual([]);
  });

  it('holds together by road alone, ferries left out', () => {
    const onRoads = new Set(roads.flatMap((way) => way.nodeIds));
    const reached = new Set([roads[0].nodeIds[0]]);
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      for (const way of roads) {
        if (way.nodeIds.some((id) => reached.has(id))) for (const id of way.nodeIds) reached.add(id);
      }
    }
    expect(reached.size).toBe(onRoads.size);
  });

  it.each(`${MAIN_ROADS} ${B_ROADS}`.split(' '))('has the %s', (ref) => {
    const legs = roads.filter((way) => way.tags.ref === ref).flatMap(legsOf);
    // The shortest of them is the B3251 by Menheniot station.
    expect(kilometres(legs)).toBeGreaterThan(1);
  });

  it('gives main roads their rank: A roads trunk or primary, B roads secondary', () => {
    const odd = roads.filter(({ tags }) => {
      const rank = tags.ref?.startsWith('A') ? ['trunk', 'primary'] : ['secondary'];
      return tags.ref && !rank.includes(tags.highway);
    });
    expect(odd.map((way) => way.id)).toEqual([]);
  });

  it('states a limit on every road but lanes, and a practical speed below it on all', () => {
    const mph = (text: string | undefined) => Number(text?.replace(' mph', ''));
    const unlimited = roads.filter((way) => !way.tags.maxspeed && way.tags.highway !== 'unclassified');
    expect(unlimited.filter((way) => way.tags.highway !== 'tertiary').map((way) => way.id)).toEqual([]);
    const limits = new Set(roads.map((way) => way.tags.maxspeed).filter(Boolean));
    expect([...limits].sort()).toEqual(['30 mph', '40 mph', '50 mph', '60 mph', '70 mph']);
    const odd = roads.filter(
      ({ tags }) => !(mph(tags['maxspeed:practical']) < mph(tags.maxspeed ?? '60 mph')),
    );
    expect(odd.map((way) => way.id)).toEqual([]);
  });

  it('carries cars on the Torpoint, King Harry and Bodinnick ferries', () => {
    const ferriesByName = Object.fromEntries(ferries.map((way) => [way.tags.name, way.tags]));
    expect(ferriesByName).toMatchObject({
      'Torpoint Ferry': { motor_vehicle: 'yes', duration: '00:10' },
      'King Harry Ferry': { motor_vehicle: 'yes', duration: '00:05' },
      'Bodinnick Ferry': { motor_vehicle: 'yes', duration: '00:05' },
    });
  });

  it.each(WATER)('has no road across %s', (_name, from, to) => {
    const crossing = roads.filter((way) => legsOf(way).some((leg) => crosses(leg, [from, to])));
    expect(crossing.map((way) => way.id)).toEqual([]);
  });

  it('bends like roads: no straight piece of an A road is longer than 1.5 km, of any road than 3 km', () => {
    const long = roads.flatMap((way) => {
      const limit = way.tags.ref?.startsWith('A') ? 1500 : 3000;
      return legsOf(way)
        .filter((leg) => greatCircleMetres(...leg) > limit)
        .map(() => way.id);
    });
    expect(long).toEqual([]);
  });

  it('names the streets people know', () => {
    const names = new Set(roads.map((way) => way.tags.name));
    const known = [
      'Market Jew Street',
      'Lemon Street',
      'Coinagehall Street',
      'Tregolls Road',
      'The Stennack',
      'Mount Wise',
    ];
    expect(known.filter((name) => !names.has(name))).toEqual([]);
  });
});

/** True when two short straight lines cross, ends left out. */
function crosses([a, b]: readonly [LonLat, LonLat], [c, d]: readonly [LonLat, LonLat]): boolean {
  const side = (p: LonLat, q: LonLat, r: LonLat) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
