import { isRealName } from './siteKinds.ts';

type Tags = Readonly<Record<string, string>>;

/** Road classes of the map by `highway` value; every one of them may be driven on unless access says no. */
const ROAD_KINDS: Readonly<Record<string, string>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'minor',
  residential: 'minor',
  living_street: 'minor',
  road: 'minor',
  service: 'service',
};
const NO_ENTRY = ['no', 'private'];
/** Kinds of settlement people search by. */
const PLACE_KINDS = ['city', 'town', 'village', 'hamlet', 'suburb', 'island'];

const WATERWAYS = ['river', 'canal', 'stream'];

/** How a way is drawn as a line and whether a car may use it; undefined when it is neither. */
export function mapLineOf(tags: Tags): { layer: string; kind: string; isDrivable: boolean } | undefined {
  if (tags.area === 'yes' && tags.highway) return undefined;
  const road = ROAD_KINDS[tags.highway ?? ''];
  if (road) {
    const entry = tags.motorcar ?? tags.motor_vehicle ?? tags.vehicle ?? tags.access;
    return { layer: 'road', kind: road, isDrivable: !NO_ENTRY.includes(entry ?? '') };
  }
  if (tags.route === 'ferry') return { layer: 'ferry', kind: 'ferry', isDrivable: false };
  if (tags.natural === 'coastline') return { layer: 'coast', kind: 'coast', isDrivable: false };
  if (tags.railway === 'rail' && !tags.service && tags.tunnel !== 'yes') {
    return { layer: 'rail', kind: 'rail', isDrivable: false };
  }
  if (WATERWAYS.includes(tags.waterway ?? '') && tags.tunnel === undefined) {
    return { layer: 'waterway', kind: tags.waterway, isDrivable: false };
  }
  return undefined;
}

/** What an outline is drawn as. */
export interface OutlineKind {
  readonly layer: 'water' | 'landuse' | 'building';
  /** Within the layer; empty for buildings. */
  readonly kind: 'lake' | 'river' | 'wood' | 'built' | 'park' | 'beach' | '';
}

const LAKE: OutlineKind = { layer: 'water', kind: 'lake' };
const RIVER: OutlineKind = { layer: 'water', kind: 'river' };
const WOOD: OutlineKind = { layer: 'landuse', kind: 'wood' };
const BUILT: OutlineKind = { layer: 'landuse', kind: 'built' };
const PARK: OutlineKind = { layer: 'landuse', kind: 'park' };
const BEACH: OutlineKind = { layer: 'landuse', kind: 'beach' };
const BUILDING: OutlineKind = { layer: 'building', kind: '' };
/** Every kind of outline, in the order in which they are drawn over each other. */
export const OUTLINE_KINDS: readonly OutlineKind[] = [BUILT, PARK, WOOD, BEACH, LAKE, RIVER, BUILDING];

/** Outlines by key and value: wiki.openstreetmap.org, "Map features". */
const OUTLINES: readonly {
  readonly key: string;
  readonly values: readonly string[];
  readonly as: OutlineKind;
}[] = [
  { key: 'natural', values: ['water'], as: LAKE },
  { key: 'waterway', values: ['riverbank', 'dock'], as: RIVER },
  { key: 'landuse', values: ['reservoir', 'basin'], as: LAKE },
  { key: 'natural', values: ['wood'], as: WOOD },
  { key: 'landuse', values: ['forest'], as: WOOD },
  { key: 'natural', values: ['beach', 'sand', 'shingle'], as: BEACH },
  { key: 'landuse', values: ['residential', 'commercial', 'industrial', 'retail'], as: BUILT },
  { key: 'leisure', values: ['park', 'golf_course', 'recreation_ground'], as: PARK },
  { key: 'landuse', values: ['recreation_ground', 'village_green', 'cemetery', 'allotments'], as: PARK },
];
/** Values of `building` that mean there is none. */
const NOT_THERE = [undefined, 'no', 'demolished', 'proposed'];

/** What a closed way or a multipolygon is drawn as; undefined for everything else. */
export function outlineOf(tags: Tags): OutlineKind | undefined {
  const found = OUTLINES.find(({ key, values }) => values.includes(tags[key] ?? ''))?.as;
  if (found === LAKE && ['river', 'canal', 'stream', 'oxbow'].includes(tags.water ?? '')) return RIVER;
  if (found) return found;
  return NOT_THERE.includes(tags.building) ? undefined : BUILDING;
}

/** The kind of a settlement with a name; undefined for everything else. */
export const placeKindOf = (tags: Tags): string | undefined =>
  isRealName(tags.name) && PLACE_KINDS.includes(tags.place ?? '') ? tags.place : undefined;
