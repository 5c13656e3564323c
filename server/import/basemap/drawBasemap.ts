import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Place } from '../../core/nouns.ts';
import type { Bounds } from '../../shared/coordinates.ts';
import { stopIfCancelled } from '../importErrors.ts';
import { landWithin } from '../osm/coastline.ts';
import { chained, type FlatLine, signedArea } from '../osm/lines.ts';
import { landPolygons } from '../osm/outlines.ts';
import type { ExtractLine, RegionExtract } from '../osm/readExtract.ts';
import type { ShapeType } from './encodeTile.ts';
import { labelPoint } from './labelPoint.ts';
import { collectShapes, type DrawingRule, type Shapes } from './shapes.ts';

/** Zooms of the tiles. */
export const MIN_ZOOM = 6;
export const MAX_ZOOM = 14;

/** What a map is drawn from. */
export interface BasemapSource {
  readonly extract: Pick<RegionExtract, 'bounds' | 'lines' | 'outlines'> | undefined;
  /** Polygons of land, each with its holes; from the extract's coast when missing. */
  readonly land: readonly (readonly FlatLine[])[] | undefined;
  readonly places: readonly Place[];
  /** The box of a region that has no extract. */
  readonly bounds: Bounds;
}

/** A map ready to be cut. */
export interface Basemap {
  readonly shapes: Shapes;
  /** What the tiles show in detail. */
  readonly bounds: Bounds;
  /** True when there is sea beyond the land; without, all is land. */
  readonly isCoastal: boolean;
}

/** Where the detail ends, land and sea go on as they are, in degrees, so that its edge looks like no shore. */
export const MARGIN_DEGREES = 1.5;
/** Roads in two sets: from afar lines of one number are one line, close by they have names. */
const CLOSE_ZOOM = 12;
const ROAD_ZOOMS: Readonly<Record<string, number>> = {
  motorway: 6,
  trunk: 6,
  primary: 7,
  secondary: 9,
  tertiary: 10,
  minor: 11,
  service: 13,
};
const LINE_ZOOMS: Readonly<Record<string, number>> = { ferry: 6, rail: 8, river: 9, canal: 10, stream: 13 };
/** Least pixels of an outline that is drawn, and the first zoom of its kind. */
const OUTLINES: Readonly<Record<string, { fromZoom: number; leastPixels: number }>> = {
  built: { fromZoom: 8, leastPixels: 24 },
  park: { fromZoom: 10, leastPixels: 24 },
  wood: { fromZoom: 8, leastPixels: 16 },
  beach: { fromZoom: 10, leastPixels: 8 },
  lake: { fromZoom: 6, leastPixels: 6 },
  river: { fromZoom: 6, leastPixels: 6 },
};
const BUILDINGS = { fromZoom: 13, leastPixels: 6 };
const PLACE_ZOOMS: Readonly<Record<string, number>> = { city: 6, town: 7, village: 9, island: 9, suburb: 10 };
const OTHER_PLACE_ZOOM = 11;
const LAKE_NAMES = [
  { squareMetres: 1_000_000, fromZoom: 10 },
  { squareMetres: 100_000, fromZoom: 12 },
  { squareMetres: 10_000, fromZoom: 14 },
];

/**
 * Draws land, water, woods, built-up land, roads, railways, ferries, buildings and names of places, in the order in which they
 * lie over each other. Others get their turn meanwhile.
 * @throws IMPORT_CANCELLED
 */
export async function drawBasemap(source: BasemapSource, signal?: AbortSignal): Promise<Basemap> {
  const shapes = collectShapes();
  const ruleOf = ruleBook();
  const { extract } = source;
  const bounds = extract?.bounds ?? source.bounds;
  const coast = (extract?.lines ?? []).filter(({ layer }) => layer === 'coast').map(({ line }) => line);
  const land = source.land ?? landPolygons(landWithin(bounds, coast, MARGIN_DEGREES));
  for (const rings of land) {
    shapes.add(
      ruleOf({ layer: 'land', type: 'polygon', fromZoom: MIN_ZOOM, toZoom: MAX_ZOOM, leastPixels: 4 }),
      rings,
    );
  }
  for (const { layer, kind, name, rings } of extract?.outlines() ?? []) {
    const rule = { layer, type: 'polygon', toZoom: MAX_ZOOM, ...(OUTLINES[kind] ?? BUILDINGS) } as const;
    shapes.add(ruleOf(rule, kind === '' ? {} : { kind }), rings);
    if (kind === 'lake' && name !== '') nameLake(name, rings, shapes, ruleOf);
    if (shapes.count % SHAPES_A_TURN === 0) {
      await nextTurn();
      stopIfCancelled(signal);
    }
  }
  drawLines(extract?.lines ?? [], shapes, ruleOf);
  for (const { name, kind, lonLat } of source.places) {
    const fromZoom = PLACE_ZOOMS[kind] ?? OTHER_PLACE_ZOOM;
    const rule = { layer: 'place', type: 'point', fromZoom, toZoom: MAX_ZOOM, leastPixels: 0 } as const;
    shapes.add(ruleOf(rule, { kind, name }), [Float64Array.from(lonLat)]);
  }
  return { shapes, bounds, isCoastal: source.land !== undefined || coast.length > 0 };
}

