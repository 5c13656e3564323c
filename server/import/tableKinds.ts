import { parsePostcode } from '../shared/postcode.ts';
import { SITE_FIELDS } from '../shared/siteFields.ts';
import { AREA_COLUMNS, AREA_FACTS } from './areaColumns.ts';
import { isLookupHeader } from './areaLookup.ts';
import { findColumns, plainName, type Synonyms } from './columns.ts';
import { HUB_COLUMNS } from './hubs.ts';
import { PLACE_COLUMNS, PLACE_KINDS } from './places.ts';
import { hasPointColumns } from './points.ts';
import { isCodePointRow, POSTCODE_COLUMNS } from './postcodes.ts';
import { isMobileLibraryHeader } from './timetable/mobileLibrary.ts';

/** Tables that an import can use. */
export type TableKind =
  | 'timetable'
  | 'lookup'
  | 'areas'
  | 'postcodes'
  | 'vans'
  | 'session types'
  | 'outward codes'
  | 'hubs'
  | 'sites'
  | 'places';

/** The first rows of a table: its header and what stands below. */
export interface Excerpt {
  readonly columns: readonly string[];
  /** Some rows below the header; may be empty. */
  readonly rows: readonly (readonly string[])[];
}

/** Share of an excerpt's rows that must speak for a kind. */
const MOST = 0.8;
const HALF = 0.5;
/** Lists of names often mix settlements with schools and roads, which are left out when they are read. */
const SOME = 0.2;

/** Codes of small areas: England and Wales (2001 to 2021), Scotland, Northern Ireland. Source: ONS, Register of Geographic Codes. */
const SMALL_AREA_CODE = /^([EW]0[0-2]\d{6}|S0[0-2]\d{6}|95[A-Z]{2}\d{2}[A-Z]\d|N\d{8})$/;
/** Codes of districts, wards, counties and regions. */
const LARGE_AREA_CODE = /^[EWS](0[4-9]|[1-9]\d)\d{6}$/;

export const isSmallAreaCode = (cell: string): boolean => SMALL_AREA_CODE.test(cell.trim());
export const isLargeAreaCode = (cell: string): boolean => LARGE_AREA_CODE.test(cell.trim());

/** Which kinds of table an excerpt can be, by its columns and by what stands in them: none, one, or several. */
export function kindsOf(excerpt: Excerpt): TableKind[] {
  const certain = CERTAIN.find(([, isIt]) => isIt(excerpt));
  if (certain !== undefined) return [certain[0]];
  const told = LISTS.filter(([, isIt]) => isIt(excerpt)).map(([kind]) => kind);
  if (told.length > 0) return told;
  const found = foundIn(excerpt, HUB_COLUMNS);
  const hasPlace = hasPointColumns(found);
  if (!found.has('name')) return [];
  // A name and a place, and nothing that says whether a hub, a site or a settlement is meant.
  if (hasPlace) return found.has('postcode') ? ['hubs', 'sites', 'places'] : ['sites', 'places'];
  return found.has('postcode') ? ['hubs'] : [];
}

type Rule = readonly [TableKind, (excerpt: Excerpt) => boolean];

/** Kinds that cannot be mistaken, each tried only when those before it were not it. */
const CERTAIN: readonly Rule[] = [
  ['timetable', ({ columns }) => isMobileLibraryHeader(columns)],
  [
    'session types',
    (excerpt) => hasAll(excerpt, { a: ['publicname'], b: ['ispublic', 'public'], c: ['minutes'] }),
  ],
  ['vans', (excerpt) => hasAll(excerpt, { a: ['id', 'vanid'], b: ['shifts', 'workinghours'] })],
  ['postcodes', isPostcodes],
  ['lookup', ({ columns }) => isLookupHeader(columns)],
  ['areas', isAreas],
  ['outward codes', isOutwardCodes],
];

/** Lists of named places, told apart by what they say of them. */
const LISTS: readonly Rule[] = [
  ['hubs', isHubs],
  ['sites', isSites],
  ['places', isPlaces],
];

const foundIn = (excerpt: Excerpt, fields: Readonly<Record<string, Synonyms>>): ReadonlySet<string> =>
  new Set(Object.keys(findColumns(excerpt.columns, fields)));

const hasAll = (excerpt: Excerpt, fields: Readonly<Record<string, Synonyms>>): boolean =>
  foundIn(excerpt, fields).size === Object.keys(fields).length;

