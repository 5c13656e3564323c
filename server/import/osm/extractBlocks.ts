import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { type OSMOptions, parse } from 'osm-pbf-parser-node';
import { PbfReader } from 'pbf';
import type { Bounds } from '../../shared/coordinates.ts';
import { fileError, stopIfCancelled } from '../importErrors.ts';
import { type InspectedFile, inspectFile, oddKind } from '../inspectFile.ts';

export interface OsmNode {
  readonly type: 'node';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface OsmWay {
  readonly type: 'way';
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface OsmRelation {
  readonly type: 'relation';
  readonly id: number;
  readonly members: readonly {
    readonly type: 'node' | 'way' | 'relation';
    readonly ref: number;
    readonly role: string;
  }[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface OsmItems {
  readonly node: OsmNode;
  readonly way: OsmWay;
  readonly relation: OsmRelation;
}
export type OsmKind = keyof OsmItems;

/** An extract that was read through once: its blocks by what they hold. */
export interface Extract {
  readonly path: string;
  readonly bytes: number;
  /** Hex digest of the file. */
  readonly sha256: string;
  /** The box the extract was cut to; undefined when the file does not say. */
  readonly bounds: Bounds | undefined;
  readonly blocks: readonly Block[];
}

interface Block {
  /** Where the blob begins in the file, and its length. */
  readonly offset: number;
  readonly length: number;
  readonly kinds: ReadonlySet<OsmKind>;
}

/** Great Britain has 2 GB, England 1.6 GB; a county 20 to 100 MB. */
const MAX_FILE_BYTES = 4_000_000_000;
/** Limits of the format: wiki.openstreetmap.org/wiki/PBF_Format, "The binary format". */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;
/** What this reader understands of an extract's `required_features`. */
const FEATURES = ['OsmSchema-V0.6', 'DenseNodes'];
const AGAIN = 'Download it again (for a county: download.geofabrik.de, the file that ends in .osm.pbf)';

/**
 * Reads an OpenStreetMap extract through once, checks that it is whole, and notes which block holds what, so that
 * ways can be read before the nodes they need.
 * @param onProgress  called with a share 0..1
 * @throws IMPORT_FILE when it is a web page, an archive, cut short, damaged or of another form
 */
export async function openExtract(
  path: string,
  options: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Extract> {
  const file = await inspectFile(path, MAX_FILE_BYTES);
  refuseOtherKinds(file);
  const handle = await open(path, 'r');
  try {
    const blocks: Block[] = [];
    let bounds: Bounds | undefined;
    let position = 0;
    for (let first = true; position < file.bytes; first = false) {
      stopIfCancelled(options.signal);
      const header = await readBlobHeader(handle, file, position);
      if (first !== (header.type === 'OSMHeader'))
        throw notAnExtract(path, 'it does not begin with an OSM header');
      const content = await readBlob(handle, file, header);
      if (first) bounds = headerBounds(path, content);
      else blocks.push({ ...header, kinds: kindsIn(path, content) });
      position = header.offset + header.length;
      options.onProgress?.(position / file.bytes);
    }
    return { path, bytes: file.bytes, sha256: file.sha256, bounds, blocks };
  } finally {
    await handle.close();
  }
}

/**
 * Everything of one kind, in file order.
 * @param tags  keys that are wanted; true for all, false for none
 */
export async function* readItems<K extends OsmKind>(
  extract: Extract,
  kind: K,
  tags: boolean | string[] = true,
  signal?: AbortSignal,
): AsyncGenerator<OsmItems[K]> {
  const handle = await open(extract.path, 'r');
  // The parser's own `parse` takes the tag choice at the top of its options, whatever its types say.
  const options = { node: tags, way: tags, relation: tags, withInfo: false } as OSMOptions;
  try {
    for (const block of extract.blocks) {
      if (!block.kinds.has(kind)) continue;
      stopIfCancelled(signal);
      const content = await readBlob(handle, extract, block);
      for (const item of parsed(extract.path, content, options)) {
        if (item.type === kind) yield item as OsmItems[K];
      }
    }
  } finally {
    await handle.close();
  }
}

function parsed(path: string, content: Buffer, options: OSMOptions): OsmItems[OsmKind][] {
  try {
    return parse(content, options) as OsmItems[OsmKind][];
  } catch (cause) {
    throw damaged(path, cause);
  }
}

function refuseOtherKinds(file: InspectedFile): void {
  const odd = oddKind(file.head);
  if (odd === undefined) return;
  const remedy =
    odd === 'a web page'
      ? 'Probably the page about the download was saved in place of the download'
      : odd === 'OpenStreetMap data in XML form'
        ? 'Convert it first: osmium cat FILE.osm -o FILE.osm.pbf'
        : odd.endsWith('archive')
          ? 'Unpack it first and give the .osm.pbf file'
          : AGAIN;
  throw fileError(file.path, `this is ${odd}, not an OpenStreetMap extract (.osm.pbf). ${remedy}`);
}

async function readBlobHeader(
  handle: FileHandle,
  file: { path: string; bytes: number },
  position: number,
): Promise<{ type: string; offset: number; length: number }> {
  const headerLength = (await readBytes(handle, file, { offset: position, length: 4 })).readUInt32BE();
  if (headerLength === 0 || headerLength > MAX_HEADER_BYTES) {
    throw position === 0
      ? notAnExtract(file.path, 'its first bytes are of another kind of file')
      : damaged(file.path);
  }
  const header = await readBytes(handle, file, { offset: position + 4, length: headerLength });
  const fields = { type: '', length: -1 };
  try {
    new PbfReader(header).readFields((tag, result, reader) => {
      if (tag === 1) result.type = reader.readString();
      else if (tag === 3) result.length = reader.readVarint();
    }, fields);
  } catch (cause) {
    throw position === 0
      ? notAnExtract(file.path, 'its first bytes are of another kind of file')
      : damaged(file.path, cause);
  }
  if (fields.length < 0 || fields.length > MAX_BLOB_BYTES || !/^OSM(Header|Data)$/.test(fields.type)) {
    throw position === 0
      ? notAnExtract(file.path, 'it does not begin with an OSM header')
      : damaged(file.path);
  }
  return { ...fields, offset: position + 4 + headerLength };
}

async function readBytes(
  handle: FileHandle,
  file: { path: string; bytes: number },
  part: { offset: number; length: number },
): Promise<Buffer> {
  if (part.offset + part.length > file.bytes) throw cutShort(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(part.length), 0, part.length, part.offset);
  if (bytesRead < part.length) throw cutShort(file);
  return buffer;
}

async function readBlob(
  handle: FileHandle,
  file: { path: string; bytes: number },
  part: { offset: number; length: number },
): Promise<Buffer> {
  const bytes = await readBytes(handle, file, part);
  const blob: { raw?: Uint8Array; zlib?: Uint8Array; other: boolean } = { other: false };
  try {
    new PbfReader(bytes).readFields((tag, result, reader) => {
      if (tag === 1) result.raw = reader.readBytes();
      else if (tag === 3) result.zlib = reader.readBytes();
      else if (tag > 3) result.other = true;
    }, blob);
    if (blob.zlib) return inflateSync(blob.zlib, { maxOutputLength: MAX_BLOB_BYTES });
    if (blob.raw) return Buffer.from(blob.raw);
  } catch (cause) {
    throw damaged(file.path, cause);
  }
  if (!blob.other) throw damaged(file.path);
  throw fileError(
    file.path,
    'it is compressed in a way that is not read here (only zlib is). Convert it first: osmium cat FILE.osm.pbf -o NEW.osm.pbf --output-format pbf,pbf_compression=zlib',
  );
}

/** Fields of OSMPBF.HeaderBlock: 1 = bbox (nanodegrees), 4 = required features. */
function headerBounds(path: string, content: Buffer): Bounds | undefined {
  const box: Record<number, number> = {};
  const features: string[] = [];
  try {
    new PbfReader(content).readFields((tag, _, reader) => {
      if (tag === 1)
        reader.readMessage((side) => {
          box[side] = reader.readSVarint() / 1e9;
        }, undefined);
      else if (tag === 4) features.push(reader.readString());
    }, undefined);
  } catch (cause) {
    throw damaged(path, cause);
  }
  const unknown = features.filter((feature) => !FEATURES.includes(feature));
  if (unknown.length > 0) {
    throw fileError(
      path,
      `it needs ${unknown.join(', ')}, which is not read here. Use an ordinary extract without history (download.geofabrik.de)`,
    );
  }
  const [west, east, north, south] = [box[1], box[2], box[3], box[4]];
  return [west, east, north, south].every(Number.isFinite) ? [west, south, east, north] : undefined;
}

/** Fields of OSMPBF.PrimitiveBlock: 2 = groups; of a group: 1 = nodes, 2 = dense nodes, 3 = ways, 4 = relations. */
function kindsIn(path: string, content: Buffer): Set<OsmKind> {
  const kinds = new Set<OsmKind>();
  const names: Record<number, OsmKind> = { 1: 'node', 2: 'node', 3: 'way', 4: 'relation' };
  try {
    new PbfReader(content).readFields((tag, _, reader) => {
      if (tag !== 2) return;
      const end = reader.readVarint() + reader.pos;
      // The first field of a group tells its kind: a group holds one kind only.
      const kind = names[reader.nextField(end)];
      if (kind) kinds.add(kind);
      reader.pos = end;
    }, undefined);
  } catch (cause) {
    throw damaged(path, cause);
  }
  return kinds;
}

const notAnExtract = (path: string, why: string) =>
  fileError(path, `this is not an OpenStreetMap extract (.osm.pbf): ${why}. ${AGAIN}`);
const cutShort = (file: { path: string; bytes: number }) =>
  fileError(
    file.path,
    `the file ends in the middle of a block, after ${file.bytes.toLocaleString('en-GB')} bytes: the download was cut short. ${AGAIN}`,
  );
const damaged = (path: string, cause?: unknown) =>
  fileError(path, `the file is damaged: a block in it cannot be unpacked. ${AGAIN}`, cause);
