import { SaxesParser } from 'saxes';

/** What happens while XML is read; names come without their prefix. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** A text or tag longer than this is no cell: a cell of a workbook holds at most 32,767 characters. */
const MAX_SILENT_CHARACTERS = 2_000_000;

/**
 * Reads XML piece by piece. Entities other than XML's own five are refused, so that none can swell.
 * @param pieces  the document's text in order
 * @returns       after each piece, once its handlers have run, so that the caller can hand on what they gathered
 * @throws Error in the parser's words when it is not well formed, or holds a text of more than 2,000,000 characters
 */
export async function* readXml(pieces: AsyncIterable<string>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  let silent = 0;
  const told = <A extends unknown[]>(handle: ((...event: A) => void) | undefined) => {
    return (...event: A) => {
      silent = 0;
      handle?.(...event);
    };
  };
  const opened = told(handlers.open);
  const closed = told(handlers.close);
  const text = told(handlers.text);
  parser.on('opentag', (tag) => opened(local(tag.name), tag.attributes as Record<string, string>));
  parser.on('closetag', (tag) => closed(local(tag.name)));
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('error', (error) => {
    throw error;
  });
  for await (const piece of pieces) {
    silent += piece.length;
    parser.write(piece);
    if (silent > MAX_SILENT_CHARACTERS) throw new Error('a cell holds more than 2,000,000 characters');
    yield;
  }
  parser.close();
  yield;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
