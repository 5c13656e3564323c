import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { fileError } from './importErrors.ts';
import { oddKind } from './inspectFile.ts';
import { recognise } from './recognise.ts';

/** What data comes as; publishers' archives also hold guides, licences and metadata. */
const DATA = /\.(csv|tsv|txt|xlsx|geojson|json|ics|pbf)$/i;
/** Folders of guides, where tables about the tables stand too. */
const NOT_DATA = /(^|\/)(doc|docs|documents?|user guide|metadata|__macosx)\//i;
/** Code-Point Open has 120 data files, the ONS Postcode Directory some 250. */
const MAX_ENTRIES = 5000;
/** The ONS Postcode Directory comes whole, 1.4 GB, and again cut by area. */
const MAX_BYTES = 4_000_000_000;
/** Unpacked ÷ packed: tables reach 30; only an archive made to burst has more than this. */
const MAX_RATIO = 200;
/** Below this a high ratio does no harm. */
const RATIO_MATTERS_BYTES = 20_000_000;

/** True for a zip archive that is not itself a table, as a workbook is. A path that cannot be read is none. */
export async function isArchive(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return false;
  try {
    const head = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(head, 0, head.length, 0).catch(() => ({ bytesRead: 0 }));
    return oddKind(head.subarray(0, bytesRead)) === 'a zip archive';
  } finally {
    await handle.close();
  }
}

/**
 * Unpacks the data files of a publisher's zip archive beside each other; folders inside, guides and metadata are left out.
 * @param folder  made when missing; of two files of one name the second gets -2
 * @returns paths of the files, in the order of the archive
 * @throws IMPORT_FILE when it is damaged, locked, made to burst, or holds no data; then nothing of it is left
 */
export async function unpackArchive(path: string, folder: string): Promise<string[]> {
  const zip = await openPromise(path, { autoClose: false }).catch((cause: unknown) => {
    throw broken(path, cause);
  });
  const written: string[] = [];
  try {
    const entries = await dataEntries(path, zip);
    await mkdir(folder, { recursive: true });
    for (const entry of entries) {
      const to = join(folder, freeName(entry, written));
      written.push(to);
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(to));
    }
    return written;
  } catch (cause) {
    for (const file of written) await rm(file, { force: true });
    throw cause instanceof Error && 'category' in cause ? cause : broken(path, cause);
  } finally {
    zip.close();
  }
}

/**
 * Unpacks an archive and keeps what an import can use.
 * @returns paths of the files kept
 * @throws IMPORT_FILE as `unpackArchive`, and when nothing of it can be used
 */
export async function unpackUsable(path: string, folder: string): Promise<string[]> {
  const usable: string[] = [];
  for (const file of await unpackArchive(path, folder)) {
    if ((await recognise(file)).kind === 'unknown') await rm(file, { force: true });
    else usable.push(file);
  }
  if (usable.length > 0) return usable;
  throw fileError(
    path,
    'no file in this archive is one that an import can use. Check that it is the right one',
  );
}

/** Does something with files, the archives among them unpacked; what was unpacked goes when it is done. */
export async function withUnpacked<Result>(
  paths: readonly string[],
  work: (paths: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-rounds-unpacked-'));
  try {
    const all: string[] = [];
    for (const [i, path] of paths.entries()) {
      all.push(...((await isArchive(path)) ? await unpackUsable(path, join(folder, String(i))) : [path]));
    }
    return await work(all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function dataEntries(path: string, zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) {
    throw fileError(
      path,
      `there are ${zip.entryCount.toLocaleString('en-GB')} files in this archive. Unpack it, and give those of your county`,
    );
  }
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (DATA.test(entry.fileName) && !NOT_DATA.test(entry.fileName)) entries.push(entry);
  }
  if (entries.length === 0) {
    throw fileError(
      path,
      'nothing in this archive is a table, a map or an extract. Check that it is the right one',
    );
  }
  const locked = entries.find((entry) => entry.isEncrypted());
  if (locked)
    throw fileError(path, `"${locked.fileName}" is locked with a password. Unpack the archive first`);
  refuseBurst(path, entries);
  return entries;
}

function refuseBurst(path: string, entries: readonly Entry[]): void {
  const sum = (of: (entry: Entry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  const unpacked = sum((entry) => entry.uncompressedSize);
  const ratio =
    unpacked /
    Math.max(
      1,
      sum((entry) => entry.compressedSize),
    );
  if (unpacked <= MAX_BYTES && (ratio <= MAX_RATIO || unpacked <= RATIO_MATTERS_BYTES)) return;
  throw fileError(
    path,
    `unpacked, it would have ${Math.round(unpacked / 1e6).toLocaleString('en-GB')} MB, more than the files of a county need. Check that it is the right archive, or unpack it and give the files of your county`,
  );
}

/** The last part of a name, so that nothing is written outside the folder. */
function freeName(entry: Entry, written: readonly string[]): string {
  const name = basename(entry.fileName.replaceAll('\\', '/')).replace(/^\.+/, '') || 'unnamed.csv';
  const taken = new Set(written.map((path) => basename(path)));
  const [stem, extension] = [name.slice(0, -extname(name).length || undefined), extname(name)];
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${stem}-${n}${extension}`;
  return free;
}

const broken = (path: string, cause: unknown) =>
  fileError(
    path,
    `this archive is damaged or was not downloaded whole (${cause instanceof Error ? cause.message : cause}). Download it again`,
    cause,
  );
