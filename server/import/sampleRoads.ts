import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LonLat, lonLat } from '../shared/coordinates.ts';
import { PlannerError } from '../shared/errors.ts';

/** A point of the network. */
export interface RoadNode {
  /** Number for OpenStreetMap data: 1, 2, 3, … in the order of `SampleRoads.nodes`. */
  readonly osmId: number;
  /** Its id in nodes.txt; null for a shape point that only bends a way. */
  readonly id: string | null;
  /** The settlement's name; empty for junctions and shape points. */
  readonly name: string;
  readonly lonLat: LonLat;
}

/** A road, street or ferry: tags as in OpenStreetMap, and at least two points. */
export interface RoadWay {
  readonly osmId: number;
  /** Its id in ways.txt, for example `a39.12`. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** `osmId` of its nodes, in travelling order. */
  readonly nodeIds: readonly number[];
}

export interface SampleRoads {
  readonly nodes: readonly RoadNode[];
  readonly ways: readonly RoadWay[];
}

/** One line of a file that carries content. */
interface Line {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

/** What has been read so far; nodes are numbered as they come. */
interface Reading {
  readonly nodes: RoadNode[];
  readonly ways: RoadWay[];
  readonly nodeByKey: Map<string, { readonly node: RoadNode; readonly line: Line }>;
  readonly lineOfWay: Map<string, number>;
  readonly used: Set<string>;
}

/** Ids are lower-case words with hyphens and full stops, so that none can be taken for a `lon,lat` point. */
const ID = /^[a-z][a-z0-9.-]*$/;
const TAG = /^([a-z][a-z0-9_:]*)=(?:"([^"]+)"|([^"\s]+))(?:\s+|$)/;
const POINT = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/;
const SPEED = /^[1-9]\d* mph$/;

/**
 * Reads a road network written by hand as two text files, `nodes.txt` and `ways.txt` (their form is described in
 * the first lines of each file), and checks it.
 * @param folder  where the two files are
 * @returns       nodes in file order followed by shape points, and ways in file order; never empty
 * @throws ROADS_FILE_MISSING    a file is not there, or has no content
 * @throws ROADS_LINE_FORMAT     a line is not of the form, naming file and line, as all below
 * @throws ROADS_DUPLICATE_ID    two nodes or two ways share an id
 * @throws ROADS_UNKNOWN_NODE    a way uses a node that nodes.txt does not have
 * @throws ROADS_WAY_TOO_SHORT   a way has fewer than two points, or the same point twice in a row
 * @throws ROADS_UNUSED_NODE     no way uses a node
 */
export function readSampleRoads(folder: string): SampleRoads {
  const reading: Reading = {
    nodes: [],
    ways: [],
    nodeByKey: new Map(),
    lineOfWay: new Map(),
    used: new Set(),
  };
  for (const line of linesOf(folder, 'nodes.txt')) addNode(reading, line);
  for (const line of linesOf(folder, 'ways.txt')) addWay(reading, line);
  for (const [id, { line }] of reading.nodeByKey) {
    if (!reading.used.has(id)) {
      throw refusal('ROADS_UNUSED_NODE', line, `no way uses the node "${id}"; remove it, or put it on a way`);
    }
  }
  return { nodes: reading.nodes, ways: reading.ways };
}

