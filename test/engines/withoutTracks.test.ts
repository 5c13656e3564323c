import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { PbfReader, PbfWriter } from 'pbf';
import { afterAll, describe, expect, it } from 'vitest';
import { copyWithoutTracks } from '../../server/engines/withoutTracks.ts';
import { openExtract, readItems } from '../../server/import/osm/extractBlocks.ts';
import { blobOf, type FileWay, framed, osmFile } from '../import/support/osmFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-rounds-tracks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const write = (content: Uint8Array): string => {
  const path = join(folder, `county-${count++}.osm.pbf`);
  writeFileSync(path, content);
  return path;
};
async function copyOf(pbfPath: string): Promise<string> {
  const targetPath = `${pbfPath}.copy`;
  await copyWithoutTracks({ pbfPath, targetPath });
  return targetPath;
}
async function waysOf(path: string): Promise<unknown[]> {
  const ways: unknown[] = [];
  for await (const { id, refs, tags } of readItems(await openExtract(path), 'way'))
    ways.push({ id, refs, tags });
  return ways;
}

const NODES = [1, 2, 3].map((id) => ({ id, lon: -5 + id / 100, lat: 50, tags: { highway: 'track' } }));
const RELATIONS = [
  { id: 9, members: [{ type: 'way', ref: 2, role: 'track' }], tags: { highway: 'track' } },
] as const;
const LANE: FileWay = { id: 1, refs: [1, 2], tags: { highway: 'residential', name: 'Lane' } };
const trackOf = (id: number, tags: Record<string, string>): FileWay => ({
  id,
  refs: [2, 3, 1],
  tags: { highway: 'track', ...tags },
});
const extractOf = (ways: readonly FileWay[]) =>
  osmFile({ nodes: NODES, ways, relations: RELATIONS, bounds: [-5, 50, -4.9, 50.1] });
/** A block of one way, written field by field. */
function blockOfWay(texts: readonly string[], writeWay: (way: PbfWriter) => void): Buffer {
  const table = new PbfWriter();
  for (const text of texts) table.writeStringField(1, text);
  const way = new PbfWriter();
  writeWay(way);
  const group = new PbfWriter();
  group.writeBytesField(3, way.finish());
  const block = new PbfWriter();
  block.writeBytesField(1, table.finish());
  block.writeBytesField(2, group.finish());
  block.writeVarintField(17, 100);
  return blobOf('OSMData', block.finish());
}
/** The block in a blob that has its length and header before it. */
function unpacked(blob: Buffer): Buffer {
  const body = new PbfReader(blob.subarray(4 + blob.readUInt32BE()));
  while (body.nextField() !== 3);
  return inflateSync(body.readBytes());
}
const HEADER = osmFile({});

