import { fill } from '../messages/enPages.ts';
import type { PlaceContent } from '../releaseContent.ts';
import type { PageContext, PageValues } from './renderPages.ts';
import { addressLines, capitalised, hubValues, nextData, stopLabel } from './visitValues.ts';

/** Stops named on a place's page. */
const STOPS_NAMED = 5;

/** `/places/`: every place A to Z. */
export function placesPage({ content, words }: PageContext): PageValues {
  const letters = new Map<string, { letter: string; id: string; places: object[] }>();
  for (const place of content.places) {
    const letter = place.name.normalize('NFD').charAt(0).toUpperCase() || '#';
    const group = letters.get(letter) ?? {
      letter,
      id: /^[A-Z]$/.test(letter) ? letter.toLowerCase() : `u${letter.codePointAt(0)?.toString(16)}`,
      places: [],
    };
    group.places.push({ path: place.path, name: place.name, note: noteOf(place, words.places.hasStop) });
    letters.set(letter, group);
  }
  return {
    template: 'places.njk',
    path: '/places/',
    title: words.places.title,
    description: words.places.lead,
    section: 'places',
    letters: [...letters.values()],
  };
}

function noteOf(place: PlaceContent, hasStop: string): string {
  const isHere = place.stops.some(
    ({ stop }) => stop.site.community.toLowerCase() === place.name.toLowerCase(),
  );
  return [place.hint && `(${place.hint})`, isHere && `– ${hasStop}`].filter(Boolean).join(' ');
}

/** `/places/<slug>`: the nearest stops to a place, with their next dates. */
export function placePage({ content, messages, words }: PageContext, place: PlaceContent): PageValues {
  const named = place.hint === '' ? place.name : `${place.name} (${place.hint})`;
  return {
    template: 'place.njk',
    path: place.path,
    title: fill(words.place.title, { place: named }),
    description: `${fill(words.place.title, { place: named })}. ${words.place.lead}`,
    section: 'places',
    also: place.otherNames.length === 0 ? '' : fill(words.place.also, { names: place.otherNames.join(', ') }),
    empty: fill(place.hasRoad ? words.place.empty : words.place.noRoad, { place: place.name }),
    basis: content.isEstimate
      ? words.place.onEstimate
      : fill(words.place.onRoads, { roads: content.roadsLabel }),
    hub: hubValues(place.hub, messages),
    isHubCloser: place.hub !== null && place.stops.length > 0 && place.hub.minutes < place.stops[0].minutes,
    stops: place.stops.slice(0, STOPS_NAMED).map(({ stop, minutes }) => ({
      path: stop.path,
      label: stopLabel(stop.site),
      away: capitalised(messages.drive(minutes)),
      pattern: capitalised(stop.patternWords),
      next: nextData(stop),
      nextWords: messages.dateAndTime(stop.upcoming[0].ledger),
      address: addressLines(stop.site).join(', '),
      services: stop.sessionTypes.map((type) => type.publicName).join(', '),
    })),
  };
}
