import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { type Dispatcher, fetch, type Response } from 'undici';
import { downloadError } from './downloadErrors.ts';

/** A file that has not arrived whole yet. */
export interface Partly {
  readonly path: string;
  /** What it is a part of, kept beside it. */
  readonly factsPath: string;
  readonly address: string;
}

/** What must be the same on the server for the rest to fit. */
interface Facts {
  readonly address: string;
  /** A strong ETag or the date of the last change (RFC 9110, 13.1.5). */
  readonly validator: string;
}

/**
 * Fetches what is missing of a file: the rest where the server has the same file still and can send a part, or else all of it.
 * @throws DOWNLOAD_* as told at `downloadExtract`; the network's own errors when the connection breaks
 */
export async function fetchInto(
  partly: Partly,
  options: {
    readonly dispatcher: Dispatcher;
    readonly maxBytes: number;
    readonly onProgress?: (share: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const known = await readPart(partly);
  const answer = await fetch(partly.address, {
    dispatcher: options.dispatcher,
    signal: options.signal,
    // Bytes of the file itself: lengths and ranges count these.
    headers: {
      'accept-encoding': 'identity',
      ...(known ? { range: `bytes=${known.bytes}-`, 'if-range': known.validator } : {}),
    },
  });
  if (known && answer.status === 416) {
    await answer.body?.cancel();
    // The part may be the whole, received before the program was ended.
    if (answer.headers.get('content-range') === `bytes */${known.bytes}`) return;
    await writeFile(partly.path, '');
    throw new Error('The part that was there does not fit the file');
  }
  if (!answer.ok) throw refused(partly, answer);
  const range = known && answer.status === 206 ? startIn(answer) : undefined;
  if (answer.status === 206 && range !== known?.bytes) {
    await writeFile(partly.path, '');
    throw new Error('The server sent another part than was asked for');
  }
  await receive(partly, answer, range ?? 0, options);
}

/** What there is of the file, when it can be gone on with. */
async function readPart({
  path,
  factsPath,
  address,
}: Partly): Promise<(Facts & { bytes: number }) | undefined> {
  try {
    const facts: Facts = JSON.parse(await readFile(factsPath, 'utf8'));
    const { size: bytes } = await stat(path);
    return facts.address === address && facts.validator !== '' && bytes > 0 ? { ...facts, bytes } : undefined;
  } catch {
    return undefined;
  }
}

function refused({ address }: Partly, answer: Response): Error {
  const words = `${answer.status} ${answer.statusText}`.trim();
  if (answer.status === 404 || answer.status === 410) {
    return downloadError(
      'DOWNLOAD_MISSING',
      `There is no file at ${address} (${words}). Check the address; download.geofabrik.de shows what there is`,
    );
  }
  // The server is in trouble, or asks for patience: worth another attempt.
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return new Error(words);
  return downloadError(
    'DOWNLOAD_REFUSED',
    `${address} was not given out (${words}). ${
      answer.status === 407 ? 'The proxy asks for a sign-in: put it into HTTPS_PROXY' : 'Check the address'
    }`,
  );
}

const startIn = (answer: Response): number =>
  Number(/^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);

async function receive(
  partly: Partly,
  answer: Response,
  start: number,
  options: { readonly maxBytes: number; readonly onProgress?: (share: number) => void },
): Promise<void> {
  const length = answer.headers.get('content-length');
  const total = length === null ? undefined : start + Number(length);
  if (/^text\/html\b/i.test(answer.headers.get('content-type') ?? '')) {
    await answer.body?.cancel();
    throw downloadError(
      'DOWNLOAD_NOT_EXTRACT',
      `${partly.address} is a web page, not an OpenStreetMap extract (.osm.pbf). Check the address; a proxy that asks for a sign-in answers with such a page too`,
    );
  }
  if (start === 0) {
    await writeFile(partly.path, '');
    await writeFile(
      partly.factsPath,
      JSON.stringify({ address: partly.address, validator: validatorOf(answer) } satisfies Facts),
    );
  }
  const file = await open(partly.path, 'a');
  let bytes = start;
  try {
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length;
      if (bytes > options.maxBytes) throw tooLarge(partly, options.maxBytes);
      await file.appendFile(chunk);
      if (total) options.onProgress?.(Math.min(1, bytes / total));
    }
  } finally {
    await file.close();
  }
  if (total !== undefined && bytes < total) throw new Error(`Broken off after ${bytes} of ${total} bytes`);
}

/** Empty when the server says nothing that a part could be held against. */
function validatorOf(answer: Response): string {
  const etag = answer.headers.get('etag') ?? '';
  return etag.startsWith('"') ? etag : (answer.headers.get('last-modified') ?? '');
}

const tooLarge = ({ address }: Partly, maxBytes: number) =>
  downloadError(
    'DOWNLOAD_REFUSED',
    `${address} is larger than ${maxBytes / 1e9} GB: that is no county. Take a smaller extract`,
  );
