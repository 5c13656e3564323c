import type { Site } from '../core/nouns.ts';
import { bareSite, type SiteTexts, withSiteTexts } from '../core/sites/siteTexts.ts';
import { unguardedText } from '../shared/cellText.ts';
import { lonLat } from '../shared/coordinates.ts';
import { SITE_FIELD_NAMES, type SiteFieldName, siteColumn, siteField } from '../shared/siteFields.ts';
import { slugOf } from '../shared/text.ts';
import { fault, type RowReader } from './cells.ts';
import { POINT_COLUMNS, plainName, type Synonyms } from './columns.ts';
import { pointIn } from './points.ts';
import { column, POINT_COLUMN, type RequiredColumn, readRows } from './readRows.ts';
import type { ReadRows } from './report.ts';

type Field = Exclude<SiteFieldName, 'lon' | 'lat'>;
type Column = Field | keyof typeof POINT_COLUMNS | 'id' | 'version';

/** Where a site lies is told by its coordinates, in whatever form; everything else has a column of its own. */
const FIELDS = SITE_FIELD_NAMES.filter((name): name is Field => name !== 'lon' && name !== 'lat');

/** The site register of data/README.md. */
const COLUMNS = {
  ...POINT_COLUMNS,
  id: ['id', 'siteid'],
  version: ['version'],
  ...(Object.fromEntries(
    FIELDS.map((name) => [name, [plainName(siteColumn(name)), ...(siteField(name).alsoCalled ?? [])]]),
  ) as unknown as Record<Field, Synonyms>),
} as const satisfies Record<Column, Synonyms>;

/** Where a row without coordinates is thought to lie until its site is found by its id. */
const NOWHERE = lonLat(0, 0);

/** One row of a register, with what it does not say left out. */
export interface RegisterRow {
  readonly id: string;
  /** Of the site when the register was downloaded; null in a register from elsewhere. */
  readonly version: number | null;
  /** Fields that the register has columns for. */
  readonly texts: SiteTexts;
  /** The site as the row alone tells it. */
  readonly site: Site;
}

/**
 * Reads a site register. Ids are the last part of public addresses: unique, and unique still when written as a slug.
 * @throws IMPORT_FILE
 */
export async function readSites(path: string): Promise<ReadRows<Site>> {
  const read = await readRegister(path, {
    required: [column('name'), POINT_COLUMN],
    expected: 'id, name, lon and lat',
    rowIn: wholeRow,
  });
  return { ...read, rows: read.rows.map(({ line, value }) => ({ line, value: value.site })) };
}

/**
 * Reads a register that was downloaded, edited, and brought back: rows are known by their id, and any other column may be left
 * away.
 * @throws IMPORT_FILE
 */
export const readEditedRegister = (path: string): Promise<ReadRows<RegisterRow>> =>
  readRegister(path, {
    required: [column('id')],
    expected: 'id, and the columns that were edited',
    rowIn: editedRow,
  });

function readRegister(
  path: string,
  form: {
    required: readonly RequiredColumn[];
    expected: string;
    rowIn: (row: RowReader<Column>) => RegisterRow;
  },
): Promise<ReadRows<RegisterRow>> {
  const ids = new Set<string>();
  const slugs = new Set<string>();
  return readRows(path, {
    kind: 'sites',
    what: 'a table of sites',
    expected: form.expected,
    fields: COLUMNS,
    required: form.required,
    valueOf: (row): RegisterRow => {
      const value = form.rowIn(row);
      const { id, slug } = value.site;
      if (ids.has(id)) throw fault('the id is used twice', id);
      if (slugs.has(slug)) throw fault('the id gives the same public address as an earlier one', id);
      ids.add(id);
      slugs.add(slug);
      return value;
    },
  });
}

/** A row that tells all of a site. */
function wholeRow(row: RowReader<Column>): RegisterRow {
  const name = row.required('name');
  const id = textIn(row, 'id') || slugOf(`${name} ${row.text('community')}`);
  const point = pointIn(row);
  if (!point) throw fault('the site has no coordinates: expected lon and lat', id);
  return registerRow(row, id, point);
}

/** A row that tells some of a site that is known by its id. */
function editedRow(row: RowReader<Column>): RegisterRow {
  const id = unguardedText(row.required('id'));
  return registerRow(row, id, pointIn(row));
}

function registerRow(row: RowReader<Column>, id: string, point: ReturnType<typeof pointIn>): RegisterRow {
  const bare = bareSite({ id, slug: slugOf(id), lonLat: point ?? NOWHERE, source: '' });
  const given = FIELDS.filter((name) => row.isColumn(name));
  const texts = Object.fromEntries(given.map((name) => [name, textIn(row, name)])) as SiteTexts;
  const { site, problems } = withSiteTexts(bare, texts);
  const [first] = problems;
  if (first)
    throw fault(`${row.title(first.field as Field)} ${first.problem}`, row.text(first.field as Field));
  const version = row.between('version', 1, Number.MAX_SAFE_INTEGER);
  const place = point ? { lon: String(point[0]), lat: String(point[1]) } : {};
  return { id, version, texts: { ...texts, ...place }, site };
}

/** A cell of text as it was before a spreadsheet's guard was put on. */
const textIn = (row: RowReader<Column>, name: Field | 'id'): string =>
  name === 'id' || siteField(name).kind === 'text' ? unguardedText(row.text(name)) : row.text(name);
