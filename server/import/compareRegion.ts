import type { Area, Plan, Site } from '../core/nouns.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import { counted, listed } from '../shared/text.ts';
import type { RegionTables } from '../store/region.ts';

/** What an import would change of a region, in sentences. */
export interface RegionChanges {
  /** What comes, goes and moves; empty when nothing changes. */
  readonly sentences: readonly string[];
  /** Those to look at first: areas or hubs gone, hubs moved, sites lost that a plan uses, edits written over. */
  readonly losses: readonly string[];
}

/** The tables that are compared. */
export type ComparedTables = Pick<
  RegionTables,
  'region' | 'areas' | 'hubs' | 'sites' | 'postcodes' | 'vans' | 'sessionTypes'
>;

/** Closer than this a hub or site has not moved: coordinates are rounded differently by different publishers. */
const MOVED_METRES = 50;
/** Names in one sentence, at most. */
const NAMES_SHOWN = 8;

/**
 * Holds an import against the region there is.
 * @param fields.plans     plans whose stops must not be lost without a word
 * @param fields.editedSiteIds  sites that were edited in the planner since the last import
 */
export function compareRegion(fields: {
  before: ComparedTables;
  after: ComparedTables;
  plans: readonly Pick<Plan, 'letter' | 'stops'>[];
  editedSiteIds: ReadonlySet<string>;
}): RegionChanges {
  const { before, after } = fields;
  const areas = differenceOf(before.areas, after.areas);
  const hubs = differenceOf(before.hubs, after.hubs);
  const sites = differenceOf(before.sites, after.sites);
  const losses = [
    ...goneSentence(areas.gone, 'area', 'areas'),
    ...goneSentence(hubs.gone, 'hub', 'hubs'),
    ...movedSentence(hubs.moved, 'hub', 'hubs'),
    ...lostStops(sites.gone, fields.plans),
    ...overwritten(fields),
  ];
  const unplanned = sites.gone.filter((site) => !fields.plans.some((plan) => usesSite(plan, site.id)));
  const sentences = [
    ...roadSentence(before, after),
    ...newSentence(areas.added, 'area', 'areas'),
    ...childrenSentence(before.areas, after.areas),
    ...newSentence(hubs.added, 'hub', 'hubs'),
    ...newSentence(sites.added, 'site', 'sites'),
    ...movedSentence(sites.moved, 'site', 'sites'),
    ...goneSentence(unplanned, 'site that no plan uses', 'sites that no plan uses'),
    ...changedSentence(sites.changed, 'site has other facts', 'sites have other facts'),
    ...changedSentence(hubs.changed, 'hub has other facts', 'hubs have other facts'),
    ...countSentence(before.postcodes.length, after.postcodes.length, 'postcode'),
    ...countSentence(before.vans.length, after.vans.length, 'van'),
    ...countSentence(before.sessionTypes.length, after.sessionTypes.length, 'session type'),
  ];
  return { sentences, losses };
}

interface Placed {
  readonly id: string;
  readonly name: string;
  readonly lonLat: LonLat;
}

interface Difference<T> {
  readonly added: readonly T[];
  readonly gone: readonly T[];
  /** The farthest first. */
  readonly moved: readonly { readonly place: T; readonly metres: number }[];
  /** In another way than by moving. */
  readonly changed: readonly T[];
}

function differenceOf<T extends Placed>(before: readonly T[], after: readonly T[]): Difference<T> {
  const old = new Map(before.map((place) => [place.id, place]));
  const ids = new Set(after.map((place) => place.id));
  const both = after.flatMap((place) => {
    const was = old.get(place.id);
    return was ? [{ place, was, metres: greatCircleMetres(was.lonLat, place.lonLat) }] : [];
  });
  return {
    added: after.filter((place) => !old.has(place.id)),
    gone: before.filter((place) => !ids.has(place.id)),
    moved: both.filter(({ metres }) => metres > MOVED_METRES).sort((a, b) => b.metres - a.metres),
    changed: both.filter(({ place, was }) => factsOf(place) !== factsOf(was)).map(({ place }) => place),
  };
}