describe('an extract without its tracks', () => {
  it('has every other way as it was, and the nodes and relations byte for byte', async () => {
    const path = write(extractOf([LANE, trackOf(2, { name: 'Drift' }), { ...LANE, id: 3 }]));
    const copy = await copyOf(path);
    expect(await waysOf(copy)).toEqual([LANE, { ...LANE, id: 3 }]);
    const [before, after] = [readFileSync(path), readFileSync(copy)];
    const nodesEnd = osmFile({ nodes: NODES, bounds: [-5, 50, -4.9, 50.1] }).length;
    expect(after.subarray(0, nodesEnd).equals(before.subarray(0, nodesEnd))).toBe(true);
    const relations = extractOf([]).subarray(nodesEnd);
    expect(after.subarray(-relations.length).equals(relations)).toBe(true);
  });

  it('is the same file when there are none', async () => {
    const path = write(extractOf([LANE, { id: 4, refs: [1, 3], tags: { cycleway: 'track' } }]));
    expect(readFileSync(await copyOf(path)).equals(readFileSync(path))).toBe(true);
  });

  it.each([
    [{ motor_vehicle: 'permissive' }],
    [{ access: 'yes' }],
    [{ vehicle: 'designated' }],
    [{ access: 'no', motorcar: 'yes' }],
  ])('keeps one signed for cars, %o, as a service road', async (tags) => {
    const copy = await copyOf(write(extractOf([LANE, trackOf(2, tags)])));
    expect(await waysOf(copy)).toEqual([
      LANE,
      { id: 2, refs: [2, 3, 1], tags: { highway: 'service', ...tags } },
    ]);
  });

  it.each([
    [{}],
    [{ access: 'private' }],
    [{ access: 'yes', motor_vehicle: 'no' }],
    [{ motor_vehicle: 'destination' }],
    [{ access: 'agricultural' }],
    [{ foot: 'yes', bicycle: 'designated' }],
    [{ highway: 'track', service: 'driveway' }],
  ])('leaves out one that is not, %o', async (tags) => {
    const copy = await copyOf(write(extractOf([LANE, trackOf(2, tags)])));
    expect(await waysOf(copy)).toEqual([LANE]);
  });

  it('finds them with their tags not packed, and keeps fields it does not know', async () => {
    const texts = ['', 'highway', 'track', 'access', 'yes'];
    const oneByOne = blockOfWay(texts, (way) => {
      way.writeVarintField(1, 7);
      for (const key of [1, 3]) way.writeVarintField(2, key);
      for (const value of [2, 4]) way.writeVarintField(3, value);
      way.writePackedSVarint(8, [1, 1]);
      way.writeStringField(77, 'kept');
    });
    const copy = await copyOf(write(Buffer.concat([HEADER, oneByOne])));
    expect(await waysOf(copy)).toEqual([
      { id: 7, refs: [1, 2], tags: { highway: 'service', access: 'yes' } },
    ]);
    const expected = blockOfWay([...texts, 'service'], (way) => {
      way.writeVarintField(1, 7);
      for (const key of [1, 3]) way.writeVarintField(2, key);
      way.writePackedSVarint(8, [1, 1]);
      way.writeStringField(77, 'kept');
      way.writePackedVarint(3, [5, 4]);
    });
    expect(unpacked(readFileSync(copy).subarray(HEADER.length))).toEqual(unpacked(expected));
  });

  it('is read from raw blobs too, and passes on what it does not know', async () => {
    const raw = new PbfWriter();
    raw.writeBytesField(1, Buffer.from('what another program keeps here'));
    const unknown = framed('Index', raw.finish());
    const path = write(Buffer.concat([extractOf([LANE]), unknown]));
    expect(readFileSync(await copyOf(path)).equals(readFileSync(path))).toBe(true);
  });

  it('tells its progress, and stops when cancelled', async () => {
    const path = write(extractOf([LANE]));
    const shares: number[] = [];
    await copyWithoutTracks({ pbfPath: path, targetPath: `${path}.a`, onProgress: (s) => shares.push(s) });
    expect(shares).toHaveLength(4);
    expect(shares.at(-1)).toBe(1);
    const cancelled = copyWithoutTracks({
      pbfPath: path,
      targetPath: `${path}.b`,
      signal: AbortSignal.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'ENGINE_CANCELLED' });
  });

  it('that cannot be written names the place and the disk', async () => {
    const targetPath = join(folder, 'no such folder', 'copy.osm.pbf');
    await expect(copyWithoutTracks({ pbfPath: write(HEADER), targetPath })).rejects.toMatchObject({
      code: 'ENGINE_BUILD',
      message: expect.stringMatching(/no such folder.*\(ENOENT\).*free disk space/),
    });
  });
});

