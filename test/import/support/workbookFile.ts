import { strToU8, zipSync } from 'fflate';

/** A cell: text, a number, a number in a style, or the XML of a whole `<c>` with `REF` for its place. */
export type FileCell =
  | string
  | number
  | { readonly value: number; readonly style: number }
  | { readonly xml: string };

export interface FileSheet {
  readonly name: string;
  /** Rows in order; null for a row that the file leaves out. */
  readonly rows: readonly (readonly (FileCell | null)[] | null)[];
  readonly state?: 'hidden' | 'veryHidden';
}

/** Styles by number: 0 plain, 1 a built-in date, 2 `dd/mm/yyyy hh:mm`, 3 `[h]:mm`, 4 `0.00 "days"`. */
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** An .xlsx workbook as bytes, with its texts shared, as Excel writes it. */
export function workbookFile(
  sheets: readonly FileSheet[],
  options: { date1904?: boolean; replace?: Readonly<Record<string, Uint8Array | string>> } = {},
): Buffer {
  const strings: string[] = [];
  const numberOf = (text: string) => {
    const known = strings.indexOf(text);
    return known >= 0 ? known : strings.push(text) - 1;
  };
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><workbookPr${options.date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i): [string, string, string] => [
        `rId${i + 1}`,
        'worksheet',
        `worksheets/sheet${i + 1}.xml`,
      ]),
      ['rId900', 'sharedStrings', '/xl/sharedStrings.xml'],
      ['rId901', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
  };
  for (const [i, sheet] of sheets.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet, numberOf);
  parts['xl/sharedStrings.xml'] =
    `<sst xmlns="${MAIN}">${strings.map((text) => `<si><r><t xml:space="preserve">${escaped(text)}</t></r><rPh><t>aside</t></rPh></si>`).join('')}</sst>`;
  const all = Object.entries({ ...parts, ...options.replace });
  return Buffer.from(
    zipSync(
      Object.fromEntries(all.map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])),
    ),
  );
}

function relations(links: readonly [id: string, kind: string, target: string][]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${LINKS}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;
}

function sheetXml({ rows }: FileSheet, numberOf: (text: string) => number): string {
  const body = rows.map((cells, i) =>
    cells === null
      ? ''
      : `<row r="${i + 1}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${i + 1}`, numberOf)).join('')}</row>`,
  );
  return `<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: FileCell | null, place: string, numberOf: (text: string) => number): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${numberOf(cell)}</v></c>`;
  if ('xml' in cell) return cell.xml.replace('REF', place);
  return `<c r="${place}" s="${cell.style}"><v>${cell.value}</v></c>`;
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
