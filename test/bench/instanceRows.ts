/** A file that cannot be read as what it should be, in words for whoever wrote it. */
export class InstanceError extends Error {}

/** The numbers of a line, from 1. */
export interface Row {
  readonly line: number;
  readonly values: readonly number[];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The lines of numbers of a file, blank ones left out.
 * @param isHeading  lines of these words are left out too
 * @throws InstanceError where there is something else than a number
 */
export function rowsOf(text: string, isHeading: (words: readonly string[]) => boolean = () => false): Row[] {
  const rows: Row[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .forEach((written, k) => {
      const words = written.trim().split(/\s+/).filter(Boolean);
      if (words.length === 0 || isHeading(words)) return;
      const bad = words.find((word) => !NUMBER.test(word) || !Number.isFinite(Number(word)));
      if (bad !== undefined) throw wrongLine(k + 1, `"${bad}" is no number`);
      rows.push({ line: k + 1, values: words.map(Number) });
    });
  return rows;
}

/** An error that names a line, from 1. */
export const wrongLine = (line: number, words: string) => new InstanceError(`Line ${line}: ${words}`);
