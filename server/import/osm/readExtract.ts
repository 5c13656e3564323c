import type { Bounds, LonLat } from '../../shared/coordinates.ts';
import { lonLat } from '../../shared/coordinates.ts';
import { fileError } from '../importErrors.ts';
import { type Extract, type OsmRelation, type OsmWay, openExtract, readItems } from './extractBlocks.ts';
import { type FlatLine, isClosed, middleOf } from './lines.ts';
import { type NodeStore, nodeStore } from './nodeStore.ts';
import { collectOutlineWays, type ExtractOutline, type OutlineWays, polygonsOf } from './outlines.ts';
import { isSiteLike } from './siteKinds.ts';
import { mapLineOf, type OutlineKind, outlineOf, placeKindOf } from './tags.ts';

type Tags = Readonly<Record<string, string>>;

/** A way that is drawn as a line, or driven on. */
export interface ExtractLine {
  /** road, ferry, rail, waterway or coast. */
  readonly layer: string;
  readonly kind: string;
  /** Empty when none. */
  readonly name: string;
  readonly ref: string;
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

/** What the planner takes from an extract. */
export interface RegionExtract {
  readonly path: string;
  readonly sha256: string;
  /** The extract's own box, or that of its roads. */
  readonly bounds: Bounds;
  readonly lines: readonly ExtractLine[];
  /** Water, woods, built-up land, buildings, …: made one by one, since there may be a million. */
  readonly outlines: () => Iterable<ExtractOutline>;
  /** Halls, libraries, car parks, …: whatever `isSiteLike` lets through. */
  readonly siteLike: readonly ExtractPoint[];
  readonly places: readonly ExtractPoint[];
  readonly busStops: readonly LonLat[];
}

/** A way by the nodes it goes through. */
interface Drawn extends Omit<ExtractLine, 'line'> {
  readonly refs: readonly number[];
}

interface Tagged<Item> {
  readonly item: Item;
  readonly tags: Tags;
}

interface Wanted {
  readonly lines: readonly Drawn[];
  /** Closed ways that stand for a place. */
  readonly ways: readonly Tagged<OsmWay>[];
  /** Multipolygons that stand for a place or are drawn. */
  readonly relations: readonly Tagged<OsmRelation>[];
  /** Nodes of the ways that these relations are made of. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  readonly outlineWays: OutlineWays;
}

/**
 * Takes from an extract what the planner needs: roads, what is drawn around them, places, bus stops and whatever may be a site. The file is read three times (relations, ways, nodes), so that only the nodes that are needed are kept.
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
  const store = nodeStore([
    ...[...wanted.lines, ...wanted.ways.map(({ item }) => item)].map(({ refs }) => refs),
    ...wanted.members.values(),
    wanted.outlineWays.allRefs(),
  ]);
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
    outlines: () => outlinesOf(wanted, store),
    siteLike: [...points.siteLike, ...areas.filter(({ tags }) => isSiteLike(tags))],
    places: [...points.places, ...areas.filter(({ tags }) => placeKindOf(tags) !== undefined)],
    busStops: points.busStops,
  };
}

const waterName = ({ layer }: OutlineKind, tags: Tags): string =>
  layer === 'water' ? (tags.name ?? '') : '';

const standsForPlace = (tags: Tags): boolean => isSiteLike(tags) || placeKindOf(tags) !== undefined;

async function readWanted(extract: Extract, signal?: AbortSignal): Promise<Wanted> {
  const relations: Tagged<OsmRelation>[] = [];
  const memberIds = new Set<number>();
  for await (const item of readItems(extract, 'relation', true, signal)) {
    const { tags } = item;
    if (tags?.type !== 'multipolygon' || !(standsForPlace(tags) || outlineOf(tags))) continue;
    relations.push({ item, tags });
    for (const member of item.members) if (member.type === 'way') memberIds.add(member.ref);
  }
  const lines: Drawn[] = [];
  const ways: Tagged<OsmWay>[] = [];
  const members = new Map<number, readonly number[]>();
  const outlineWays = collectOutlineWays();
  for await (const item of readItems(extract, 'way', true, signal)) {
    const { id, refs, tags } = item;
    if (memberIds.has(id)) members.set(id, refs);
    if (!tags) continue;
    const drawn = mapLineOf(tags);
    if (drawn) lines.push({ ...drawn, name: tags.name ?? '', ref: tags.ref ?? '', refs });
    if (standsForPlace(tags)) ways.push({ item, tags });
    const outline = outlineOf(tags);
    if (outline && refs.length >= 4 && refs[0] === refs[refs.length - 1])
      outlineWays.add(outline, waterName(outline, tags), refs);
  }
  return { lines, ways, members, relations, outlineWays };
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

const linesOf = ({ lines }: Wanted, store: NodeStore): ExtractLine[] =>
  lines.flatMap(({ refs, ...drawn }) => {
    const line = store.line(refs);
    return line.length >= 4 ? [{ ...drawn, line }] : [];
  });

/** Ways and multipolygons that stand for a place, by their middle. */
function areasOf(wanted: Wanted, store: NodeStore): ExtractPoint[] {
  const points: ExtractPoint[] = [];
  const add = (osmId: string, tags: Tags, line: FlatLine) => {
    const middle = middleOf(line);
    if (middle) points.push({ osmId, tags, lonLat: middle });
  };
  for (const { item, tags } of wanted.ways) add(`way/${item.id}`, tags, store.line(item.refs));
  for (const { item, tags } of wanted.relations) {
    if (!standsForPlace(tags)) continue;
    const outer = item.members.find((member) => member.type === 'way' && member.role !== 'inner');
    const refs = outer && wanted.members.get(outer.ref);
    if (refs) add(`relation/${item.id}`, tags, store.line(refs));
  }
  return points;
}

function* outlinesOf(wanted: Wanted, store: NodeStore): Iterable<ExtractOutline> {
  for (const { outline, name, refs } of wanted.outlineWays.each()) {
    const ring = store.line(refs);
    if (isClosed(ring)) yield { ...outline, name, rings: [ring] };
  }
  for (const { item, tags } of wanted.relations) {
    const outline = outlineOf(tags);
    if (!outline) continue;
    const parts = (isWanted: (role: string) => boolean): FlatLine[] =>
      item.members.flatMap(({ type, role, ref }) => {
        const refs = type === 'way' && isWanted(role) ? wanted.members.get(ref) : undefined;
        return refs ? [store.line(refs)] : [];
      });
    const outer = parts((role) => role !== 'inner');
    for (const rings of polygonsOf(
      outer,
      parts((role) => role === 'inner'),
    ))
      yield { ...outline, name: waterName(outline, tags), rings };
  }
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
