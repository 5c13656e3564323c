import { siteValue } from '../core/sites/siteTexts.ts';
import { type Cell, csvText } from '../publish/outputs/csvText.ts';
import { SITE_FIELD_NAMES, type SiteFieldName, siteColumn, siteField } from '../shared/siteFields.ts';
import { siteFieldText } from '../shared/siteFieldText.ts';
import type { RegisteredSite } from '../store/sites.ts';

/** Excel takes a file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The register as a spreadsheet opens it: one row a site, with the version it is of, private columns included. Text that would run
 * as a formula is guarded; numbers and dates are not.
 */
export function registerCsv(register: readonly RegisteredSite[]): string {
  const columns = ['id', 'version', ...SITE_FIELD_NAMES.map(siteColumn)];
  const rows = register.map(({ site, version }): Cell[] => [
    site.id,
    version,
    ...SITE_FIELD_NAMES.map((name) => cellOf(name, siteValue(site, name))),
  ]);
  return BYTE_ORDER_MARK + csvText(columns, rows, { forGuessers: true });
}

function cellOf(name: SiteFieldName, value: unknown): Cell {
  if (value === null || value === undefined || value === '') return null;
  return siteField(name).kind === 'number' ? Number(value) : siteFieldText(name, value);
}
