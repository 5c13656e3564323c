type Tags = Readonly<Record<string, string>>;

/** What an object of the extract is as a place to park the van. */
export interface SiteKind {
  /** One of the kinds of `Site`. */
  readonly kind: string;
  /** Lower is better where several stand together. */
  readonly rank: number;
  /**
   * `first`: made for the public, a site wherever it stands. `second`: taken only where no first choice is near
   * (schools, churches, car parks without a name).
   */
  readonly choice: 'first' | 'second';
}

const HALL_WORDS =
  /\b(village|parish|memorial|church|w\.?i\.?|community|public|jubilee|coronation|institute) hall\b|\b(reading room|village institute|hall)$/i;
const HALLS = ['community_hall', 'village_hall', 'parish_hall', 'public_hall', 'social_centre'];
const CLOSED_TO_US = ['private', 'no', 'permit', 'residents', 'employees', 'military'];
/** Car parks of these forms have no room for a van and its awning, or a roof. */
const UNFIT_PARKING = [
  'street_side',
  'lane',
  'on_kerb',
  'half_on_kerb',
  'underground',
  'multi-storey',
  'rooftop',
  'layby',
  'carports',
  'garage_boxes',
  'sheds',
];
/** Social facilities that receive the public; the others are homes. */
const OPEN_SOCIAL_FACILITIES = ['outreach', 'day_care', 'food_bank', 'community_centre', 'drop_in'];

/** Clubs and tee-offs are tagged as sports centres too: grounds of members rather than of the public. */
const CLUB_WORDS =
  /\b(golf|sailing|bowls?|bowling|cricket|rugby|football|tennis|yacht|angling|hockey) (club|course|centre)\b|\b(rfc|fc|cc)\b/i;
/** Practices that are no place for families at large. */
const OTHER_PRACTICE = /osteopath|physio|chiropract|dent(al|ist)|podiatr|veterinar|cosmetic|aesthetic|optic/i;
/** Car parks by the wayside or of an inn. */
const UNFIT_PARKING_NAME = /\blay-?by\b|\b(pub|inn|hotel|arms|customers?|staff|residents?|members)\b/i;

/** True when an object may be a site. */
export const isSiteLike = (tags: Tags): boolean => siteKindOf(tags) !== undefined;

/**
 * What an object is as a site, from its OpenStreetMap tags; undefined when it is none, or closed to the public.
 * Source: wiki.openstreetmap.org pages of each key.
 */
export function siteKindOf(tags: Tags): SiteKind | undefined {
  if (CLOSED_TO_US.includes(tags.access ?? '') || tags.disused === 'yes' || tags.abandoned === 'yes')
    return undefined;
  const first = (kind: string, rank: number): SiteKind => ({ kind, rank, choice: 'first' });
  const second = (kind: string, rank: number): SiteKind => ({ kind, rank, choice: 'second' });
  const amenity = tags.amenity ?? '';
  if (tags.community_centre === 'village_hall' || tags.community_centre === 'parish_hall')
    return first('village_hall', 1);
  if (tags.building === 'church_hall' || tags.community_centre === 'church_hall')
    return first('church_hall', 3);
  if (amenity === 'community_centre' || HALLS.includes(amenity) || tags.building === 'village_hall') {
    const isHall =
      amenity === 'village_hall' || amenity === 'parish_hall' || tags.building === 'village_hall';
    return isHall || HALL_WORDS.test(tags.name ?? '')
      ? first('village_hall', 1)
      : first('community_centre', 2);
  }
  if (amenity === 'library') return first('library', 4);
  if (amenity === 'townhall') return first('town_hall', 5);
  if (
    amenity === 'doctors' ||
    amenity === 'clinic' ||
    amenity === 'health_post' ||
    tags.healthcare === 'centre'
  ) {
    const words = `${tags.name ?? ''} ${tags.healthcare ?? ''} ${tags['healthcare:speciality'] ?? ''}`;
    return OTHER_PRACTICE.test(words) ? undefined : first('health_centre', 6);
  }
  if (amenity === 'social_facility' && OPEN_SOCIAL_FACILITIES.includes(tags.social_facility ?? '')) {
    return first('community_centre', 7);
  }
  if (tags.leisure === 'sports_centre' && tags.name) {
    return CLUB_WORDS.test(tags.name) ? second('leisure_centre', 13) : first('leisure_centre', 8);
  }
  if (amenity === 'parking') return parkingKind(tags);
  if (amenity === 'school') return second('school', 11);
  if (amenity === 'place_of_worship') return second('church_hall', 12);
  return undefined;
}

function parkingKind(tags: Tags): SiteKind | undefined {
  if (UNFIT_PARKING.includes(tags.parking ?? '') || tags.access === 'customers') return undefined;
  if (UNFIT_PARKING_NAME.test(tags.name ?? '')) return undefined;
  return isRealName(tags.name)
    ? { kind: 'car_park', rank: 9, choice: 'first' }
    : { kind: 'car_park', rank: 10, choice: 'second' };
}

/** Two letters at least: "182" and "c" are slips of the mapper. */
export const isRealName = (name: string | undefined): boolean => /\p{L}.*\p{L}/u.test(name ?? '');

/** True for a place of worship itself, as opposed to its hall: its opening hours are those of services. */
export const isWorship = (tags: Tags): boolean => tags.amenity === 'place_of_worship';
