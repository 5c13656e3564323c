import type { Site, SiteStatus, WeeklyOpening } from '../core/nouns.ts';
import { parsePostcode } from '../shared/postcode.ts';
import { slugOf } from '../shared/text.ts';
import { fault, type RowReader } from './cells.ts';
import { POINT_COLUMNS, type Synonyms } from './columns.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';
import { parseWeeklyTimes } from './weeklyTimes.ts';

/** The site register of data/README.md. */
const COLUMNS = {
  ...POINT_COLUMNS,
  id: ['id', 'siteid'],
  name: ['name', 'sitename', 'stopname'],
  community: ['community', 'parish', 'village', 'town'],
  address: ['address'],
  postcode: ['postcode'],
  kind: ['kind', 'type'],
  surface: ['surface'],
  spaces: ['spaces', 'capacity'],
  lengthMetres: ['lengthmetres'],
  widthMetres: ['widthmetres'],
  headroomMetres: ['headroommetres', 'headroom'],
  hasPower: ['haspower', 'power'],
  hasWater: ['haswater', 'water'],
  hasToilet: ['hastoilet', 'toilet', 'toilets'],
  isStepFree: ['isstepfree', 'stepfree'],
  mobileSignal: ['mobilesignal', 'signal'],
  busStopMetres: ['busstopmetres'],
  privacy: ['privacy'],
  opening: ['opening', 'openinghours'],
  status: ['status'],
  permissionOwner: ['permissionowner', 'owner', 'landowner'],
  permissionReference: ['permissionreference', 'agreementreference'],
  permissionExpiresOn: ['permissionexpireson', 'permissionexpiry'],
  riskAssessedOn: ['riskassessedon', 'riskassessmentdate'],
  notes: ['notes'],
  source: ['source'],
} as const satisfies Record<string, Synonyms>;
type Field = keyof typeof COLUMNS;

export const SITE_KINDS = [
  'village_hall',
  'community_centre',
  'library',
  'car_park',
  'health_centre',
  'school',
  'church_hall',
  'leisure_centre',
  'town_hall',
  'other',
] as const;
const SURFACES = ['asphalt', 'concrete', 'paving', 'gravel', 'grass'] as const;
const STATUSES = [
  'proposed',
  'surveyed',
  'approved',
  'live',
  'suspended',
  'closed',
] as const satisfies SiteStatus[];
const SIGNALS = ['none', 'voice', '4g', '5g'] as const;

/**
 * Reads a site register. Ids are the last part of public addresses: unique, and unique still when written as a slug.
 * @throws IMPORT_FILE
 */
export function readSites(path: string): Promise<ReadRows<Site>> {
  const ids = new Set<string>();
  const slugs = new Set<string>();
  return readRows(path, {
    kind: 'sites',
    what: 'a table of sites',
    expected: 'id, name, lon and lat',
    fields: COLUMNS,
    required: [column('name'), POINT_COLUMN],
    valueOf: (row): Site => {
      const site = siteIn(row);
      if (ids.has(site.id)) throw fault('the id is used twice', site.id);
      if (slugs.has(site.slug))
        throw fault('the id gives the same public address as an earlier one', site.id);
      ids.add(site.id);
      slugs.add(site.slug);
      return site;
    },
  });
}

function siteIn(row: RowReader<Field>): Site {
  const name = row.required('name');
  const id = row.text('id') || slugOf(`${name} ${row.text('community')}`);
  const point = pointIn(row);
  if (!point) throw fault('the site has no coordinates: expected lon and lat', id);
  return {
    id,
    slug: slugOf(id),
    name,
    community: row.text('community'),
    address: row.text('address'),
    postcode: postcodeIn(row),
    lonLat: point,
    kind: word(row, 'kind', SITE_KINDS) ?? 'other',
    ...physicalFacts(row),
    privacy: wholeBetween(row, 'privacy', 1, 5),
    opening: openingIn(row),
    status: word(row, 'status', STATUSES) ?? 'proposed',
    permissionOwner: row.text('permissionOwner') || null,
    permissionReference: row.text('permissionReference') || null,
    permissionExpiresOn: row.date('permissionExpiresOn'),
    riskAssessedOn: row.date('riskAssessedOn'),
    notes: row.text('notes'),
    source: row.text('source'),
  };
}

function physicalFacts(row: RowReader<Field>) {
  return {
    surface: word(row, 'surface', SURFACES),
    spaces: wholeBetween(row, 'spaces', 0, 100_000),
    lengthMetres: row.between('lengthMetres', 0, 1000),
    widthMetres: row.between('widthMetres', 0, 1000),
    headroomMetres: row.between('headroomMetres', 0, 100),
    hasPower: row.yesNo('hasPower'),
    hasWater: row.yesNo('hasWater'),
    hasToilet: row.yesNo('hasToilet'),
    isStepFree: row.yesNo('isStepFree'),
    mobileSignal: word(row, 'mobileSignal', SIGNALS),
    busStopMetres: row.between('busStopMetres', 0, 100_000),
  };
}

function wholeBetween(row: RowReader<Field>, field: Field, low: number, high: number): number | null {
  const value = row.between(field, low, high);
  if (value !== null && !Number.isInteger(value)) {
    throw fault(`${row.title(field)} is not a whole number`, row.text(field));
  }
  return value;
}

/** One of some words, in any case, with blanks or hyphens for underscores; null when empty. */
function word<W extends string>(row: RowReader<Field>, field: Field, words: readonly W[]): W | null {
  const written = row.text(field);
  if (written === '') return null;
  const plain = written.toLowerCase().replace(/[\s-]+/g, '_');
  const known = words.find((each) => each === plain);
  if (known === undefined) throw fault(`${row.title(field)} is none of ${words.join(', ')}`, written);
  return known;
}

/** A full postcode or an outward code; '' when not given. */
function postcodeIn(row: RowReader<Field>): string {
  const written = row.text('postcode');
  if (written === '') return '';
  const parsed = parsePostcode(written);
  if (!parsed) throw fault('the postcode is neither a postcode nor the first half of one', written);
  return parsed.text;
}

/** Times not understood are a fault: a wrong opening time sends a van to a locked gate. */
function openingIn(row: RowReader<Field>): WeeklyOpening | null {
  const written = row.text('opening');
  if (written === '') return null;
  const weekly = parseWeeklyTimes(written);
  if (weekly === undefined) {
    throw fault('opening is not weekly times such as Mon-Fri 09:00-17:00; Sat 09:00-12:00', written);
  }
  return weekly;
}
