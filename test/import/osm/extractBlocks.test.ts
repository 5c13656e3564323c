import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { openExtract, readItems } from '../../../server/import/osm/extractBlocks.ts';
import { blobOf, framed, osmFile } from '../support/osmFile.ts';
import { tempFile } from '../support/tempFile.ts';

const SMALL = osmFile({
  bounds: [-2, 52, -1.9, 52.1],
  nodes: [
    { id: 4_000_000_001, lon: -1.95, lat: 52.05, tags: { place: 'village', name: 'Ŷstrad' } },
    { id: 4_000_000_002, lon: -1.94, lat: 52.06 },
  ],
  ways: [{ id: 7, refs: [4_000_000_001, 4_000_000_002], tags: { highway: 'primary' } }],
  relations: [{ id: 9, members: [{ type: 'way', ref: 7, role: 'outer' }], tags: { type: 'multipolygon' } }],
});

const open = (content: Buffer) => openExtract(tempFile('small.osm.pbf', content));
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.message,
  );

describe('an extract', () => {
  it('gives its box, and its nodes, ways and relations', async () => {
    const extract = await open(SMALL);
    expect(extract.bounds).toEqual([-2, 52, -1.9, 52.1]);
    const items: unknown[] = [];
    for await (const node of readItems(extract, 'node')) items.push(node);
    for await (const way of readItems(extract, 'way')) items.push(way);
    for await (const relation of readItems(extract, 'relation')) items.push(relation);
    expect(items).toEqual([
      { type: 'node', id: 4_000_000_001, lon: -1.95, lat: 52.05, tags: { place: 'village', name: 'Ŷstrad' } },
      { type: 'node', id: 4_000_000_002, lon: -1.94, lat: 52.06 },
      { type: 'way', id: 7, refs: [4_000_000_001, 4_000_000_002], tags: { highway: 'primary' } },
      {
        type: 'relation',
        id: 9,
        members: [{ type: 'way', ref: 7, role: 'outer' }],
        tags: { type: 'multipolygon' },
      },
    ]);
  });

  it('is known by its hash, and tells how far its reading is', async () => {
    const shares: number[] = [];
    const extract = await openExtract(tempFile('small.osm.pbf', SMALL), {
      onProgress: (share) => shares.push(share),
    });
    expect(extract.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(shares.at(-1)).toBe(1);
  });

  it('that is cut anywhere but between blocks is told to be cut short', async () => {
    const boundaries = [SMALL.length];
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
      const length = Math.floor(SMALL.length * part);
      if (boundaries.includes(length)) continue;
      expect(await messageOf(open(SMALL.subarray(0, length)))).toMatch(
        `small.osm.pbf: the file ends in the middle of a block, after ${length} bytes: the download was cut short`,
      );
    }
  });

  it('with a flipped byte in a block is told to be damaged', async () => {
    const flipped = Buffer.from(SMALL);
    flipped[SMALL.length - 20] ^= 0xff;
    expect(await messageOf(open(flipped))).toMatch(/^small\.osm\.pbf: the file is damaged/);
  });

  it.each([
    [
      'a web page',
      Buffer.from('\n<!DOCTYPE html><html>'),
      /this is a web page, not an OpenStreetMap extract.*Probably the page about the download was saved/,
    ],
    [
      'an .osm file',
      Buffer.from('<?xml version="1.0"?><osm version="0.6">'),
      /this is OpenStreetMap data in XML form.*osmium cat FILE\.osm/,
    ],
    ['a zip archive', Buffer.from('PK\x03\x04abcdefgh', 'latin1'), /this is a zip archive.*Unpack it first/],
    [
      'a table',
      Buffer.from('name,postcode\nA,TR1 1AA\n'),
      /this is not an OpenStreetMap extract \(\.osm\.pbf\)/,
    ],
    ['an empty file', Buffer.alloc(0), /the file is empty/],
    ['zeros', Buffer.alloc(5000), /this is not an OpenStreetMap extract/],
    [
      'an extract without its header',
      SMALL.subarray(SMALL.indexOf('OSMData') - 6),
      /it does not begin with an OSM header/,
    ],
  ])('is not %s', async (_, content, expected) => {
    expect(await messageOf(open(content))).toMatch(expected);
  });

  it('with history or other features that are not read here is refused by their name', async () => {
    const content = osmFile({ requiredFeatures: ['OsmSchema-V0.6', 'HistoricalInformation'] });
    expect(await messageOf(open(content))).toMatch('it needs HistoricalInformation, which is not read here');
  });

  it('is not unpacked beyond the size the format allows', async () => {
    const bomb = blobOf('OSMData', new Uint8Array(40 * 1024 * 1024));
    expect(await messageOf(open(Buffer.concat([osmFile({}), bomb])))).toMatch('the file is damaged');
  });

  it('in another compression than zlib is refused with the remedy', async () => {
    const blob = new PbfWriter();
    blob.writeVarintField(2, 4);
    blob.writeBytesField(7, Buffer.from('zstd'));
    const content = Buffer.concat([osmFile({}), framed('OSMData', blob.finish())]);
    expect(await messageOf(open(content))).toMatch('pbf_compression=zlib');
  });

  it('may hold blocks that are not compressed', async () => {
    const compressed = osmFile({ nodes: [{ id: 1, lon: 1, lat: 2 }] });
    const header = osmFile({});
    const start = header.length + compressed.subarray(header.length).indexOf('OSMData') + 7;
    // After the type: 0x18 and the length of the blob; inflate the zlib field and store it raw.
    const zlibAt = compressed.indexOf(deflateSync(Buffer.from('')).subarray(0, 2), start);
    const { inflateSync } = await import('node:zlib');
    const raw = new PbfWriter();
    raw.writeBytesField(1, inflateSync(compressed.subarray(zlibAt)));
    const extract = await open(Buffer.concat([header, framed('OSMData', raw.finish())]));
    const nodes: unknown[] = [];
    for await (const node of readItems(extract, 'node')) nodes.push(node);
    expect(nodes).toEqual([{ type: 'node', id: 1, lon: 1, lat: 2 }]);
  });

  it('stops reading when told to', async () => {
    const path = tempFile('small.osm.pbf', SMALL);
    expect(await messageOf(openExtract(path, { signal: AbortSignal.abort() }))).toMatch(
      'The import was stopped',
    );
  });
});
