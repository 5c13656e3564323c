import type { Place } from '../../core/nouns.ts';
import { greatCircleMetres } from '../../shared/coordinates.ts';
import type { ExtractPoint } from './readExtract.ts';
import { placeKindOf } from './tags.ts';

/** Keys of other spellings; `name:kw` is the Cornish one. */
const OTHER_NAME =
  /^((?:alt_|old_)?name:[a-z]{2,3}(?:-[\w-]+)?|(?:alt|old|official|loc|short|reg|nat)_name)$/;
/** The same name and kind this near is one place, mapped twice (a point and an outline). */
const SAME_PLACE_METRES = 2000;

/** Settlements of the extract that people search by, with their other spellings, in order of name. */
export function placesOf(points: readonly ExtractPoint[]): Place[] {
  const places: Place[] = [];
  const byName = new Map<string, Place[]>();
  const sorted = [...points].sort(
    (a, b) => a.tags.name.localeCompare(b.tags.name, 'en') || (a.osmId < b.osmId ? -1 : 1),
  );
  for (const { tags, lonLat } of sorted) {
    const { name } = tags;
    const namesakes = byName.get(name) ?? [];
    const isKnown = namesakes.some((place) => greatCircleMetres(place.lonLat, lonLat) <= SAME_PLACE_METRES);
    if (isKnown) continue;
    const kind = placeKindOf(tags) as string;
    const place: Place = { name, otherNames: otherNamesIn(tags), kind, lonLat, outwardCode: null };
    places.push(place);
    byName.set(name, [...namesakes, place]);
  }
  return places;
}

function otherNamesIn(tags: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(tags)
    .filter((key) => OTHER_NAME.test(key))
    .sort()
    .flatMap((key) => tags[key].split(';'))
    .map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '' && name !== tags.name);
}