function linesOf(folder: string, name: string): Line[] {
  const file = join(folder, name);
  const text = existsSync(file) ? readFileSync(file, 'utf8').replace(/^\uFEFF/, '') : '';
  const lines = text
    .split(/\r?\n/)
    .map((content, i) => ({ file, number: i + 1, text: content.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  if (lines.length === 0) {
    throw new PlannerError({
      code: 'ROADS_FILE_MISSING',
      category: 'input',
      message: `${file} is missing or has no line of content: expected the text form of a road network, one item a line`,
      details: { file },
    });
  }
  return lines;
}

function addNode(reading: Reading, line: Line): void {
  const [id, lon, lat, ...words] = line.text.split(/\s+/);
  const place = placeOf(line, `${lon},${lat}`);
  if (!ID.test(id) || !place) {
    throw refusal('ROADS_LINE_FORMAT', line, `expected "id lon lat name", found "${line.text}"`);
  }
  const earlier = reading.nodeByKey.get(id);
  if (earlier) throw duplicate(line, `node "${id}"`, earlier.line.number);
  const node = { osmId: reading.nodes.length + 1, id, name: words.join(' '), lonLat: place };
  reading.nodes.push(node);
  reading.nodeByKey.set(id, { node, line });
}

function addWay(reading: Reading, line: Line): void {
  const match = /^(\S+)\s+(.*\S)\s+:\s+(\S.*)$/.exec(line.text) ?? /^(\S+)\s+(.*\S)\s+:()$/.exec(line.text);
  if (!match || !ID.test(match[1])) {
    throw refusal(
      'ROADS_LINE_FORMAT',
      line,
      'expected "id key=value … : point point …", with spaces around the colon',
    );
  }
  const [, id, tagText, pointText] = match;
  const earlier = reading.lineOfWay.get(id);
  if (earlier !== undefined) throw duplicate(line, `way "${id}"`, earlier);
  reading.lineOfWay.set(id, line.number);
  const tags = tagsOf(line, tagText);
  const points = pointText.split(/\s+/).filter((word) => word !== '');
  if (points.length < 2) {
    throw refusal(
      'ROADS_WAY_TOO_SHORT',
      line,
      `way "${id}" has ${points.length} point(s): expected at least two`,
    );
  }
  const nodeIds = points.map((point) => nodeOf(reading, line, point));
  const repeated = nodeIds.findIndex((node, i) => i > 0 && node === nodeIds[i - 1]);
  if (repeated > 0) {
    throw refusal(
      'ROADS_WAY_TOO_SHORT',
      line,
      `way "${id}" has "${points[repeated]}" twice in a row; remove one`,
    );
  }
  reading.ways.push({ osmId: reading.ways.length + 1, id, tags, nodeIds });
}

function tagsOf(line: Line, text: string): Record<string, string> {
  const tags: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const match = TAG.exec(rest);
    if (!match)
      throw refusal('ROADS_LINE_FORMAT', line, `expected key=value or key="some words", found "${rest}"`);
    const [whole, key, quoted, bare] = match;
    if (key in tags) throw refusal('ROADS_LINE_FORMAT', line, `the tag "${key}" is there twice; keep one`);
    tags[key] = quoted ?? bare;
    rest = rest.slice(whole.length);
  }
  if (!tags.highway && tags.route !== 'ferry') {
    throw refusal(
      'ROADS_LINE_FORMAT',
      line,
      'expected a highway=… tag (or route=ferry): nothing drives here without',
    );
  }
  if (tags.maxspeed && !SPEED.test(tags.maxspeed)) {
    throw refusal(
      'ROADS_LINE_FORMAT',
      line,
      `maxspeed is "${tags.maxspeed}": expected for example maxspeed="40 mph"`,
    );
  }
  return tags;
}

function nodeOf(reading: Reading, line: Line, point: string): number {
  if (ID.test(point)) {
    const known = reading.nodeByKey.get(point);
    if (!known) {
      throw refusal(
        'ROADS_UNKNOWN_NODE',
        line,
        `nodes.txt has no node "${point}"; add it there or correct the way`,
      );
    }
    reading.used.add(point);
    return known.node.osmId;
  }
  const place = placeOf(line, point);
  if (!place) {
    throw refusal('ROADS_LINE_FORMAT', line, `"${point}" is neither the id of a node nor a "lon,lat" point`);
  }
  const node = { osmId: reading.nodes.length + 1, id: null, name: '', lonLat: place };
  reading.nodes.push(node);
  return node.osmId;
}

/** The place written `lon,lat`; undefined when the text is something else. @throws ROADS_LINE_FORMAT out of range */
function placeOf(line: Line, text: string): LonLat | undefined {
  const match = POINT.exec(text);
  if (!match) return undefined;
  try {
    return lonLat(Number(match[1]), Number(match[2]));
  } catch (cause) {
    throw refusal('ROADS_LINE_FORMAT', line, (cause as Error).message, cause);
  }
}

function duplicate(line: Line, what: string, earlier: number): PlannerError {
  return refusal(
    'ROADS_DUPLICATE_ID',
    line,
    `${what} is already on line ${earlier}; give one of them another id`,
  );
}

function refusal(code: string, line: Line, message: string, cause?: unknown): PlannerError {
  return new PlannerError({
    code,
    category: 'input',
    message: `${line.file}, line ${line.number}: ${message}`,
    details: { file: line.file, line: line.number },
    cause,
  });
}