/** Share of the rows, 0..1, of which some cell of these columns is as asked; 0 without rows. */
function share(excerpt: Excerpt, names: Synonyms, isAsked: (cell: string) => boolean): number {
  const index = findColumns(excerpt.columns, { it: names }).it;
  if (index === undefined || excerpt.rows.length === 0) return 0;
  return excerpt.rows.filter((row) => isAsked((row[index] ?? '').trim())).length / excerpt.rows.length;
}

function isPostcodes(excerpt: Excerpt): boolean {
  if (isCodePointRow(excerpt.columns)) return true;
  const found = foundIn(excerpt, POSTCODE_COLUMNS);
  if (!found.has('postcode') || !hasPointColumns(found) || foundIn(excerpt, HUB_COLUMNS).has('name'))
    return false;
  const isPostcode = (cell: string) => parsePostcode(cell)?.inward !== undefined;
  return excerpt.rows.length === 0 || share(excerpt, POSTCODE_COLUMNS.postcode, isPostcode) >= MOST;
}

function isAreas(excerpt: Excerpt): boolean {
  const found = foundIn(excerpt, AREA_COLUMNS);
  if (!found.has('id')) return false;
  const hasChildren =
    found.has('age0') || found.has('age0to4') || (found.has('female0') && found.has('male0'));
  if (hasChildren) return true;
  const facts = AREA_FACTS.filter((field) => found.has(field));
  if (facts.length === 0 && !hasPointColumns(found)) return false;
  return share(excerpt, AREA_COLUMNS.id, isSmallAreaCode) >= MOST;
}

function isOutwardCodes(excerpt: Excerpt): boolean {
  const names = ['code', 'outwardcode', 'outcode', 'postcodedistrict'];
  const isOutward = (cell: string) => {
    const parsed = parsePostcode(cell);
    return parsed !== undefined && parsed.inward === undefined;
  };
  const found = foundIn(excerpt, HUB_COLUMNS);
  return hasPointColumns(found) && !found.has('name') && share(excerpt, names, isOutward) >= MOST;
}

const HUB_WORDS =
  /\b(family|families|best start|children'?s)\b.*\b(hubs?|cent(re|er)s?)\b|\bfamily[ _-]?hub/i;

function isHubs(excerpt: Excerpt): boolean {
  const found = foundIn(excerpt, HUB_COLUMNS);
  if (!found.has('name') || !found.has('postcode')) return false;
  const isNamed = excerpt.columns.some((name) =>
    /^(nameof)?(the)?(family)?hub(site)?(name|id)?$/.test(plainName(name)),
  );
  const speaks = (cell: string) => HUB_WORDS.test(cell.replace(/’/g, "'"));
  return (
    isNamed ||
    share(excerpt, HUB_COLUMNS.name, speaks) >= HALF ||
    share(excerpt, ['kind', 'type'], speaks) >= HALF
  );
}

/** Columns that only a register of sites has. */
const ONLY_SITES: Synonyms = Object.entries(SITE_FIELDS)
  .filter(([, { section }]) => section !== 'place' && section !== 'public' && section !== 'notes')
  .flatMap(([key, field]) => [key.toLowerCase(), ...('alsoCalled' in field ? field.alsoCalled : [])])
  .filter((name) => !['source', 'opening', 'openinghours', 'contact', 'notes'].includes(name));

function isSites(excerpt: Excerpt): boolean {
  const found = foundIn(excerpt, HUB_COLUMNS);
  if (!found.has('name') || !hasPointColumns(found)) return false;
  const kinds: readonly string[] = SITE_FIELDS.kind.words;
  const isKind = (cell: string) => kinds.includes(cell.toLowerCase().replace(/[\s-]+/g, '_'));
  return (
    findColumns(excerpt.columns, { it: ONLY_SITES }).it !== undefined ||
    share(excerpt, ['kind', 'type'], isKind) >= HALF
  );
}

function isPlaces(excerpt: Excerpt): boolean {
  const found = foundIn(excerpt, PLACE_COLUMNS);
  if (!found.has('name') || !hasPointColumns(found)) return false;
  return share(excerpt, PLACE_COLUMNS.kind, (cell) => PLACE_KINDS[cell.toLowerCase()] !== undefined) >= SOME;
}
