import type { LookupEntry, LookupTimes } from '../core/lookupTimes.ts';
import type {
  Hub,
  LedgerVisit,
  Notice,
  Plan,
  Region,
  Release,
  SessionType,
  Site,
  SkippedVisit,
  Van,
} from '../core/nouns.ts';
import { publishObstacles } from '../core/sites/papers.ts';
import { patternsWords, type StopPattern, stopPatterns } from '../core/timetable/patternWords.ts';
import type { RotaCycle } from '../core/timetable/weekOfRota.ts';
import { slugOf, uniqueSlugs } from '../shared/text.ts';
import { addDays, dateAt, type Instant, type ServiceDate } from '../shared/time.ts';
import type { ServiceIdentity } from './identity.ts';
import { isLive } from './ledger.ts';

/** How long a visit stays in pages and feeds after its date: a calendar that is seldom refreshed still learns its end. */
export const KEPT_AFTER_DAYS = 30;

/** Everything one release says, in one value that every page and feed prints from. */
export interface ReleaseContent {
  readonly number: number;
  readonly publishedAt: Instant;
  readonly today: ServiceDate;
  readonly from: ServiceDate;
  /** Last date covered, inclusive. */
  readonly to: ServiceDate;
  /** Invented or only studied: said on every page and in every feed, and kept from search engines. */
  readonly marking: 'sample' | 'study' | null;
  readonly identity: ServiceIdentity;
  readonly region: Region;
  readonly cycle: RotaCycle;
  readonly roadsLabel: string;
  readonly isEstimate: boolean;
  readonly vanNames: ReadonlyMap<string, string>;
  /** Session types that no page may name. */
  readonly invitedOnly: readonly SessionType[];
  /**
   * Every stop ever promised a visit, and those to which the van comes by arrangement, by community and name; one without visits to
   * come says so.
   */
  readonly stops: readonly StopContent[];
  /** Visits to come, and those of the last 30 days, in date and clock order. */
  readonly visits: readonly VisitContent[];
  /** Bytes of the stops' photos, by name. */
  readonly photos: ReadonlyMap<string, Buffer>;
  readonly hubs: readonly Hub[];
  /** By name. */
  readonly places: readonly PlaceContent[];
  readonly lookup: LookupTimes;
  /** All releases, newest first, this one included. */
  readonly releases: readonly Release[];
  readonly notices: readonly Notice[];
}

export interface StopContent {
  readonly site: Site;
  /** `/stops/<slug>`. */
  readonly path: string;
  /** "every second Tuesday, 10am to 11:30am"; empty when the rota does not call here. */
  readonly patternWords: string;
  /** What is on at the visits to come. */
  readonly sessionTypes: readonly SessionType[];
  readonly visits: readonly VisitContent[];
  /** Those to come that are on. */
  readonly upcoming: readonly VisitContent[];
  /** Dates of the pattern without a visit, in date order. */
  readonly skipped: readonly SkippedVisit[];
  readonly nearestHub: NearHub | null;
  /** True where there are no visits to come, and the van comes when families ask for it. */
  readonly isByArrangement: boolean;
}

export interface VisitContent {
  readonly ledger: LedgerVisit;
  /** `/visits/<uid>`. */
  readonly path: string;
  readonly site: Site;
  readonly stopPath: string;
  readonly sessionTypes: readonly SessionType[];
  /** The next visit to the same stop that is on; null after the last. */
  readonly next: LedgerVisit | null;
}

export interface NearHub {
  readonly hub: Hub;
  /** Whole minutes of driving, at least 1. */
  readonly minutes: number;
}

export interface PlaceContent {
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly slug: string;
  readonly path: string;
  /** Outward code behind a name that more than one place has; else empty. */
  readonly hint: string;
  /** False where no road leads. */
  readonly hasRoad: boolean;
  /** Nearest first; stops with visits to come only. */
  readonly stops: readonly { readonly stop: StopContent; readonly minutes: number }[];
  readonly hub: NearHub | null;
}

