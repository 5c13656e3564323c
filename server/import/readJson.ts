import { readFile } from 'node:fs/promises';
import { fileError } from './importErrors.ts';
import type { InspectedFile } from './inspectFile.ts';

/** Outlines of every small area of the country, generalised to 20 m, have some 60 MB. */
const MAX_FILE_BYTES = 250_000_000;
/** Maps and lists are nested some ten deep; to read what is nested by the million takes a computer seconds, in which it does nothing else. */
const MOST_DEPTH = 200_000;

/**
 * What a JSON file holds.
 * @returns  undefined for one that is broken, or nested beyond sense
 * @throws IMPORT_FILE when it is too large
 */
export async function readJson(file: InspectedFile): Promise<unknown> {
  if (file.bytes > MAX_FILE_BYTES) {
    throw fileError(
      file.path,
      'this map or list has more than 250 MB. Of outlines download the generalised ones (BGC or BSC), or only what is of the county',
    );
  }
  const text = (await readFile(file.path, 'utf8')).replace(/^\uFEFF/, '');
  if (isNestedBeyond(text, MOST_DEPTH)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether brackets outside of strings ever stand more than so many deep. */
function isNestedBeyond(text: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

/** Where the string that begins here ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
