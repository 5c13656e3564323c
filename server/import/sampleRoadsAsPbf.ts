import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { boundsOf } from '../shared/coordinates.ts';
import type { RoadNode, RoadWay, SampleRoads } from './sampleRoads.ts';

/** Fields and wire format: https://wiki.openstreetmap.org/wiki/PBF_Format (fileformat.proto, osmformat.proto). */
const NANODEGREES = 1e9;
/** Coordinates are stored in units of 100 nanodegrees, the format's default granularity. */
const UNITS_PER_DEGREE = 1e7;
/** The format recommends at most 8,000 entities in a block. */
const ENTITIES_PER_BLOCK = 8000;

/**
 * The road network as OpenStreetMap data (.osm.pbf), for the tools that build road graphs from extracts: a header
 * with the bounding box, then nodes (dense) and ways by ascending id, in zlib blobs.
 * @param roads  as `readSampleRoads` gives them; ids ascending
 * @returns      the bytes of the file; for no roads, a file with a header only
 */
export function sampleRoadsAsPbf(roads: SampleRoads): Uint8Array {
  const blobs = [blob('OSMHeader', headerBlock(roads.nodes))];
  for (const nodes of inBlocks(roads.nodes)) blobs.push(blob('OSMData', nodesBlock(nodes)));
  for (const ways of inBlocks(roads.ways)) blobs.push(blob('OSMData', waysBlock(ways)));
  return Buffer.concat(blobs);
}

function inBlocks<T>(items: readonly T[]): T[][] {
  const blocks: T[][] = [];
  for (let i = 0; i < items.length; i += ENTITIES_PER_BLOCK)
    blocks.push(items.slice(i, i + ENTITIES_PER_BLOCK));
  return blocks;
}

/** Length of the BlobHeader (4 bytes, big endian), BlobHeader, Blob. */
function blob(type: 'OSMHeader' | 'OSMData', block: Uint8Array): Buffer {
  const body = new PbfWriter();
  body.writeVarintField(2, block.length);
  body.writeBytesField(3, deflateSync(block));
  const bodyBytes = body.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, bodyBytes.length);
  const headerBytes = header.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(headerBytes.length);
  return Buffer.concat([length, headerBytes, bodyBytes]);
}

function headerBlock(nodes: readonly RoadNode[]): Uint8Array {
  const writer = new PbfWriter();
  const bounds = boundsOf(nodes.map((node) => node.lonLat));
  if (bounds) {
    const [west, south, east, north] = bounds.map((degrees) => Math.round(degrees * NANODEGREES));
    writer.writeMessage(
      1,
      (sides: number[], box) => {
        for (const [i, side] of sides.entries()) box.writeSVarintField(i + 1, side);
      },
      [west, east, north, south],
    );
  }
  writer.writeStringField(4, 'OsmSchema-V0.6');
  writer.writeStringField(4, 'DenseNodes');
  writer.writeStringField(5, 'Sort.Type_then_ID');
  writer.writeStringField(16, 'Hub Rounds');
  return writer.finish();
}

function nodesBlock(nodes: readonly RoadNode[]): Uint8Array {
  const unit = (degrees: number) => Math.round(degrees * UNITS_PER_DEGREE);
  return primitiveBlock([''], (group) => {
    group.writeMessage(
      2,
      (dense: readonly RoadNode[], writer) => {
        writer.writePackedSVarint(1, deltas(dense.map((node) => node.osmId)));
        writer.writePackedSVarint(8, deltas(dense.map((node) => unit(node.lonLat[1]))));
        writer.writePackedSVarint(9, deltas(dense.map((node) => unit(node.lonLat[0]))));
      },
      nodes,
    );
  });
}

function waysBlock(ways: readonly RoadWay[]): Uint8Array {
  const strings = [''];
  const indexOf = new Map<string, number>();
  const index = (text: string): number => {
    const known = indexOf.get(text);
    if (known !== undefined) return known;
    indexOf.set(text, strings.length);
    return strings.push(text) - 1;
  };
  const indexed = ways.map((way) => ({
    osmId: way.osmId,
    keys: Object.keys(way.tags).map(index),
    values: Object.values(way.tags).map(index),
    refs: deltas(way.nodeIds),
  }));
  return primitiveBlock(strings, (group) => {
    for (const way of indexed) {
      group.writeMessage(
        3,
        (item: typeof way, writer) => {
          writer.writeVarintField(1, item.osmId);
          writer.writePackedVarint(2, item.keys);
          writer.writePackedVarint(3, item.values);
          writer.writePackedSVarint(8, item.refs);
        },
        way,
      );
    }
  });
}

function primitiveBlock(strings: readonly string[], writeGroup: (group: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(
    1,
    (table: readonly string[], stringTable) => {
      for (const text of table) stringTable.writeBytesField(1, Buffer.from(text, 'utf8'));
    },
    strings,
  );
  writer.writeMessage(2, (write: (group: PbfWriter) => void, group) => write(group), writeGroup);
  return writer.finish();
}

/** Each number less the one before it; the first less zero. */
function deltas(numbers: readonly number[]): number[] {
  return numbers.map((number, i) => (i === 0 ? number : number - numbers[i - 1]));
}
