import type { Bounds, LonLat } from '../../shared/coordinates.ts';
import { lonLat } from '../../shared/coordinates.ts';
import { fileError } from '../importErrors.ts';
import { type Extract, type OsmRelation, type OsmWay, openExtract, readItems } from './extractBlocks.ts';
import { type FlatLine, isClosed, middleOf } from './lines.ts';
import { type NodeStore, nodeStore } from './nodeStore.ts';
import { isSiteLike } from './siteKinds.ts';
import { isWater, mapLineOf, placeKindOf } from './tags.ts';

type Tags = Readonly<Record<string, string>>;

/** A way that is drawn or driven on. */
export interface ExtractLine {
  /** road, ferry, rail or coast. */
  readonly layer: string;
  readonly kind: string;
  readonly tags: Tags;
  readonly line: FlatLine;
  /** True when a car may use it. */
  readonly isDrivable: boolean;
}

/** Something with a place: a node, or the middle of a way or relation. */
export interface ExtractPoint {
  /** `node/123`, `way/123`, `relation/123`. */
  readonly osmId: string;
  readonly tags: Tags;
  readonly lonLat: LonLat;
}

/** A stretch of water: outer rings and holes. */
export interface ExtractWater {
  readonly tags: Tags;
  readonly outer: readonly FlatLine[];
  readonly inner: readonly FlatLine[];
}

/** What the planner takes from an extract. */
export interface RegionExtract {
  readonly path: string;
  readonly sha256: string;
  /** The extract's own box, or that of its roads. */
  readonly bounds: Bounds;
  readonly lines: readonly ExtractLine[];
  readonly water: readonly ExtractWater[];
  /** Halls, libraries, car parks, …: whatever `isSiteLike` lets through. */
  readonly siteLike: readonly ExtractPoint[];
  readonly places: readonly ExtractPoint[];
  readonly busStops: readonly LonLat[];
}

interface Wanted {
  readonly ways: (OsmWay & { readonly tags: Tags })[];
  /** Ways that wanted relations are made of. */
  readonly members: Map<number, OsmWay>;
  readonly relations: (OsmRelation & { readonly tags: Tags })[];
}

/**
 * Takes from an extract what the planner needs: roads, ferries, railways, coast, water, places, bus stops and
 * whatever may be a site. The file is read three times (relations, ways, nodes), so that only the nodes that are needed are kept.
 * @throws IMPORT_FILE when it is no extract, cut short, or has no roads
 */
