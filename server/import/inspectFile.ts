import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileError } from './importErrors.ts';

/** How the bytes of a text file become letters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** What a file is, from its bytes. */
export interface InspectedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hex digest. */
  readonly sha256: string;
  /** The first 4,096 bytes. */
  readonly head: Buffer;
  readonly encoding: Encoding;
}

const HEAD_BYTES = 4096;

/**
 * Reads a file once, from end to end, for its hash and its encoding.
 * @param limitBytes  largest size that is accepted
 * @throws IMPORT_FILE when there is no such file, it is a folder, empty, too large or unreadable
 */
export async function inspectFile(path: string, limitBytes: number): Promise<InspectedFile> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : `it cannot be opened (${cause.message})`;
    throw fileError(path, `${why}. Check the path: ${path}`, cause);
  });
  if (!found.isFile()) throw fileError(path, 'this is not a file. Give the path of one file');
  if (found.size === 0)
    throw fileError(path, 'the file is empty (0 bytes). Download it again, or check the path');
  if (found.size > limitBytes) {
    throw fileError(
      path,
      `the file has ${megabytes(found.size)} MB, more than the ${megabytes(limitBytes)} MB accepted here. Check that it is the right file`,
    );
  }
  return { path, bytes: found.size, ...(await readThrough(path)) };
}

async function readThrough(path: string): Promise<Pick<InspectedFile, 'sha256' | 'head' | 'encoding'>> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let isUtf8 = true;
  const decode = (chunk: Buffer | undefined) => {
    try {
      if (isUtf8) decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
      decode(chunk);
    }
  } catch (cause) {
    throw fileError(path, `it cannot be read (${(cause as Error).message})`, cause);
  }
  decode(undefined);
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
  const encoding = isUtf16 ? 'utf-16le' : isUtf8 ? 'utf-8' : 'windows-1252';
  return { sha256: hash.digest('hex'), head, encoding };
}

const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 });

/** What a file is that is not the one hoped for, in words; undefined when nothing odd was seen. */
export function oddKind(head: Buffer): string | undefined {
  const text = head.subarray(0, 1024).toString('latin1');
  const start = text.replace(/^(\xef\xbb\xbf)?\s*/, '').toLowerCase();
  if (/^(<!doctype html|<html|<head|<!--)/.test(start)) return 'a web page';
  if (start.startsWith('<?xml') || start.startsWith('<osm')) {
    return start.includes('<osm') ? 'OpenStreetMap data in XML form' : 'an XML file';
  }
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    const names = head.toString('latin1');
    if (names.includes('opendocument.spreadsheet')) return 'an OpenDocument spreadsheet';
    return /xl\/|\[Content_Types\]|_rels\/\.rels|docProps\//.test(names)
      ? 'an Excel workbook'
      : 'a zip archive';
  }
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return 'an old Excel workbook';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'a gzip archive';
  if (text.startsWith('BZh')) return 'a bzip2 archive';
  if (text.startsWith('%PDF')) return 'a PDF document';
  if (start.startsWith('{') || start.startsWith('[')) return 'a JSON file';
  return undefined;
}