describe('a hostile extract', () => {
  const MEBIBYTE = 1024 * 1024;
  const body = (write: (body: PbfWriter) => void): Buffer => {
    const writer = new PbfWriter();
    write(writer);
    return Buffer.from(writer.finish());
  };
  const data = (write: (body: PbfWriter) => void) => Buffer.concat([HEADER, framed('OSMData', body(write))]);
  const blobLength = (bytes: number) => {
    const header = body((writer) => {
      writer.writeStringField(1, 'OSMData');
      writer.writeVarintField(3, bytes);
    });
    return Buffer.concat([HEADER, Buffer.from([0, 0, 0, header.length]), header]);
  };
  const bomb = deflateSync(Buffer.alloc(40 * MEBIBYTE));
  const way = deflateSync(Buffer.from('not a block of an extract, but text'));
  const groupBeyond = body((writer) => {
    writer.writeBytesField(
      1,
      body((table) => {
        for (const text of ['', 'highway', 'track']) table.writeStringField(1, text);
      }),
    );
    writer.writeBytesField(2, Buffer.from([0x1a, 0x7f, 0x08]));
  });
  const damaged =
    /^county-\d+\.osm\.pbf is not an OpenStreetMap extract.*or it is damaged.*download it again/;

  it.each<[string, Buffer, RegExp]>([
    ['is empty', Buffer.alloc(0), damaged],
    ['has a header of 4 GiB', Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2]), damaged],
    ['has a header of 64 KiB and a byte', Buffer.from([0, 1, 0, 1, 1, 2]), damaged],
    ['has a header of no bytes', Buffer.alloc(100), damaged],
    ['has a blob of 3 GiB', blobLength(3 * 1024 * MEBIBYTE), damaged],
    ['has a blob of 2 to the 62 bytes', blobLength(2 ** 62), damaged],
    ['has a blob of -1 bytes', blobLength(-1), damaged],
    ['has a blob that reaches beyond its end', blobLength(1000), /ends in the middle.*cut short/],
    ['ends within a length', Buffer.concat([HEADER, Buffer.from([0, 0])]), /ends in the middle/],
    ['says that a block has -1 bytes', data((b) => b.writeVarintField(2, -1)), damaged],
    [
      'says that a block has 33 MiB',
      data((b) => {
        b.writeVarintField(2, 33 * MEBIBYTE);
        b.writeBytesField(3, bomb);
      }),
      damaged,
    ],
    [
      'unpacks to 40 MiB where it says 10 bytes',
      data((b) => {
        b.writeVarintField(2, 10);
        b.writeBytesField(3, bomb);
      }),
      damaged,
    ],
    ['unpacks to 40 MiB without saying', data((b) => b.writeBytesField(3, bomb)), damaged],
    [
      'unpacks to more than it says',
      data((b) => {
        b.writeVarintField(2, 10);
        b.writeBytesField(3, way);
      }),
      damaged,
    ],
    ['has a block of something else', data((b) => b.writeBytesField(3, way)), damaged],
    ['has a block cut short inside', data((b) => b.writeBytesField(1, groupBeyond)), damaged],
    ['has a blob without a block', data((b) => b.writeVarintField(2, 10)), damaged],
    [
      'is compressed with lz4',
      data((b) => b.writeBytesField(6, way)),
      /compressed with lz4, expected zlib.*osmium/,
    ],
    [
      'is compressed with zstd',
      data((b) => b.writeBytesField(7, way)),
      /compressed with zstd, expected zlib/,
    ],
    ['begins with data', osmFile({ ways: [LANE] }).subarray(HEADER.length), damaged],
  ])('that %s is refused in words', async (_what, content, words) => {
    await expect(copyOf(write(content))).rejects.toMatchObject({
      code: 'ENGINE_EXTRACT',
      message: expect.stringMatching(words),
    });
  });

  it('that is not there is told', async () => {
    const gone = join(folder, 'gone.osm.pbf');
    await expect(copyOf(gone)).rejects.toMatchObject({
      code: 'ENGINE_EXTRACT',
      message: expect.stringContaining('gone.osm.pbf cannot be read (ENOENT)'),
    });
    expect(existsSync(`${gone}.copy`)).toBe(false);
  });

  it('with any one byte changed is copied or refused in words, never anything else', async () => {
    const whole = extractOf([LANE, trackOf(2, {}), trackOf(3, { access: 'yes' })]);
    for (let i = 0; i < whole.length; i++) {
      const changed = Buffer.from(whole);
      changed[i] ^= 0xff;
      const path = join(folder, 'changed.osm.pbf');
      writeFileSync(path, changed);
      rmSync(`${path}.copy`, { force: true });
      const code = await copyOf(path).catch((error: { code?: string }) => error.code);
      expect([`${path}.copy`, 'ENGINE_EXTRACT']).toContain(code);
    }
  });
});
