import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { type DaySystem, meaningOf, type NumberMeaning } from './cellText.ts';
import { readXml, type XmlHandlers } from './xmlReader.ts';

/** One sheet of a workbook. */
export interface SheetPart {
  readonly name: string;
  /** Its part of the archive. */
  readonly part: string;
  readonly isHidden: boolean;
}

/** What the sheets of a workbook share. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly days: DaySystem;
  /** Texts by number. */
  readonly strings: readonly string[];
  /** What numbers mean, by number of style. */
  readonly meanings: readonly NumberMeaning[];
}

/** Sheets that a workbook may have. */
const MAX_SHEETS = 500;

/** Reads what the sheets share, and which there are. Undefined when the archive is no workbook. */
export async function readParts(archive: Archive): Promise<WorkbookParts | undefined> {
  const main = await mainPart(archive);
  if (main === undefined) return undefined;
  const links = await linksOf(archive, main);
  const strings = [...links.values()].find((link) => link.kind === 'sharedStrings')?.part;
  const styles = [...links.values()].find((link) => link.kind === 'styles')?.part;
  return {
    ...(await sheetsOf(archive, main, links)),
    strings: strings === undefined ? [] : await stringsOf(archive, strings),
    meanings: styles === undefined ? [] : await meaningsOf(archive, styles),
  };
}

async function mainPart(archive: Archive): Promise<string | undefined> {
  const links = await linksOf(archive, '');
  const named = [...links.values()].find((link) => link.kind === 'officeDocument')?.part;
  const part = named ?? 'xl/workbook.xml';
  return part.endsWith('.xml') && archive.names.includes(part) ? part : undefined;
}

interface Link {
  /** Last word of its type: worksheet, sharedStrings, styles. */
  readonly kind: string;
  readonly part: string;
}

/** Where a part's links lead, by id. */
async function linksOf(archive: Archive, part: string): Promise<Map<string, Link>> {
  const folder = posix.dirname(part);
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const links = new Map<string, Link>();
  if (!archive.names.includes(file)) return links;
  await readWhole(archive, file, {
    open: (name, { Id, Type, Target }) => {
      if (name !== 'Relationship' || !Id || !Type || !Target) return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      links.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), part: target });
    },
  });
  return links;
}

async function sheetsOf(
  archive: Archive,
  main: string,
  links: ReadonlyMap<string, Link>,
): Promise<Pick<WorkbookParts, 'sheets' | 'days'>> {
  const sheets: SheetPart[] = [];
  let days: DaySystem = 1900;
  await readWhole(archive, main, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) days = 1904;
      if (tag !== 'sheet' || sheets.length >= MAX_SHEETS) return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
      const link = links.get(id ?? '');
      if (link?.kind !== 'worksheet' || !archive.names.includes(link.part)) return;
      const isHidden = attributes.state !== undefined && attributes.state !== 'visible';
      sheets.push({ name: attributes.name ?? '', part: link.part, isHidden });
    },
  });
  return { sheets, days };
}

async function stringsOf(archive: Archive, part: string): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let isText = false;
  let phonetic = 0;
  await readWhole(archive, part, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic += 1;
      isText = name === 't' && phonetic === 0;
    },
    text: (text) => {
      if (isText) current += text;
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'si') strings.push(current);
    },
  });
  return strings;
}

async function meaningsOf(archive: Archive, part: string): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let isCellFormats = false;
  await readWhole(archive, part, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '');
      if (name === 'cellXfs') isCellFormats = true;
      if (name === 'xf' && isCellFormats) {
        meanings.push(meaningOf(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return meanings;
}

async function readWhole(archive: Archive, part: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(archive.text(part), handlers));
}
