import type { Place, PostcodePoint, Site } from '../../core/nouns.ts';
import { bareSite } from '../../core/sites/siteTexts.ts';
import { greatCircleMetres, type LonLat } from '../../shared/coordinates.ts';
import { parsePostcode } from '../../shared/postcode.ts';
import { uniqueSlugs } from '../../shared/text.ts';
import type { Metres } from '../../shared/units.ts';
import { type NearestIndex, nearestIndex } from '../nearest.ts';
import type { ExtractPoint, RegionExtract } from './readExtract.ts';
import { siteFactsIn } from './siteFacts.ts';
import { isRealName, isWorship, type SiteKind, siteKindOf } from './siteKinds.ts';

/** A possible site while the best are chosen. */
interface Candidate extends SiteKind {
  readonly point: ExtractPoint;
  readonly name: string;
}

/** Two of them this near are one place to park. */
const SAME_PLACE_METRES: Metres = 60;
/** The same name this near is one place, mapped twice. */
const SAME_NAME_METRES: Metres = 300;
/** A second choice (school, church, car park without a name) is taken only where no site is this near. */
const SECOND_CHOICE_METRES: Metres = 500;
/** A car park without a name must be this near the middle of a settlement. */
const CENTRAL_METRES: Metres = 400;
/** A car park this near a hall is the hall's: the van stands there. */
const OWN_CAR_PARK_METRES: Metres = 80;
/** Metres of one degree of latitude, a little less than anywhere. */
const SMALLEST_DEGREE_METRES = 110_000;
/** How far a settlement's name carries, by its kind. */
const REACH_OF_NAME: Readonly<Record<string, Metres>> = {
  city: 5000,
  town: 3500,
  village: 2500,
  suburb: 1500,
  hamlet: 1200,
  island: 5000,
};
/** Names that say what a place is and not where. */
const BARE_NAME =
  /^(the )?((village|parish|memorial|community|church|town|public|jubilee) (hall|centre|room|rooms|school)|library|car park|public car park|parking|surgery|medical centre|health centre|reading room|sports centre|primary school|community centre)$/i;

/** What is around the sites. */
export interface Surroundings {
  readonly places: readonly Place[];
  readonly postcodes: readonly PostcodePoint[];
}

/**
 * Places of the extract where the van might park: halls, community centres, libraries, town halls, surgeries, sports
 * centres and named car parks wherever they are; schools, churches and central car parks without a name only where none of
 * those is within 500 m. All are "proposed": nobody has asked anyone yet.
 * @returns in identifier order; ids and slugs are unique
 */
export function sitesOf(extract: RegionExtract, around: Surroundings): Site[] {
  const places = nearestIndex(around.places, (place) => place.lonLat);
  const candidates = extract.siteLike.flatMap((point): Candidate[] => {
    const kind = siteKindOf(point.tags);
    return kind ? [{ ...kind, point, name: isRealName(point.tags.name) ? point.tags.name.trim() : '' }] : [];
  });
  const chosen = chosenOf(candidates, places);
  const isChosen = new Set(chosen);
  const carParks = nearestIndex(
    candidates.filter((candidate) => candidate.kind === 'car_park' && !isChosen.has(candidate)),
    ({ point }) => point.lonLat,
  );
  const postcodes = nearestIndex(around.postcodes, (point) => point.lonLat);
  const busStops = nearestIndex(extract.busStops, (stop) => stop);
  const sites = chosen
    .sort((a, b) => (a.point.osmId < b.point.osmId ? -1 : 1))
    .map((candidate) => {
      const own =
        candidate.kind === 'car_park'
          ? undefined
          : carParks.nearest(candidate.point.lonLat, OWN_CAR_PARK_METRES);
      return siteOf(candidate, own?.value.point, { places, postcodes, busStops });
    });
  const slugs = uniqueSlugs(
    sites.map((site) => (hasName(site.name, site.community) ? site.name : `${site.name} ${site.community}`)),
  );
  return sites.map((site, i) => ({ ...site, slug: slugs[i] }));
}

const hasName = (name: string, community: string): boolean =>
  name.toLowerCase().includes(community.toLowerCase());

/** First choices with near duplicates made one, then second choices where none is near. */
function chosenOf(candidates: readonly Candidate[], places: NearestIndex<Place>): Candidate[] {
  const byRank = [...candidates].sort(
    (a, b) =>
      a.rank - b.rank ||
      Object.keys(b.point.tags).length - Object.keys(a.point.tags).length ||
      (a.point.osmId < b.point.osmId ? -1 : 1),
  );
  const chosen: Candidate[] = [];
  const isNear = (candidate: Candidate, metres: Metres, name?: string) =>
    chosen.some(
      (other) =>
        (name === undefined || other.name.toLowerCase() === name.toLowerCase()) &&
        isWithin(metres, other.point.lonLat, candidate.point.lonLat),
    );
  for (const candidate of byRank) {
    if (candidate.choice === 'first') {
      const isTwice = candidate.name !== '' && isNear(candidate, SAME_NAME_METRES, candidate.name);
      if (!isTwice && !isNear(candidate, SAME_PLACE_METRES)) chosen.push(candidate);
      continue;
    }
    const isNameless = candidate.name === '';
    if (isNameless && candidate.kind !== 'car_park') continue;
    if (isNameless && !places.nearest(candidate.point.lonLat, CENTRAL_METRES, isVillageOrTown)) continue;
    if (!isNear(candidate, SECOND_CHOICE_METRES)) chosen.push(candidate);
  }
  return chosen;
}

