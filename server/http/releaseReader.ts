import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { MARK_FILE, type ReleaseMark } from '../publish/releaseFiles.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A file of a release, ready to be sent. */
export interface ReleaseFile {
  /** The bytes, and compressed copies where they are smaller. */
  readonly bodies: Readonly<Partial<Record<Encoding, Buffer>>> & { readonly identity: Buffer };
  /** Of the bytes, for the ETag. */
  readonly hash: string;
  /** As HTTP writes a date. */
  readonly modified: string;
}

/** Files of the current release, kept ready in memory. */
export interface ReleaseReader {
  /** @returns undefined when the folder is no release */
  mark(folder: string): Promise<ReleaseMark | undefined>;
  /** @param path  below the folder, already checked  @returns undefined when there is no such file */
  read(folder: string, path: string): Promise<ReleaseFile | undefined>;
}

/** Bytes kept ready at most, compressed copies included. */
const KEPT_BYTES = 24 * 1024 * 1024;
/** Less than this does not get smaller in a way that counts. */
const WORTH_COMPRESSING_BYTES = 600;
/** Brotli's second best but many times faster; each file is compressed once a release. */
const BROTLI_QUALITY = 9;

const brotlied = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** A reader that forgets a release as soon as another one is current: files of a release never change. */
export function createReleaseReader(): ReleaseReader {
  let kept = { folder: '', bytes: 0, files: new Map<string, ReleaseFile>() };

  return {
    async mark(folder) {
      const file = await this.read(folder, MARK_FILE);
      return file && JSON.parse(file.bodies.identity.toString());
    },
    async read(folder, path) {
      if (kept.folder !== folder) kept = { folder, bytes: 0, files: new Map() };
      const mine = kept;
      const known = mine.files.get(path);
      if (known) return known;
      const file = await load(join(folder, path));
      const size = file ? sizeOf(file) : 0;
      if (file && mine.bytes + size <= KEPT_BYTES) {
        mine.bytes += size;
        mine.files.set(path, file);
      }
      return file;
    },
  };
}

async function load(path: string): Promise<ReleaseFile | undefined> {
  try {
    const [identity, { mtime }] = await Promise.all([readFile(path), stat(path)]);
    const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
    return { bodies: await copiesOf(identity, path), hash, modified: mtime.toUTCString() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG')
      return undefined;
    throw error;
  }
}

async function copiesOf(identity: Buffer, path: string): Promise<ReleaseFile['bodies']> {
  if (path.endsWith('.png') || identity.length < WORTH_COMPRESSING_BYTES) return { identity };
  const [br, gz] = await Promise.all([
    brotlied(identity, brotliFor(identity.length)),
    gzipped(identity, { level: 9 }),
  ]);
  return { br, gzip: gz, identity };
}

/** A window no larger than the file: setting up the usual one of 4 MB takes 60 times as long as a page does. */
function brotliFor(bytes: number) {
  const window = Math.ceil(Math.log2(bytes));
  const { BROTLI_MIN_WINDOW_BITS: least, BROTLI_DEFAULT_WINDOW: most } = constants;
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes,
      [constants.BROTLI_PARAM_LGWIN]: Math.min(most, Math.max(least, window)),
    },
  };
}

const sizeOf = ({ bodies }: ReleaseFile): number =>
  Object.values(bodies).reduce((total, body) => total + body.length, 0);
