import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Dispatcher, EnvHttpProxyAgent, fetch, type Response } from 'undici';
import type { PlannerError } from '../../shared/errors.ts';
import { takeFileLock } from '../../store/fileLock.ts';
import { inspectFile, oddKind } from '../inspectFile.ts';
import { diskError, downloadError, networkWords } from './downloadErrors.ts';
import { fetchInto, type Partly } from './fetchInto.ts';

export interface DownloadOptions {
  /** Called with a share 0..1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** What must be said to who asked for it, one sentence each. */
  readonly onNote?: (note: string) => void;
  /** Waits between two attempts, milliseconds; their number is that of the attempts after the first. */
  readonly waitsMs?: readonly number[];
}

/** Four more attempts within half a minute: a line that is gone for longer is for a person to look at. */
const WAITS_MS = [1000, 3000, 8000, 20_000];
/** A server that says nothing for so long is gone, milliseconds. */
const SILENCE_MS = 60_000;
/** How often a download that waits for another one looks whether that has ended, milliseconds. */
const LOOK_AGAIN_MS = 250;
/** Great Britain has 2 GB; what is larger is no county. */
const MAX_FILE_BYTES = 4_000_000_000;

/**
 * Downloads an extract into a folder: goes on where an earlier download broke off, as long as the file on the server is the
 * same, and checks it against the `.md5` beside it. Of two downloads of one file at a time, also of two programs, the second waits,
 * and takes the file that the first has brought. The proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY is used.
 * @param address  as `extractAddress` gives it
 * @returns path of the file, which is there only when it is whole
 * @throws DOWNLOAD_MISSING (404), DOWNLOAD_REFUSED (other answers), DOWNLOAD_BROKEN (no connection, or broken off again and
 *   again; what has arrived is kept), DOWNLOAD_CHECKSUM, DOWNLOAD_NOT_EXTRACT (both removed), DOWNLOAD_DISK,
 *   DOWNLOAD_CANCELLED
 */
export async function downloadExtract(
  address: URL,
  folder: string,
  options: DownloadOptions = {},
): Promise<string> {
  const path = join(folder, nameIn(address));
  const partly: Partly = { path: `${path}.part`, factsPath: `${path}.part.json`, address: address.href };
  const dispatcher = new EnvHttpProxyAgent({
    bodyTimeout: SILENCE_MS,
    headersTimeout: SILENCE_MS,
    // Plain http is asked for as it is: many proxies open tunnels for https only.
    proxyTunnel: false,
  });
  let unlock: (() => void) | undefined;
  try {
    await mkdir(folder, { recursive: true });
    const mark = await markOf(path);
    const lock = await lockFor(path, options);
    unlock = lock.unlock;
    if (lock.hasWaited && (await markOf(path)) !== mark) return path;
    await fetchAll(partly, dispatcher, options);
    await refuseOther(partly);
    await refuseDamaged(partly, address, dispatcher, options);
    await rename(partly.path, path);
    await rm(partly.factsPath, { force: true });
    return path;
  } catch (error) {
    throw diskError(path, error) ?? error;
  } finally {
    unlock?.();
    await dispatcher.destroy();
  }
}

/** Another text whenever another file stands there; the same when there is none. */
const markOf = (path: string): Promise<string> =>
  stat(path).then(
    ({ ino, mtimeMs }) => `${ino} ${mtimeMs}`,
    () => '',
  );

/** Waits until nobody else downloads this file. A program that is killed holds nothing any more. @throws DOWNLOAD_CANCELLED */
async function lockFor(
  path: string,
  options: DownloadOptions,
): Promise<{ unlock: () => void; hasWaited: boolean }> {
  for (let hasWaited = false; ; hasWaited = true) {
    const unlock = takeFileLock(join(dirname(path), `.${basename(path)}.lock`));
    if (unlock) return { unlock, hasWaited };
    if (!hasWaited) {
      options.onNote?.(`Another program is downloading ${basename(path)} already: waiting for it to end.`);
    }
    await pause(LOOK_AGAIN_MS, undefined, { signal: options.signal }).catch((error) => {
      throw stopped(error);
    });
  }
}

const stopped = (error: unknown): PlannerError =>
  downloadError(
    'DOWNLOAD_CANCELLED',
    'The download was stopped. What has arrived is kept: the next one goes on from there',
    error,
  );

function nameIn(address: URL): string {
  const name = basename(decodeURIComponent(address.pathname)).replace(/[^\w.-]/g, '_');
  return /^[\w-]/.test(name) ? name : 'extract.osm.pbf';
}

async function fetchAll(partly: Partly, dispatcher: Dispatcher, options: DownloadOptions): Promise<void> {
  const waits = options.waitsMs ?? WAITS_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      await fetchInto(partly, { ...options, dispatcher, maxBytes: MAX_FILE_BYTES });
      return;
    } catch (error) {
      if (options.signal?.aborted) throw stopped(error);
      const isOver = isOurs(error) || diskError(partly.path, error) !== undefined;
      if (isOver) throw error;
      if (attempt === waits.length) throw broken(partly, error);
      await pause(waits[attempt], undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
}

const isOurs = (error: unknown): boolean =>
  String((error as { code?: unknown } | null)?.code).startsWith('DOWNLOAD_');

const broken = ({ address, path }: Partly, error: unknown) =>
  downloadError(
    'DOWNLOAD_BROKEN',
    `${address} could not be downloaded (${networkWords(error)}). ${
      existsSync(path)
        ? 'What has arrived is kept: start again, and it goes on from there'
        : 'Start again later'
    }. Behind a proxy, set HTTPS_PROXY`,
    error,
  );

/** @throws DOWNLOAD_NOT_EXTRACT for a web page or another kind of file; it is removed */
async function refuseOther(partly: Partly): Promise<void> {
  const odd = oddKind((await inspectFile(partly.path, MAX_FILE_BYTES)).head);
  if (odd === undefined) return;
  await remove(partly);
  throw downloadError(
    'DOWNLOAD_NOT_EXTRACT',
    `${partly.address} is ${odd}, not an OpenStreetMap extract (.osm.pbf). Check the address; a proxy that asks for a sign-in answers with such a page too`,
  );
}

/** @throws DOWNLOAD_CHECKSUM when the file is another one than its publisher's; it is removed */
async function refuseDamaged(
  partly: Partly,
  address: URL,
  dispatcher: Dispatcher,
  options: DownloadOptions,
): Promise<void> {
  const asked = new URL(address);
  asked.pathname += '.md5';
  const answer = await fetch(asked, { dispatcher, signal: options.signal }).catch(() => undefined);
  const expected = await checksumIn(answer);
  if (expected === undefined) {
    options.onNote?.(
      `There is no checksum at ${asked.href}: the file could not be checked against its publisher’s.`,
    );
    return;
  }
  const hash = createHash('md5');
  for await (const chunk of createReadStream(partly.path)) hash.update(chunk);
  if (hash.digest('hex') === expected) return;
  await remove(partly);
  throw downloadError(
    'DOWNLOAD_CHECKSUM',
    `The file from ${address.href} is not what its publisher made: its checksum differs from that in ${asked.href}. It has been removed; start again. The publisher may just have been replacing it`,
  );
}

async function checksumIn(answer: Response | undefined): Promise<string | undefined> {
  if (!answer?.ok) return undefined;
  const text = await answer.text().catch(() => '');
  return /^([0-9a-f]{32})\b/i.exec(text.trim())?.[1].toLowerCase();
}

async function remove({ path, factsPath }: Partly): Promise<void> {
  await rm(path, { force: true });
  await rm(factsPath, { force: true });
}
