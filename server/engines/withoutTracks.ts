import { type FileHandle, open } from 'node:fs/promises';
import type { PlannerError } from '../shared/errors.ts';
import type { EngineProgress } from './engine.ts';
import { engineError, stopIfCancelled } from './engineErrors.ts';
import { type ExtractBlob, packBlob, readBlobs, unpackBlob } from './extractBlobs.ts';
import { notAnExtract, unreadable } from './extractErrors.ts';
import { bytesField, fieldsOf, numbersField, type ProtobufField, readNumbers } from './protobufFields.ts';

/**
 * Copies an OpenStreetMap extract without its farm and forest tracks (`highway=track`), as OSRM's car profile sees
 * the roads: Valhalla drives tracks at 2 km/h, and a place whose nearest road hangs on one would be an hour from
 * everywhere. A track that is signed for cars (`motor_vehicle=permissive` and the like) stays, as in OSRM's profile,
 * and becomes `highway=service`. Every other block is copied byte for byte.
 * @param pbfPath     the extract; read blob by blob, so that a large one needs no more memory than a small one
 * @param targetPath  written anew; half-written after an error
 * @param onProgress  called with a share 0..1
 * @throws ENGINE_EXTRACT when the extract is damaged, cut short, of another kind or cannot be read; ENGINE_BUILD when
 *   the copy cannot be written; ENGINE_CANCELLED on the signal
 * Source: profiles/car.lua of OSRM 6 (no speed for track; `access_tags_hierarchy`, `access_tag_whitelist`).
 */
export async function copyWithoutTracks(
  asked: { pbfPath: string; targetPath: string } & EngineProgress,
): Promise<void> {
  const source = await opened(asked.pbfPath, 'r', unreadable);
  try {
    const target = await opened(asked.targetPath, 'wx', unwritable);
    try {
      await copyBlobs(asked, source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const opened = (path: string, flags: string, failure: typeof unreadable): Promise<FileHandle> =>
  open(path, flags).catch((cause) => {
    throw failure(path, cause);
  });

async function copyBlobs(
  asked: Parameters<typeof copyWithoutTracks>[0],
  source: FileHandle,
  target: FileHandle,
): Promise<void> {
  const { pbfPath: path, targetPath, onProgress, signal } = asked;
  const { size: bytes } = await source.stat();
  for await (const blob of readBlobs(source, { path, bytes })) {
    stopIfCancelled(signal);
    const copy = blob.type === 'OSMData' ? await copyOf(path, blob) : blob.whole;
    await target.appendFile(copy).catch((cause) => {
      throw unwritable(targetPath, cause);
    });
    onProgress?.(blob.end / bytes);
  }
}

async function copyOf(path: string, blob: ExtractBlob): Promise<Buffer> {
  const block = await unpackBlob(path, blob.body);
  let changed: Uint8Array | undefined;
  try {
    changed = blockWithoutTracks(block);
  } catch (cause) {
    throw notAnExtract(path, { cause });
  }
  return changed ? packBlob(blob.type, changed) : blob.whole;
}

/** Fields of a PrimitiveBlock, of its StringTable, of a PrimitiveGroup and of a Way (osmformat.proto). */
const BLOCK = { strings: 1, group: 2 } as const;
const TABLE = { text: 1 } as const;
const GROUP = { way: 3 } as const;
const WAY = { keys: 2, values: 3 } as const;

/** What OSRM asks whether a car may be there; the first tag that is present decides. */
const ACCESS_KEYS = ['motorcar', 'motor_vehicle', 'vehicle', 'access'];
const ACCESS_GIVEN: readonly (string | undefined)[] = ['yes', 'permissive', 'designated'];

/**
 * A PrimitiveBlock without its tracks.
 * @returns  undefined when it has none
 */
function blockWithoutTracks(block: Uint8Array): Uint8Array | undefined {
  const fields = [...fieldsOf(block)];
  const texts = fields.filter((field) => field.number === BLOCK.strings).flatMap(textsOf);
  if (!texts.includes('highway') || !texts.includes('track')) return undefined;
  const copies = fields.map((field) =>
    field.number === BLOCK.group ? groupWithoutTracks(field, texts) : field.whole,
  );
  if (copies.every((copy, i) => copy === fields[i].whole)) return undefined;
  if (!texts.includes('service')) {
    const table = fields.findIndex((field) => field.number === BLOCK.strings);
    const service = bytesField(TABLE.text, Buffer.from('service'));
    copies[table] = bytesField(BLOCK.strings, Buffer.concat([contentOf(fields[table]), service]));
  }
  return Buffer.concat(copies);
}

const textsOf = (table: ProtobufField): string[] =>
  [...fieldsOf(contentOf(table))].map((text) => Buffer.from(contentOf(text)).toString('utf8'));

function groupWithoutTracks(group: ProtobufField, texts: readonly string[]): Uint8Array {
  const fields = [...fieldsOf(contentOf(group))];
  const copies = fields.map((field) =>
    field.number === GROUP.way ? wayWithoutTrack(field, texts) : field.whole,
  );
  if (copies.every((copy, i) => copy === fields[i].whole)) return group.whole;
  return bytesField(BLOCK.group, Buffer.concat(copies));
}

/** The way as it is when it is no track; nothing, or as a service road, when it is one. */
function wayWithoutTrack(way: ProtobufField, texts: readonly string[]): Uint8Array {
  const fields = [...fieldsOf(contentOf(way))];
  const keys = numbersOf(fields, WAY.keys).map((key) => texts[key]);
  const values = numbersOf(fields, WAY.values);
  const highway = keys.indexOf('highway');
  if (highway < 0 || texts[values[highway]] !== 'track') return way.whole;
  const access = ACCESS_KEYS.find((key) => keys.includes(key));
  if (access === undefined || !ACCESS_GIVEN.includes(texts[values[keys.indexOf(access)]])) return NOTHING;
  const service = texts.indexOf('service');
  values[highway] = service < 0 ? texts.length : service;
  const others = fields.filter((field) => field.number !== WAY.values).map((field) => field.whole);
  return bytesField(GROUP.way, Buffer.concat([...others, numbersField(WAY.values, values)]));
}

const NOTHING = new Uint8Array();

function numbersOf(fields: readonly ProtobufField[], number: number): number[] {
  const numbers: number[] = [];
  for (const field of fields) if (field.number === number) readNumbers(field, numbers);
  return numbers;
}

function contentOf(field: ProtobufField): Uint8Array {
  if (field.content) return field.content;
  throw new RangeError(`Field ${field.number} is a number where a message was expected`);
}

function unwritable(path: string, cause: unknown): PlannerError {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const message = `The roads cannot be copied to ${path} (${code}): check that the folder may be written to and that there is free disk space`;
  return engineError('ENGINE_BUILD', message, { cause });
}