/** Shapes between two looks at what else is to be done. */
const SHAPES_A_TURN = 2000;

/** A lake's name, from afar only that of a large one. */
function nameLake(name: string, rings: readonly FlatLine[], shapes: Shapes, ruleOf: RuleOf): void {
  const area = Math.abs(signedArea(rings[0]));
  const fromZoom = LAKE_NAMES.find(({ squareMetres }) => area >= squareMetres)?.fromZoom;
  const at = fromZoom === undefined ? undefined : labelPoint(rings);
  if (fromZoom === undefined || !at) return;
  const rule = { layer: 'place', type: 'point', fromZoom, toZoom: MAX_ZOOM, leastPixels: 0 } as const;
  shapes.add(ruleOf(rule, { kind: 'lake', name }), [at]);
}

type RuleOf = (
  rule: Omit<DrawingRule, 'style'> & { layer: string; type: ShapeType },
  properties?: Readonly<Record<string, string>>,
) => DrawingRule;

/** Gives the same object for the same rule, so that shapes of one style are drawn as one. */
function ruleBook(): RuleOf {
  const rules = new Map<string, DrawingRule>();
  return ({ layer, type, ...zooms }, properties = {}) => {
    const key = JSON.stringify([layer, type, zooms, properties]);
    const known = rules.get(key);
    if (known) return known;
    const rule = { ...zooms, style: { layer, type, properties } };
    rules.set(key, rule);
    return rule;
  };
}

function drawLines(lines: readonly ExtractLine[], shapes: Shapes, ruleOf: RuleOf): void {
  const drawn = lines.filter(({ layer }) => layer !== 'coast');
  const roads = drawn.filter(({ layer }) => layer === 'road');
  const others = drawn.filter(({ layer }) => layer !== 'road');
  const draw = (
    group: readonly ExtractLine[],
    zooms: { fromZoom: number; toZoom: number },
    properties: Readonly<Record<string, string>>,
  ) => {
    const rule = ruleOf({ layer: group[0].layer, type: 'line', leastPixels: 0, ...zooms }, properties);
    for (const chain of chained(
      group.map(({ line }) => line),
      true,
    ))
      shapes.add(rule, [chain]);
  };
  for (const group of grouped(roads, ({ kind, ref }) => [kind, ref])) {
    const [{ kind, ref }] = group;
    const fromZoom = ROAD_ZOOMS[kind] ?? CLOSE_ZOOM;
    if (fromZoom < CLOSE_ZOOM) draw(group, { fromZoom, toZoom: CLOSE_ZOOM - 1 }, told({ kind, ref }));
  }
  for (const group of grouped(roads, ({ kind, ref, name }) => [kind, ref, name])) {
    const [{ kind, ref, name }] = group;
    const fromZoom = Math.max(CLOSE_ZOOM, ROAD_ZOOMS[kind] ?? CLOSE_ZOOM);
    draw(group, { fromZoom, toZoom: MAX_ZOOM }, told({ kind, ref, name }));
  }
  for (const group of grouped(others, ({ layer, kind, name }) => [layer, kind, name])) {
    const [{ kind, name }] = group;
    draw(group, { fromZoom: LINE_ZOOMS[kind] ?? CLOSE_ZOOM, toZoom: MAX_ZOOM }, told({ kind, name }));
  }
}

/** Without what is empty. */
const told = (properties: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ''));

function grouped(
  lines: readonly ExtractLine[],
  keysOf: (line: ExtractLine) => readonly string[],
): Iterable<readonly ExtractLine[]> {
  const groups = new Map<string, ExtractLine[]>();
  for (const line of lines) {
    const key = keysOf(line).join('\u0000');
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return groups.values();
}
