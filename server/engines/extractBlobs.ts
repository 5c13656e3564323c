import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { PlannerError } from '../shared/errors.ts';
import { cutShort, notAnExtract, oddCompression, unreadable } from './extractErrors.ts';
import { fieldsOf } from './protobufFields.ts';

/** One blob of an OpenStreetMap extract: a compressed block, and what stands before it. */
export interface ExtractBlob {
  /** OSMHeader for the first, OSMData for the others; unknown ones are to be passed on unread. */
  readonly type: string;
  /** Everything as it stands in the file: length, header, blob. */
  readonly whole: Buffer;
  /** The blob alone. */
  readonly body: Buffer;
  /** Where the next blob begins, in bytes from the beginning of the file. */
  readonly end: number;
}

/** Limits of the format: wiki.openstreetmap.org/wiki/PBF_Format, "File format". */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;
const LENGTH_BYTES = 4;
/** Fields of a Blob other than 1 (raw), 2 (raw size) and 3 (zlib). */
const OTHER_COMPRESSIONS: Readonly<Record<number, string>> = { 4: 'lzma', 5: 'bzip2', 6: 'lz4', 7: 'zstd' };

/**
 * The blobs of an extract in their order, one at a time: never more than one is in memory.
 * @param extract.path   for the errors
 * @param extract.bytes  length of the file
 * @throws ENGINE_EXTRACT when the file is of another kind, is cut short or a length in it breaks the format's limits
 */
export async function* readBlobs(
  handle: FileHandle,
  extract: { path: string; bytes: number },
): AsyncGenerator<ExtractBlob> {
  if (extract.bytes === 0) throw notAnExtract(extract.path);
  for (let start = 0; start < extract.bytes; ) {
    const length = (await readBytes(handle, extract, start, LENGTH_BYTES)).readUInt32BE();
    if (length === 0 || length > MAX_HEADER_BYTES) throw notAnExtract(extract.path);
    const head = await readBytes(handle, extract, start, LENGTH_BYTES + length);
    const { type, bodyBytes } = readHeader(extract.path, head.subarray(LENGTH_BYTES));
    const body = await readBytes(handle, extract, start + head.length, bodyBytes);
    if ((start === 0) !== (type === 'OSMHeader')) throw notAnExtract(extract.path);
    start += head.length + bodyBytes;
    yield { type, whole: Buffer.concat([head, body]), body, end: start };
  }
}

/**
 * The block in a blob.
 * @throws ENGINE_EXTRACT when it cannot be unpacked, has more than the format's 32 MiB or another length than it says
 */
export async function unpackBlob(path: string, body: Uint8Array): Promise<Uint8Array> {
  try {
    const fields = [...fieldsOf(body)];
    const size = fields.findLast((field) => field.number === 2)?.value;
    if (size !== undefined && (size < 0 || size > MAX_BLOB_BYTES)) throw notAnExtract(path);
    const packed = fields.find((field) => field.number !== 2 && field.content !== undefined);
    const compression = OTHER_COMPRESSIONS[packed?.number ?? 0];
    if (compression !== undefined) throw oddCompression(path, compression);
    if (packed?.content === undefined || packed.number > 3) throw notAnExtract(path);
    if (packed.number === 1) return packed.content;
    const block = await promisify(inflate)(packed.content, { maxOutputLength: MAX_BLOB_BYTES });
    if (size !== undefined && size !== block.length) throw notAnExtract(path);
    return block;
  } catch (cause) {
    throw cause instanceof PlannerError ? cause : notAnExtract(path, { cause });
  }
}

/** A block as a blob of an extract: length, header, and the block compressed with zlib. */
export async function packBlob(type: string, block: Uint8Array): Promise<Buffer> {
  const body = new PbfWriter();
  body.writeVarintField(2, block.length);
  body.writeBytesField(3, await promisify(deflate)(block, { level: 1 }));
  const bodyBytes = body.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, bodyBytes.length);
  const headerBytes = header.finish();
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(headerBytes.length);
  return Buffer.concat([length, headerBytes, bodyBytes]);
}

/** Fields of a BlobHeader: 1 = type, 3 = length of the blob. */
function readHeader(path: string, header: Uint8Array): { type: string; bodyBytes: number } {
  let type = '';
  let bodyBytes = -1;
  try {
    for (const { number, content, value } of fieldsOf(header)) {
      if (number === 1 && content) type = Buffer.from(content).toString('latin1');
      if (number === 3 && value !== undefined) bodyBytes = value;
    }
  } catch (cause) {
    throw notAnExtract(path, { cause });
  }
  if (type === '' || bodyBytes < 0 || bodyBytes > MAX_BLOB_BYTES) throw notAnExtract(path);
  return { type, bodyBytes };
}

async function readBytes(
  handle: FileHandle,
  extract: { path: string; bytes: number },
  start: number,
  length: number,
): Promise<Buffer> {
  if (start + length > extract.bytes) throw cutShort(extract.path);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start).catch((cause) => {
    throw unreadable(extract.path, cause);
  });
  if (bytesRead < length) throw cutShort(extract.path);
  return buffer;
}
