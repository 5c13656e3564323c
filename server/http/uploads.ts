import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PlannerError } from '../shared/errors.ts';

/** Enough for the ONS Postcode Directory, and for any county's extract. */
const MOST_BYTES = 2_000_000_000;
/** A folder of area files (Code-Point Open has 120) and the rest of a county. */
const MOST_FILES = 300;
/** Of an upload under way; such a file is not listed, and goes when the upload breaks off. */
const PART = '.part';

/** One uploaded file. */
export interface Upload {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds: tells one content of a name from the next. */
  readonly changedMs: number;
}

/** Whole files in a folder, by name; none when there is no folder. */
export async function listUploads(folder: string): Promise<Upload[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const whole = names.filter((name) => !name.startsWith('.') && !name.endsWith(PART)).sort();
  return Promise.all(
    whole.map(async (name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return { name, path, bytes: size, changedMs: mtimeMs };
    }),
  );
}

/**
 * Stores what a request carries under a name; a file of that name is replaced only once all of it is here.
 * @returns where it stands
 * @throws UPLOAD_NAME, UPLOAD_TOO_LARGE, UPLOAD_TOO_MANY; UPLOAD_BROKEN when the connection ends early
 */
export async function storeUpload(
  folder: string,
  asked: { name: string; body: Readable; bytes: number | undefined },
): Promise<string> {
  const path = pathOf(folder, asked.name);
  if ((asked.bytes ?? 0) > MOST_BYTES) throw tooLarge(asked.name);
  await mkdir(folder, { recursive: true });
  const others = (await listUploads(folder)).filter((upload) => upload.name !== asked.name);
  if (others.length >= MOST_FILES) {
    throw refusal(
      'UPLOAD_TOO_MANY',
      `There are ${MOST_FILES} files already. Take away those that are not needed`,
    );
  }
  try {
    await pipeline(asked.body, limited(asked.name), createWriteStream(path + PART));
    await rename(path + PART, path);
    return path;
  } catch (cause) {
    await rm(path + PART, { force: true });
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
    throw new PlannerError({
      code: 'UPLOAD_BROKEN',
      category: 'input',
      message: `"${asked.name}" broke off on its way. Send it again`,
      cause,
    });
  }
}

/** Takes a file away; one that is not there is no error. @throws UPLOAD_NAME */
export async function removeUpload(folder: string, name: string): Promise<void> {
  await rm(pathOf(folder, name), { force: true });
}

function limited(name: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) done(tooLarge(name));
      else done(null, chunk);
    },
  });
}

/** A name is one part of a path and nothing else. */
function pathOf(folder: string, name: string): string {
  const isPlain =
    /^[^\s./\\][^/\\]{0,150}$/.test(name) && !/[\p{Cc}:*?"<>|]/u.test(name) && !name.endsWith(PART);
  if (isPlain) return join(folder, name);
  throw refusal(
    'UPLOAD_NAME',
    `"${name.slice(0, 60)}" cannot be a file's name here: expected up to 150 letters, digits, blanks and the like. Rename the file and send it again`,
  );
}

const tooLarge = (name: string) =>
  refusal(
    'UPLOAD_TOO_LARGE',
    `"${name}" is larger than 2 GB. Check that it is the right file: an extract of one county has some 60 MB`,
  );

const refusal = (code: string, message: string) => new PlannerError({ code, category: 'input', message });
