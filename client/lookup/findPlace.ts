import type { FinderPlace } from '../../server/shared/finder.ts';

/** What a typed name may have meant. */
export interface PlaceMatch {
  /** Places with exactly this name, in one of their spellings. */
  readonly same: readonly FinderPlace[];
  /** Places to suggest when there is none of the same name, best first. */
  readonly similar: readonly FinderPlace[];
}

/** Suggestions at most. */
const SUGGESTED = 6;

/** Places by name: case, accents, hyphens, apostrophes and "Saint" for "St" do not matter; Cornish spellings count. */
export function findPlace(places: readonly FinderPlace[], typed: string): PlaceMatch {
  const wanted = plain(typed);
  if (wanted === '') return { same: [], similar: [] };
  const named = places.map((place) => ({ place, names: [place.name, ...place.otherNames].map(plain) }));
  const same = named.filter(({ names }) => names.includes(wanted)).map(({ place }) => place);
  if (same.length > 0) return { same, similar: [] };
  const ranked = named
    .map(({ place, names }) => ({ place, rank: Math.min(...names.map((name) => rankOf(name, wanted))) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || (a.place.name < b.place.name ? -1 : 1));
  return { same: [], similar: ranked.slice(0, SUGGESTED).map(({ place }) => place) };
}

const NO_MATCH = 100;

/** Lower is better: begins with it, has a word that does, holds it, or is a slip of the finger away. */
function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`)) return 1;
  if (wanted.length >= 4 && name.includes(wanted)) return 2;
  const slips = editDistance(name, wanted);
  return slips <= allowedSlips(wanted) ? 10 + slips : NO_MATCH;
}

/** A slip in four letters, two in eight, three at most. */
const allowedSlips = (text: string): number => Math.min(3, Math.floor(text.length / 4));

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^saint /, 'st ');

/** Letters to add, drop, change or swap with the next one (Damerau, restricted). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.length][b.length];
}
