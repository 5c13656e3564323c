import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { fileError } from '../importErrors.ts';

/** The parts of a zip archive by name, each read as text; nothing is unpacked to disk. */
export interface Archive {
  readonly names: readonly string[];
  /** The text of a part, piece by piece. @throws IMPORT_FILE */
  text(name: string): AsyncGenerator<string>;
  close(): void;
}

/** A workbook has some dozens of parts. */
const MAX_PARTS = 5000;
/** One part, unpacked: a sheet of 35,000 areas by 190 columns has some 0.3 GB. */
const MAX_PART_BYTES = 1_000_000_000;
/** Unpacked ÷ packed: sheets reach 10 to 60; only an archive made to burst has more than this. */
const MAX_RATIO = 200;
/** Below this a high ratio does no harm. */
const RATIO_MATTERS_BYTES = 5_000_000;

/**
 * Opens a zip archive. Sizes are checked before anything is unpacked, and again while it is.
 * @throws IMPORT_FILE when it is broken or made to burst
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false }).catch((cause: unknown) => {
    throw broken(path, cause);
  });
  try {
    const parts = await partsOf(path, zip);
    return {
      names: [...parts.keys()],
      text: (name) => textOf(path, zip, parts, name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function partsOf(path: string, zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_PARTS) {
    throw fileError(
      path,
      `there are ${zip.entryCount.toLocaleString('en-GB')} files in this archive, more than any workbook has. Check that it is the right file`,
    );
  }
  const parts = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName.replace(/^\//, ''), entry);
  } catch (cause) {
    throw broken(path, cause);
  }
  return parts;
}

async function* textOf(
  path: string,
  zip: ZipFile,
  parts: ReadonlyMap<string, Entry>,
  name: string,
): AsyncGenerator<string> {
  const entry = parts.get(name);
  if (entry === undefined) throw broken(path, new Error(`there is no ${name} in it`));
  refuseBurst(path, entry);
  const decoder = new TextDecoder('utf-8');
  let stream: Readable | undefined;
  try {
    stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (cause) {
    throw broken(path, cause);
  } finally {
    stream?.destroy();
  }
}

function refuseBurst(path: string, entry: Entry): void {
  if (entry.isEncrypted()) {
    throw fileError(path, 'it is locked with a password. Save it again without one');
  }
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  const isBurst = ratio > MAX_RATIO && entry.uncompressedSize > RATIO_MATTERS_BYTES;
  if (!isBurst && entry.uncompressedSize <= MAX_PART_BYTES) return;
  throw fileError(
    path,
    `unpacked, "${entry.fileName}" would have ${Math.round(entry.uncompressedSize / 1e6).toLocaleString('en-GB')} MB, more than a table of a county or the country needs. Check that it is the right file, or save the sheet with the table as CSV`,
  );
}

const broken = (path: string, cause: unknown) =>
  fileError(
    path,
    `this workbook is damaged or was not downloaded whole (${cause instanceof Error ? cause.message : cause}). Download it again`,
    cause,
  );