export interface ContentSource {
  readonly number: number;
  readonly now: Instant;
  readonly identity: ServiceIdentity;
  readonly region: Region;
  readonly isStudy: boolean;
  readonly plan: Pick<Plan, 'rota' | 'cycleAnchor'>;
  readonly from: ServiceDate;
  readonly to: ServiceDate;
  /** The whole ledger as this release leaves it. */
  readonly ledger: readonly LedgerVisit[];
  readonly skipped: readonly SkippedVisit[];
  /** Every site, retired ones included. */
  readonly sites: readonly Site[];
  readonly photoOf: (name: string) => Buffer | undefined;
  readonly vans: readonly Van[];
  readonly sessionTypes: readonly SessionType[];
  readonly hubs: readonly Hub[];
  readonly lookup: LookupTimes;
  /** This release first. */
  readonly releases: readonly Release[];
  readonly notices: readonly Notice[];
}

/**
 * What a release says. Visits with nothing but invitation-only sessions are left out altogether: their place and time are
 * for those invited.
 */
export function releaseContent(source: ContentSource): ReleaseContent {
  const today = dateAt(source.now);
  const told = publicVisits(source.ledger, source.sessionTypes);
  const publicTypes = new Map(
    source.sessionTypes.filter((type) => type.isPublic).map((type) => [type.id, type]),
  );
  const stops = stopContents(source, { today, told, publicTypes });
  const visits = stops.flatMap((stop) => stop.visits).sort(inTime);
  return {
    number: source.number,
    publishedAt: source.now,
    today,
    from: source.from,
    to: source.to,
    marking: source.region.isSample ? 'sample' : source.isStudy ? 'study' : null,
    identity: source.identity,
    region: source.region,
    cycle: {
      cycleWeeks: source.plan.rota.cycleWeeks,
      repeats: source.plan.rota.repeats,
      cycleAnchor: source.plan.cycleAnchor,
    },
    roadsLabel: source.lookup.roadsLabel,
    isEstimate: source.lookup.isEstimate,
    vanNames: new Map(source.vans.map((van) => [van.id, van.name])),
    invitedOnly: source.sessionTypes.filter((type) => !type.isPublic),
    stops,
    visits,
    photos: photosOf(stops, source.photoOf),
    hubs: source.hubs,
    places: placeContents(source, stops),
    lookup: source.lookup,
    releases: source.releases,
    notices: source.notices,
  };
}

/** Photos of the stops that are told; one that is lost is left out, and its page is without. */
function photosOf(stops: readonly StopContent[], photoOf: ContentSource['photoOf']): Map<string, Buffer> {
  const names = stops.flatMap(({ site }) => site.facts.photo ?? []);
  return new Map(
    names.flatMap((name) => {
      const bytes = photoOf(name);
      return bytes ? [[name, bytes] as const] : [];
    }),
  );
}

/** Visits that the public may know of: all but those with nothing but invitation-only sessions. */
export function publicVisits(
  visits: readonly LedgerVisit[],
  sessionTypes: readonly SessionType[],
): LedgerVisit[] {
  const isPublic = new Map(sessionTypes.map((type) => [type.id, type.isPublic]));
  return visits.filter(({ sessionTypeIds: ids }) => ids.length === 0 || ids.some((id) => isPublic.get(id)));
}

/** Whole minutes, at least 1. */
export const wholeMinutes = (seconds: number): number => Math.max(1, Math.round(seconds / 60));

interface Told {
  readonly today: ServiceDate;
  readonly told: readonly LedgerVisit[];
  readonly publicTypes: ReadonlyMap<string, SessionType>;
}

