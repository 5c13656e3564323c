import type { TableRow } from '../tableSource.ts';
import { type DaySystem, type NumberMeaning, numberText } from './cellText.ts';
import { readXml, type XmlHandlers } from './xmlReader.ts';

/** What is needed to understand the cells of a sheet. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly meanings: readonly NumberMeaning[];
  readonly days: DaySystem;
}

/** Columns of the widest sheet there can be. */
const MAX_COLUMNS = 16_384;

/**
 * The rows of a sheet that hold anything, in order, each with its number in the sheet and the text of its cells; cells
 * that the file leaves out are empty.
 * @param pieces  the sheet's XML
 * @throws Error in words for a formula whose result is not in the file, or a cell that points nowhere
 */
export async function* sheetRows(
  pieces: AsyncIterable<string>,
  context: CellContext,
): AsyncGenerator<TableRow> {
  const rows: TableRow[] = [];
  for await (const _ of readXml(pieces, rowHandlers(context, rows))) yield* rows.splice(0);
}

interface Cell {
  readonly column: number;
  readonly kind: string;
  readonly style: number;
  readonly name: string;
  text: string;
  hasValue: boolean;
  hasFormula: boolean;
}

function rowHandlers(context: CellContext, rows: TableRow[]): XmlHandlers {
  let line = 0;
  let cells: string[] = [];
  let cell: Cell | undefined;
  let lastColumn = -1;
  let isValue = false;
  return {
    open: (name, attributes) => {
      if (name === 'row') {
        line = attributes.r === undefined ? line + 1 : Number(attributes.r);
        cells = [];
        lastColumn = -1;
      } else if (name === 'c') {
        cell = cellAt(attributes, lastColumn);
        lastColumn = cell.column;
      } else if (cell !== undefined) {
        isValue = name === 'v' || name === 't';
        if (isValue) cell.hasValue = true;
        if (name === 'f') cell.hasFormula = true;
      }
    },
    text: (text) => {
      if (isValue && cell !== undefined) cell.text += text;
    },
    close: (name) => {
      isValue = false;
      if (name === 'c' && cell !== undefined) {
        const text = textOf(cell, context, line);
        if (text !== '') {
          while (cells.length < cell.column) cells.push('');
          cells[cell.column] = text;
        }
        cell = undefined;
      } else if (name === 'row' && cells.some((each) => each.trim() !== '')) {
        rows.push({ line, cells });
      }
    },
  };
}

function cellAt(attributes: Readonly<Record<string, string>>, lastColumn: number): Cell {
  const column = attributes.r === undefined ? lastColumn + 1 : columnOf(attributes.r);
  if (!(column > lastColumn && column < MAX_COLUMNS)) throw new Error(`cell ${attributes.r} is out of order`);
  return {
    column,
    kind: attributes.t ?? 'n',
    style: Number(attributes.s ?? -1),
    name: attributes.r ?? '',
    text: '',
    hasValue: false,
    hasFormula: false,
  };
}

/** 0 for A, 26 for AA; NaN for what is no cell's name. */
function columnOf(name: string): number {
  const letters = /^([A-Z]{1,3})\d+$/i.exec(name)?.[1].toUpperCase();
  if (letters === undefined) return Number.NaN;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function textOf(cell: Cell, { strings, meanings, days }: CellContext, line: number): string {
  if (!cell.hasValue) {
    if (!cell.hasFormula) return '';
    throw new Error(
      `row ${line}: the result of the formula in ${cell.name || 'a cell'} is not in the file; open it in a spreadsheet program and save it again`,
    );
  }
  switch (cell.kind) {
    case 's': {
      const text = strings[Number(cell.text)];
      if (text === undefined)
        throw new Error(`row ${line}: cell ${cell.name} points to a text that is not there`);
      return text;
    }
    case 'n':
      return numberText(cell.text, meanings[cell.style] ?? 'number', days);
    case 'b':
      return cell.text.trim() === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return cell.text.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
    default:
      return cell.text;
  }
}
