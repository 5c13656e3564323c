import { childrenAged0to4 } from '../core/access/children.ts';
import { counted } from '../shared/text.ts';
import { listAreas } from '../store/areas.ts';
import type { ReadableDb } from '../store/open.ts';
import { listPlaces } from '../store/places.ts';
import { listSites } from '../store/sites.ts';

/** A place of which "why not us?" can be asked. */
export interface AskablePlace {
  readonly kind: 'site' | 'area' | 'village';
  /** Identifier of a site or an area; name of a village. */
  readonly id: string;
  readonly name: string;
  /** What it is, in a few words. */
  readonly detail: string;
}

/** Places offered at most. */
const OFFERED = 8;

/**
 * Villages, candidate sites and areas whose names hold all the words.
 * @param words  parts of names, in any order and case; none offers nothing
 * @returns at most 8: names that begin with the first word come first, then villages, sites, areas by name
 */
export function askablePlaces(db: ReadableDb, words: string): AskablePlace[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const all: (AskablePlace & { readonly said: string })[] = [
    ...listPlaces(db).map(({ name, otherNames, kind }) => ({
      kind: 'village' as const,
      id: name,
      name,
      detail: kind.charAt(0).toUpperCase() + kind.slice(1),
      said: plain([name, ...otherNames].join(' ')),
    })),
    ...listSites(db).map((site) => ({
      kind: 'site' as const,
      id: site.id,
      name: site.name,
      detail: site.community === '' ? 'Candidate site' : `Candidate site in ${site.community}`,
      said: plain(`${site.name} ${site.community}`),
    })),
    ...listAreas(db).map((area) => ({
      kind: 'area' as const,
      id: area.id,
      name: area.name,
      detail: `Area with ${counted(Math.round(childrenAged0to4(area)), 'under-5')}`,
      said: plain(area.name),
    })),
  ];
  const order = { village: 0, site: 1, area: 2 };
  return all
    .filter(({ said }) => wanted.every((word) => said.includes(word)))
    .map((place) => ({ place, isStart: plain(place.name).startsWith(wanted[0]) }))
    .sort(
      (a, b) =>
        Number(b.isStart) - Number(a.isStart) ||
        order[a.place.kind] - order[b.place.kind] ||
        a.place.name.localeCompare(b.place.name, 'en-GB') ||
        (a.place.id < b.place.id ? -1 : 1),
    )
    .slice(0, OFFERED)
    .map(({ place: { said: _, ...place } }) => place);
}

/** Small letters without accents, so that "Coombe" is found however it is typed. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