/** The difference in latitude alone rules most pairs out; a county has thousands of candidates. */
const isWithin = (metres: Metres, a: LonLat, b: LonLat): boolean =>
  Math.abs(a[1] - b[1]) <= metres / SMALLEST_DEGREE_METRES && greatCircleMetres(a, b) <= metres;

const isVillageOrTown = (place: Place): boolean => ['city', 'town', 'village'].includes(place.kind);

function siteOf(
  candidate: Candidate,
  ownCarPark: ExtractPoint | undefined,
  near: {
    places: NearestIndex<Place>;
    postcodes: NearestIndex<PostcodePoint>;
    busStops: NearestIndex<LonLat>;
  },
): Site {
  const { point, kind } = candidate;
  const standing = ownCarPark ?? point;
  const community = communityOf(point.lonLat, near.places);
  const facts = siteFactsIn(point.tags, ownCarPark?.tags, isWorship(point.tags));
  const busStop = near.busStops.nearest(standing.lonLat, 1000);
  const notes = [
    ...facts.notes,
    ...(ownCarPark ? [`The van stands on the car park beside it (osm:${ownCarPark.osmId}).`] : []),
    ...(busStop ? ['Distance to the bus stop is in a straight line.'] : []),
  ];
  return {
    ...bareSite({
      id: `osm-${point.osmId.replace('/', '-')}`,
      slug: '',
      lonLat: standing.lonLat,
      source: `osm:${point.osmId}`,
    }),
    name: nameOf(candidate, community),
    community,
    address: addressIn(point.tags, community),
    postcode: postcodeOf(point, near.postcodes),
    kind,
    ...facts.fields,
    busStopMetres: busStop ? Math.round(busStop.metres / 10) * 10 : null,
    notes: notes.join(' '),
  };
}

function nameOf(candidate: Candidate, community: string): string {
  const { name, kind } = candidate;
  const isUnclear = kind === 'car_park' && !/\b(car ?park|parking|cp)\b/i.test(name);
  const words = name === '' ? kindWords(kind) : isUnclear ? `${name} car park` : name;
  if (community === '' || hasName(words, community)) return words;
  if (name === '') return `${community} ${words}`;
  if (isWorship(candidate.point.tags)) return `${words}, ${community}`;
  return BARE_NAME.test(words) ? `${community} ${words.replace(/^the /i, '')}` : words;
}

const kindWords = (kind: string): string =>
  kind === 'health_centre' ? 'surgery' : kind.replaceAll('_', ' ');

/** Finds the settlement that a place belongs to: a town's name reaches further than a hamlet's. '' where there is none. */
export function communityFinder(places: readonly Place[]): (place: LonLat) => string {
  const index = nearestIndex(places, (place) => place.lonLat);
  return (place) => communityOf(place, index);
}

/** The settlement whose name reaches furthest to here: a town counts from further away than a hamlet. */
function communityOf(place: LonLat, places: NearestIndex<Place>): string {
  const [furthestReach] = Object.values(REACH_OF_NAME).sort((a, b) => b - a);
  const share = ({ value, metres }: { value: Place; metres: Metres }) =>
    metres / (REACH_OF_NAME[value.kind] ?? 1200);
  const found = places.within(place, furthestReach).filter((each) => share(each) <= 1);
  if (found.length === 0) return places.nearest(place, 10_000)?.value.name ?? '';
  return found.reduce((best, each) => (share(each) < share(best) ? each : best)).value.name;
}

function addressIn(tags: ExtractPoint['tags'], community: string): string {
  const street = tags['addr:street'];
  const number = tags['addr:housenumber'];
  const town = tags['addr:village'] ?? tags['addr:city'] ?? community;
  return [street && number ? `${number} ${street}` : street, town].filter(Boolean).join(', ');
}

/** The postcode mapped, or the nearest one's; further off only its first half. */
function postcodeOf(point: ExtractPoint, postcodes: NearestIndex<PostcodePoint>): string {
  const mapped = parsePostcode(point.tags['addr:postcode'] ?? '');
  if (mapped?.inward) return mapped.text;
  const found = postcodes.nearest(point.lonLat, 10_000);
  if (!found) return mapped?.text ?? '';
  return found.metres <= 250 ? found.value.postcode : found.value.postcode.split(' ')[0];
}