export async function readExtract(
  path: string,
  options: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<RegionExtract> {
  const { onProgress, signal } = options;
  const extract = await openExtract(path, { signal, onProgress: (share) => onProgress?.(share * 0.3) });
  const wanted = await readWanted(extract, signal);
  onProgress?.(0.6);
  const store = nodeStore([...wanted.ways, ...wanted.members.values()].map((way) => way.refs));
  const points = await readNodes(extract, store, signal);
  onProgress?.(0.95);
  const lines = linesOf(wanted, store);
  const bounds = extract.bounds ?? boundsOfLines(lines);
  if (!bounds || !lines.some((line) => line.isDrivable)) {
    throw fileError(
      path,
      'there is no road in this extract that a car may use. Use an extract of the whole county with all its ways',
    );
  }
  const areas = areasOf(wanted, store);
  onProgress?.(1);
  return {
    path,
    sha256: extract.sha256,
    bounds,
    lines,
    water: waterOf(wanted, store),
    siteLike: [...points.siteLike, ...areas.filter(({ tags }) => isSiteLike(tags))],
    places: [...points.places, ...areas.filter(({ tags }) => placeKindOf(tags) !== undefined)],
    busStops: points.busStops,
  };
}

const isArea = (tags: Tags): boolean => isWater(tags) || isSiteLike(tags) || placeKindOf(tags) !== undefined;

async function readWanted(extract: Extract, signal?: AbortSignal): Promise<Wanted> {
  const relations: Wanted['relations'] = [];
  const memberIds = new Set<number>();
  for await (const relation of readItems(extract, 'relation', true, signal)) {
    const { tags } = relation;
    if (tags?.type !== 'multipolygon' || !isArea(tags)) continue;
    relations.push({ ...relation, tags });
    for (const member of relation.members) if (member.type === 'way') memberIds.add(member.ref);
  }
  const ways: Wanted['ways'] = [];
  const members = new Map<number, OsmWay>();
  for await (const way of readItems(extract, 'way', true, signal)) {
    if (memberIds.has(way.id)) members.set(way.id, way);
    const { tags } = way;
    if (tags && (mapLineOf(tags) !== undefined || isArea(tags))) ways.push({ ...way, tags });
  }
  return { ways, members, relations };
}

async function readNodes(extract: Extract, store: NodeStore, signal?: AbortSignal) {
  const siteLike: ExtractPoint[] = [];
  const places: ExtractPoint[] = [];
  const busStops: LonLat[] = [];
  for await (const { id, lon, lat, tags } of readItems(extract, 'node', true, signal)) {
    store.put(id, lon, lat);
    if (!tags) continue;
    if (tags.highway === 'bus_stop') busStops.push(lonLat(lon, lat));
    const point = { osmId: `node/${id}`, tags, lonLat: lonLat(lon, lat) };
    if (isSiteLike(tags)) siteLike.push(point);
    if (placeKindOf(tags) !== undefined) places.push(point);
  }
  return { siteLike, places, busStops };
}

function linesOf(wanted: Wanted, store: NodeStore): ExtractLine[] {
  return wanted.ways.flatMap(({ refs, tags }) => {
    const drawn = mapLineOf(tags);
    if (!drawn) return [];
    const line = store.line(refs);
    return line.length >= 4 ? [{ ...drawn, tags, line }] : [];
  });
}

/** Ways and multipolygons that stand for a place, by their middle. */
function areasOf(wanted: Wanted, store: NodeStore): ExtractPoint[] {
  const points: ExtractPoint[] = [];
  const add = (osmId: string, tags: Tags, line: FlatLine) => {
    const middle = middleOf(line);
    if (middle) points.push({ osmId, tags, lonLat: middle });
  };
  for (const { id, refs, tags } of wanted.ways) {
    if (isSiteLike(tags) || placeKindOf(tags) !== undefined) add(`way/${id}`, tags, store.line(refs));
  }
  for (const relation of wanted.relations) {
    if (isWater(relation.tags)) continue;
    const outer = relation.members.find((member) => member.type === 'way' && member.role !== 'inner');
    const way = outer && wanted.members.get(outer.ref);
    if (way) add(`relation/${relation.id}`, relation.tags, store.line(way.refs));
  }
  return points;
}

function waterOf(wanted: Wanted, store: NodeStore): ExtractWater[] {
  const simple = wanted.ways
    .filter(({ tags }) => isWater(tags))
    .map(({ tags, refs }) => ({ tags, outer: [store.line(refs)].filter(isClosed), inner: [] }));
  const rings = (relation: OsmRelation, isWanted: (role: string) => boolean): FlatLine[] =>
    relation.members.flatMap((member) => {
      const way = member.type === 'way' && isWanted(member.role) ? wanted.members.get(member.ref) : undefined;
      return way ? [store.line(way.refs)] : [];
    });
  const compound = wanted.relations
    .filter(({ tags }) => isWater(tags))
    .map((relation) => ({
      tags: relation.tags,
      outer: rings(relation, (role) => role !== 'inner'),
      inner: rings(relation, (role) => role === 'inner'),
    }));
  return [...simple, ...compound];
}

function boundsOfLines(lines: readonly ExtractLine[]): Bounds | undefined {
  if (lines.length === 0) return undefined;
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const { line } of lines) {
    for (let i = 0; i < line.length; i += 2) {
      box[0] = Math.min(box[0], line[i]);
      box[1] = Math.min(box[1], line[i + 1]);
      box[2] = Math.max(box[2], line[i]);
      box[3] = Math.max(box[3], line[i + 1]);
    }
  }
  return box;
}
