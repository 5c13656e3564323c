import type { Instant } from '../shared/time.ts';

/** A row that was not taken, and why. */
export interface Refusal {
  /** 1-based line of the file; 0 for something without lines. */
  readonly line: number;
  /** A sentence in a coordinator's terms; the same words for the same kind of trouble, so that rows can be counted. */
  readonly reason: string;
  /** What stood there, at most 60 characters; empty when the whole row is meant. */
  readonly value: string;
  /**
   * True for a broken row (text where a number belongs): the import stops. False for a row that is sound but not wanted
   * (a terminated postcode): the import goes on without it.
   */
  readonly isFault: boolean;
  /** How many rows it stands for, where rows of one reason were too many to keep; 1 when missing. */
  readonly rows?: number;
}

/** A value and the line it came from. */
export interface SourceRow<T> {
  readonly line: number;
  readonly value: T;
}

/** What a reader found in one file. */
export interface ReadRows<T> {
  /** areas, hubs, sites, postcodes, places, … */
  readonly kind: string;
  readonly path: string;
  /** The sheet of a workbook whose rows the line numbers count. */
  readonly sheet?: string | null;
  /** Which year's figures it holds, in words, where the file says so. */
  readonly vintage?: string | null;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rows: readonly SourceRow<T>[];
  /** Rows of the file that were kept, where they did not become one value each. */
  readonly kept?: number;
  readonly refused: readonly Refusal[];
  /** Things a person should know, in whole sentences. */
  readonly notes: readonly string[];
}

/** Refused rows of one file with one reason. */
export interface RefusalGroup {
  readonly reason: string;
  readonly count: number;
  /** The first 20 lines, in order. */
  readonly lines: readonly number[];
  /** What stood in the first of them. */
  readonly example: string;
}

/** One file of an import. */
export interface FileReport {
  readonly kind: string;
  /** File name without its folder. */
  readonly file: string;
  readonly sha256: string;
  /** Which year's figures it holds, in words: "mid-2022". Missing where the file does not say. */
  readonly vintage?: string;
  readonly rowsRead: number;
  readonly kept: number;
  readonly refused: readonly RefusalGroup[];
  readonly notes: readonly string[];
}

/** What an import did; kept with the region. */
export interface ImportReport {
  readonly region: { readonly slug: string; readonly name: string; readonly isSample: boolean };
  readonly importedAt: Instant;
  readonly files: readonly FileReport[];
  /** Totals a person can check: "1,740 children aged 0 to 4 in 23 areas". */
  readonly totals: readonly string[];
  /** What was assumed or left open: "age 1 taken as age 0 in 23 areas". */
  readonly warnings: readonly string[];
  /** Wall-clock seconds by step, in order. */
  readonly steps: readonly { readonly step: string; readonly seconds: number }[];
}

const LINES_SHOWN = 20;
/** Refusals of one reason kept one by one; a national file may have millions of rows outside the county. */
const KEPT_OF_ONE_REASON = 200;
const VALUE_SHOWN = 60;

/** A cell as it is quoted in a message: one line, at most 60 characters. */
export function shownValue(value: string): string {
  const flat = value.replace(/\s+/g, ' ').trim();
  return flat.length > VALUE_SHOWN ? `${flat.slice(0, VALUE_SHOWN)}…` : flat;
}

/** Collects refusals; of each reason the first 200, and then one that stands for all the others. */
export function refusalList(): { add(refusal: Refusal): void; all(): Refusal[] } {
  const kept: Refusal[] = [];
  const counts = new Map<string, number>();
  return {
    add(refusal) {
      const count = (counts.get(refusal.reason) ?? 0) + 1;
      counts.set(refusal.reason, count);
      if (count <= KEPT_OF_ONE_REASON) kept.push(refusal);
    },
    all() {
      const others = [...counts].filter(([, count]) => count > KEPT_OF_ONE_REASON);
      return others.reduce((all, [reason, count]) => {
        const last = all.findLastIndex((refusal) => refusal.reason === reason);
        return all.with(last, { ...all[last], rows: count - KEPT_OF_ONE_REASON + 1 });
      }, kept);
    },
  };
}

/** How many rows some refusals stand for. */
export const rowsIn = (refused: readonly Refusal[]): number =>
  refused.reduce((sum, refusal) => sum + (refusal.rows ?? 1), 0);

/** Refused rows counted by reason, most frequent first. */
export function groupRefusals(refused: readonly Refusal[]): RefusalGroup[] {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refused) {
    const group = groups.get(refusal.reason);
    if (group) group.push(refusal);
    else groups.set(refusal.reason, [refusal]);
  }
  return [...groups]
    .map(([reason, rows]) => ({
      reason,
      count: rowsIn(rows),
      lines: rows.slice(0, LINES_SHOWN).map((row) => row.line),
      example: rows[0].value,
    }))
    .sort((a, b) => b.count - a.count);
}
