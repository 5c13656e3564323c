import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSampleRoads } from '../../server/import/sampleRoads.ts';
import { PlannerError } from '../../server/shared/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-roads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NODES = [
  '# three places',
  '',
  'bude -4.5428 50.8266 Bude',
  'stratton -4.5112 50.8302',
  'j2264-1051 -4.465 50.8182 Red Post',
];
const WAYS = [
  'a3072.1 highway=primary ref=A3072 name="Stratton Road" maxspeed="30 mph" : bude -4.53,50.826 stratton',
  'a3072.2 highway=primary ref=A3072 : stratton j2264-1051',
];

/** Writes the two files and reads them. */
const read = (files: { nodes?: string[]; ways?: string[]; newline?: string }) => {
  const newline = files.newline ?? '\n';
  writeFileSync(join(folder, 'nodes.txt'), (files.nodes ?? NODES).join(newline));
  writeFileSync(join(folder, 'ways.txt'), (files.ways ?? WAYS).join(newline));
  return readSampleRoads(folder);
};
/** Code and message of the refusal, the folder's own path left out. */
const refusal = (files: { nodes?: string[]; ways?: string[] }) => {
  try {
    read(files);
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    expect(error.category).toBe('input');
    return `${error.code} ${error.message.replace(`${folder}/`, '')}`;
  }
  return 'accepted';
};

describe('reading a road network written by hand', () => {
  it('gives nodes in file order, then shape points, and ways with their tags', () => {
    const roads = read({});
    expect(roads.nodes.map(({ osmId, id, name, lonLat }) => [osmId, id, name, ...lonLat])).toEqual([
      [1, 'bude', 'Bude', -4.5428, 50.8266],
      [2, 'stratton', '', -4.5112, 50.8302],
      [3, 'j2264-1051', 'Red Post', -4.465, 50.8182],
      [4, null, '', -4.53, 50.826],
    ]);
    expect(roads.ways).toEqual([
      {
        osmId: 1,
        id: 'a3072.1',
        tags: { highway: 'primary', ref: 'A3072', name: 'Stratton Road', maxspeed: '30 mph' },
        nodeIds: [1, 4, 2],
      },
      { osmId: 2, id: 'a3072.2', tags: { highway: 'primary', ref: 'A3072' }, nodeIds: [2, 3] },
    ]);
  });

  it('takes files with Windows line ends and a byte order mark', () => {
    const roads = read({ nodes: [`\uFEFF${NODES[0]}`, ...NODES.slice(1)], newline: '\r\n' });
    expect(roads.nodes).toHaveLength(4);
    expect(roads.ways[1].nodeIds).toEqual([2, 3]);
  });

  it('takes a ferry, which has no highway tag', () => {
    const roads = read({
      ways: ['f.1 route=ferry motor_vehicle=yes duration=00:05 : bude stratton j2264-1051'],
    });
    expect(roads.ways[0].tags.duration).toBe('00:05');
  });

  it.each([
    [
      'a file without content',
      { ways: ['# nothing yet'] },
      'ROADS_FILE_MISSING ways.txt is missing or has no line',
    ],
    [
      'a node without coordinates',
      { nodes: ['bude Bude'] },
      'ROADS_LINE_FORMAT nodes.txt, line 1: expected "id lon lat name", found "bude Bude"',
    ],
    [
      'latitude and longitude the wrong way round beyond the range',
      { nodes: ['bude 50.8266 -104.5428'] },
      'ROADS_LINE_FORMAT nodes.txt, line 1: 50.8266, -104.5428 is not a longitude and a latitude',
    ],
    [
      'a node id that would read as a point',
      { nodes: ['12,5 -4.5 50.8'] },
      'ROADS_LINE_FORMAT nodes.txt, line 1: expected "id lon lat name"',
    ],
    [
      'two nodes with one id',
      { nodes: [...NODES, 'bude -4.6 50.9'] },
      'ROADS_DUPLICATE_ID nodes.txt, line 6: node "bude" is already on line 3',
    ],
    [
      'a node that no way uses',
      { nodes: [...NODES, 'poughill -4.52 50.84'] },
      'ROADS_UNUSED_NODE nodes.txt, line 6: no way uses the node "poughill"',
    ],
    [
      'two ways with one id',
      { ways: [WAYS[0], WAYS[1], WAYS[0]] },
      'ROADS_DUPLICATE_ID ways.txt, line 3: way "a3072.1" is already on line 1',
    ],
    [
      'a way through a node that is not there',
      { ways: [WAYS[0], 'x.1 highway=tertiary : stratton kilkhampton'] },
      'ROADS_UNKNOWN_NODE ways.txt, line 2: nodes.txt has no node "kilkhampton"',
    ],
    [
      'a way with a single point',
      { ways: [WAYS[0], 'x.1 highway=tertiary : stratton'] },
      'ROADS_WAY_TOO_SHORT ways.txt, line 2: way "x.1" has 1 point(s): expected at least two',
    ],
    [
      'a way with no point',
      { ways: [WAYS[0], 'x.1 highway=tertiary :'] },
      'ROADS_WAY_TOO_SHORT ways.txt, line 2: way "x.1" has 0 point(s): expected at least two',
    ],
    [
      'a way that stays where it is',
      { ways: [WAYS[0], 'x.1 highway=tertiary : stratton stratton bude'] },
      'ROADS_WAY_TOO_SHORT ways.txt, line 2: way "x.1" has "stratton" twice in a row',
    ],
    [
      'a way without a colon',
      { ways: ['x.1 highway=tertiary bude stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: expected "id key=value … : point point …"',
    ],
    [
      'a tag that is none',
      { ways: ['x.1 highway=tertiary name="Lane : bude stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: expected key=value or key="some words", found "name="Lane"',
    ],
    [
      'a tag that is there twice',
      { ways: ['x.1 highway=tertiary highway=primary : bude stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: the tag "highway" is there twice',
    ],
    [
      'a way on which nothing drives',
      { ways: ['x.1 name=Lane : bude stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: expected a highway=… tag (or route=ferry)',
    ],
    [
      'a speed without its unit, which would be read as km/h',
      { ways: ['x.1 highway=tertiary maxspeed=40 : bude stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: maxspeed is "40": expected for example maxspeed="40 mph"',
    ],
    [
      'a point that is neither an id nor a place',
      { ways: ['x.1 highway=tertiary : bude -4.53;50.826 stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: "-4.53;50.826" is neither the id of a node nor a "lon,lat" point',
    ],
    [
      'a shape point off the globe',
      { ways: ['x.1 highway=tertiary : bude -4.53,508.26 stratton'] },
      'ROADS_LINE_FORMAT ways.txt, line 1: -4.53, 508.26 is not a longitude and a latitude',
    ],
  ])('refuses %s, naming file and line', (_what, files, expected) => {
    expect(refusal(files)).toContain(expected);
  });

  it('refuses a folder that is not there', () => {
    expect(() => readSampleRoads(join(folder, 'nowhere'))).toThrow(/nodes\.txt is missing/);
  });
});