function stopContents(source: ContentSource, { today, told, publicTypes }: Told): StopContent[] {
  const bySite = groupBy(told, (visit) => visit.siteId);
  const patterns = groupBy(stopPatterns(source.plan.rota), (pattern) => pattern.siteId);
  const skipped = groupBy(source.skipped, (skip) => skip.siteId);
  const hubs = new Map(source.lookup.hubOfStop.map(({ siteId, hub }) => [siteId, nearHub(source.hubs, hub)]));
  const typesOf = (ids: readonly string[]) =>
    [...publicTypes.values()].filter((type) => ids.includes(type.id));
  return source.sites
    .filter((site) => bySite.has(site.id) || isOffered(site, source, today))
    .map((site): StopContent => {
      const path = `/stops/${site.slug}`;
      const live = (bySite.get(site.id) ?? []).filter(isLive);
      const visits = (bySite.get(site.id) ?? [])
        .filter((visit) => visit.date >= addDays(today, -KEPT_AFTER_DAYS))
        .map(
          (ledger): VisitContent => ({
            ledger,
            path: `/visits/${ledger.uid}`,
            site,
            stopPath: path,
            sessionTypes: typesOf(ledger.sessionTypeIds),
            next: live.find((other) => other.uid !== ledger.uid && isLater(other, ledger)) ?? null,
          }),
        );
      return {
        site,
        path,
        patternWords: live.length === 0 ? '' : wordsOf(patterns.get(site.id) ?? []),
        sessionTypes: typesOf(live.flatMap((visit) => visit.sessionTypeIds)),
        visits,
        upcoming: visits.filter((visit) => isLive(visit.ledger)),
        skipped: skipped.get(site.id) ?? [],
        nearestHub: hubs.get(site.id) ?? null,
        isByArrangement: live.length === 0 && isOffered(site, source, today),
      };
    })
    .sort((a, b) => byName(a.site.community, b.site.community) || byName(a.site.name, b.site.name));
}

/** Whether families may ask for the van at a site: by arrangement there, and allowed today; a study shows what is only thought of. */
function isOffered(site: Site, source: ContentSource, today: ServiceDate): boolean {
  if (site.facts.isByArrangement !== true) return false;
  const isOutOfUse = site.status === 'suspended' || site.status === 'closed';
  const isTried = source.region.isSample || source.isStudy;
  return isTried ? !isOutOfUse : publishObstacles(site, today).length === 0;
}

function placeContents(source: ContentSource, stops: readonly StopContent[]): PlaceContent[] {
  const islands = new Set(
    source.lookup.outwardCodes.filter(({ hasRoad }) => !hasRoad).map(({ code }) => code),
  );
  const withVisits = new Map(
    stops.filter((stop) => stop.upcoming.length > 0).map((stop) => [stop.site.id, stop]),
  );
  const named = source.lookup.places
    .filter(({ place }) => place.name.trim() !== '')
    .sort(
      (a, b) =>
        byName(a.place.name, b.place.name) ||
        byName(a.place.outwardCode ?? '', b.place.outwardCode ?? '') ||
        a.place.lonLat[0] - b.place.lonLat[0],
    );
  const isShared = new Map<string, number>();
  for (const { place } of named)
    isShared.set(slugOf(place.name), (isShared.get(slugOf(place.name)) ?? 0) + 1);
  const hints = named.map(({ place }) =>
    isShared.get(slugOf(place.name))! > 1 ? (place.outwardCode ?? '') : '',
  );
  const slugs = uniqueSlugs(named.map(({ place }, i) => `${place.name} ${hints[i]}`));
  return named.map(({ place, ...entry }, i) => ({
    name: place.name,
    otherNames: place.otherNames,
    slug: slugs[i],
    path: `/places/${slugs[i]}`,
    hint: hints[i],
    hasRoad: !islands.has(place.outwardCode ?? ''),
    stops: entry.stops.flatMap(({ siteId, seconds }) => {
      const stop = withVisits.get(siteId);
      return stop ? [{ stop, minutes: wholeMinutes(seconds) }] : [];
    }),
    hub: nearHub(source.hubs, entry.hub),
  }));
}

function nearHub(hubs: readonly Hub[], near: LookupEntry['hub']): NearHub | null {
  const hub = near && hubs.find(({ id }) => id === near.hubId);
  return hub ? { hub, minutes: wholeMinutes(near.seconds) } : null;
}

const wordsOf = (patterns: readonly StopPattern[]): string => patternsWords(patterns);

const isLater = (a: LedgerVisit, b: LedgerVisit): boolean =>
  a.date > b.date || (a.date === b.date && a.open > b.open);

const inTime = (a: VisitContent, b: VisitContent): number =>
  a.ledger.date < b.ledger.date
    ? -1
    : a.ledger.date > b.ledger.date
      ? 1
      : a.ledger.open - b.ledger.open || (a.ledger.uid < b.ledger.uid ? -1 : 1);

/** Alphabetical as a reader expects: case and accents do not matter. */
export const byName = (a: string, b: string): number =>
  a.localeCompare(b, 'en-GB') || (a < b ? -1 : a > b ? 1 : 0);

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
