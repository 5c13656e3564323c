import type { ServiceStop, Site } from '../core/nouns.ts';
import { bareSite } from '../core/sites/siteTexts.ts';
import { TIMETABLE_SOURCE } from '../core/sites/withEditedSites.ts';
import { greatCircleMetres, type LonLat } from '../shared/coordinates.ts';
import { slugOf, uniqueSlugs } from '../shared/text.ts';
import type { Metres } from '../shared/units.ts';

/** A stop this near to a known site is at that site: a car park's length, and what a postcode's middle may be out. */
const SAME_SITE_METRES: Metres = 30;
/** A stop of the same name may be this far from a known site: two people pointed at one village hall's ends. */
const SAME_NAME_METRES: Metres = 500;
/** Degrees that no place within `SAME_NAME_METRES` is apart, at our latitudes. */
const NEAR_DEGREES = 0.02;

/** Where the stops of a service are. */
export interface ServiceSites {
  /** A site's identifier for each stop, in order; null for a stop that is not on the map. */
  readonly siteIds: readonly (string | null)[];
  /** Those that were not known, as proposed sites. */
  readonly added: readonly Site[];
}

/** Stops of one name at one place. */
interface Group {
  readonly stop: ServiceStop;
  readonly lonLat: LonLat;
  readonly indexes: number[];
}

/**
 * Finds the known site of each stop, by place (30 m) or by name near by (500 m), and proposes a new one where there is none.
 * Each known site is taken by stops of one name only.
 * @param known.sites  the register
 * @param known.taken  sites whose identifiers and addresses no new one may have, those out of the register too
 * @param known.file   name of the timetable's file: the source of new sites
 */
export function serviceSites(
  stops: readonly ServiceStop[],
  known: { sites: readonly Site[]; taken: readonly Site[]; file: string },
): ServiceSites {
  const groups = groupsOf(stops);
  const matches = matchesOf(groups, known.sites);
  const unmatched = groups.filter((group) => !matches.has(group));
  const taken = known.taken.flatMap((site) => [site.id, site.slug]);
  const ids = uniqueSlugs(
    unmatched.map(({ stop }) => `${stop.name} ${stop.community}`.trim()),
    taken,
  );
  const added = unmatched.map((group, k) => proposedSite(group, { id: ids[k], file: known.file }));
  const siteIds = new Array<string | null>(stops.length).fill(null);
  for (const group of groups) {
    const id = matches.get(group)?.id ?? added[unmatched.indexOf(group)].id;
    for (const index of group.indexes) siteIds[index] = id;
  }
  return { siteIds, added };
}

function groupsOf(stops: readonly ServiceStop[]): Group[] {
  const byName = new Map<string, Group[]>();
  const groups: Group[] = [];
  for (const [index, stop] of stops.entries()) {
    const { lonLat } = stop;
    if (!lonLat) continue;
    const key = `${slugOf(stop.name)} ${slugOf(stop.community)}`;
    const alike = byName.get(key) ?? [];
    const group = alike.find((each) => greatCircleMetres(each.lonLat, lonLat) <= SAME_SITE_METRES);
    if (group) {
      group.indexes.push(index);
      continue;
    }
    const added = { stop, lonLat, indexes: [index] };
    byName.set(key, [...alike, added]);
    groups.push(added);
  }
  return groups;
}

/** Nearest pairs first, those of one name before all others. */
function matchesOf(groups: readonly Group[], sites: readonly Site[]): Map<Group, Site> {
  const pairs = groups.flatMap((group) =>
    sites.flatMap((site) => {
      if (!isNear(group.lonLat, site.lonLat)) return [];
      const metres = greatCircleMetres(group.lonLat, site.lonLat);
      const isSameName = slugOf(site.name) === slugOf(group.stop.name);
      return metres <= (isSameName ? SAME_NAME_METRES : SAME_SITE_METRES)
        ? [{ group, site, metres, isSameName }]
        : [];
    }),
  );
  pairs.sort((a, b) => Number(b.isSameName) - Number(a.isSameName) || a.metres - b.metres);
  const matches = new Map<Group, Site>();
  const taken = new Set<Site>();
  for (const { group, site } of pairs) {
    if (matches.has(group) || taken.has(site)) continue;
    matches.set(group, site);
    taken.add(site);
  }
  return matches;
}

const isNear = (a: LonLat, b: LonLat): boolean =>
  Math.abs(a[0] - b[0]) < NEAR_DEGREES && Math.abs(a[1] - b[1]) < NEAR_DEGREES;

function proposedSite({ stop, lonLat }: Group, known: { id: string; file: string }): Site {
  return {
    ...bareSite({ id: known.id, slug: known.id, lonLat, source: `${TIMETABLE_SOURCE}${known.file}` }),
    name: stop.name,
    community: stop.community,
    address: stop.address,
    postcode: stop.postcode,
  };
}
