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

/**
 * How a way is drawn and whether a car may use it; undefined when it is neither. `service` roads count for the
 * distance to a road, and are not drawn.
 */
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
  return undefined;
}

/** True for lakes, reservoirs and rivers that are drawn as areas. */
export const isWater = (tags: Tags): boolean =>
  tags.natural === 'water' || tags.waterway === 'riverbank' || tags.landuse === 'reservoir';

/** The kind of a settlement with a name; undefined for everything else. */
export const placeKindOf = (tags: Tags): string | undefined =>
  isRealName(tags.name) && PLACE_KINDS.includes(tags.place ?? '') ? tags.place : undefined;