/** Told apart, or not the file's own: a slug is the store's. */
const OTHERWISE_TOLD: ReadonlySet<string> = new Set(['slug', 'lonLat', 'points']);

/** The facts of a place as one text, whatever the order in which they were written. */
const factsOf = (place: Placed): string =>
  JSON.stringify(
    Object.entries(place)
      .filter(([field, value]) => value !== undefined && !OTHERWISE_TOLD.has(field))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const named = (places: readonly Placed[]): string => {
  const shown = places.slice(0, NAMES_SHOWN).map((place) => place.name);
  const rest = places.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : listed(shown);
};

const newSentence = (places: readonly Placed[], one: string, many: string): string[] =>
  places.length === 0 ? [] : [`${counted(places.length, `new ${one}`, `new ${many}`)}: ${named(places)}.`];

const goneSentence = (places: readonly Placed[], one: string, many: string): string[] =>
  places.length === 0 ? [] : [`${counted(places.length, one, many)} would be gone: ${named(places)}.`];

const changedSentence = (places: readonly Placed[], one: string, many: string): string[] =>
  places.length === 0 ? [] : [`${counted(places.length, one, many)}: ${named(places)}.`];

function movedSentence<T extends Placed>(moved: Difference<T>['moved'], one: string, many: string): string[] {
  if (moved.length === 0) return [];
  const shown = moved
    .slice(0, NAMES_SHOWN)
    .map(({ place, metres }) => `${place.name} by ${distance(metres)}`);
  const rest = moved.length > shown.length ? ` and ${moved.length - shown.length} more` : '';
  return [`${counted(moved.length, one, many)} would move: ${shown.join(', ')}${rest}.`];
}

const distance = (metres: number): string =>
  metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;

const usesSite = (plan: Pick<Plan, 'stops'>, siteId: string): boolean =>
  plan.stops.some((stop) => stop.siteId === siteId);

function lostStops(gone: readonly Site[], plans: readonly Pick<Plan, 'letter' | 'stops'>[]): string[] {
  return gone.flatMap((site) => {
    const using = plans.filter((plan) => usesSite(plan, site.id)).map((plan) => plan.letter);
    if (using.length === 0) return [];
    const stopThere = using.length > 1 ? `plans ${listed(using)} stop there` : `plan ${using[0]} stops there`;
    return [`${site.name} would be gone, and ${stopThere}.`];
  });
}

function overwritten(fields: {
  before: ComparedTables;
  after: ComparedTables;
  editedSiteIds: ReadonlySet<string>;
}): string[] {
  const was = new Map(fields.before.sites.map((site) => [site.id, site]));
  const other = fields.after.sites.filter((site) => {
    const before = was.get(site.id);
    return before && fields.editedSiteIds.has(site.id) && factsOf(before) !== factsOf(site);
  });
  return other.length === 0
    ? []
    : [
        `${counted(other.length, 'site was', 'sites were')} edited in the planner, and would be written over: ${named(other)}.`,
      ];
}

const childrenOf = (areas: readonly Area[]): number =>
  Math.round(
    areas.reduce((sum, area) => sum + area.childrenUnder1 + area.childrenAged1 + area.childrenAged2to4, 0),
  );

function childrenSentence(before: readonly Area[], after: readonly Area[]): string[] {
  const [was, is] = [childrenOf(before), childrenOf(after)];
  const words = (count: number) => count.toLocaleString('en-GB');
  return was === is ? [] : [`Children aged 0 to 4: ${words(is)}, so far ${words(was)}.`];
}

function countSentence(was: number, is: number, one: string): string[] {
  return was === is ? [] : [`${counted(is, one)}, so far ${was.toLocaleString('en-GB')}.`];
}

function roadSentence(before: ComparedTables, after: ComparedTables): string[] {
  if (before.region.dataVersion === after.region.dataVersion) return [];
  return [
    `Other roads: ${after.region.roadsLabel}, so far ${before.region.roadsLabel}. Every travel time is measured again.`,
  ];
}
