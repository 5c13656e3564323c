import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';

type Tags = Readonly<Record<string, string>>;
export interface FileNode {
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags?: Tags;
}
export interface FileWay {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags?: Tags;
}
export interface FileRelation {
  readonly id: number;
  readonly members: readonly { type: 'node' | 'way' | 'relation'; ref: number; role: string }[];
  readonly tags: Tags;
}
export interface FileContent {
  readonly nodes?: readonly FileNode[];
  readonly ways?: readonly FileWay[];
  readonly relations?: readonly FileRelation[];
  /** West, south, east, north. */
  readonly bounds?: readonly [number, number, number, number];
  readonly requiredFeatures?: readonly string[];
}

const MEMBER_TYPES = ['node', 'way', 'relation'];

/** An OpenStreetMap extract as bytes: a header and one block each of nodes, ways and relations. */
export function osmFile(content: FileContent): Buffer {
  const blocks: Buffer[] = [blobOf('OSMHeader', headerBlock(content))];
  const { nodes = [], ways = [], relations = [] } = content;
  if (nodes.length > 0) blocks.push(blobOf('OSMData', denseBlock(nodes)));
  if (ways.length > 0) {
    blocks.push(
      itemsBlock(ways, 3, (way, item) => {
        item.writePackedSVarint(8, deltas(way.refs));
      }),
    );
  }
  if (relations.length > 0) {
    blocks.push(
      itemsBlock(relations, 4, (relation, item, index) => {
        item.writePackedVarint(
          8,
          relation.members.map((member) => index(member.role)),
        );
        item.writePackedSVarint(9, deltas(relation.members.map((member) => member.ref)));
        item.writePackedVarint(
          10,
          relation.members.map((member) => MEMBER_TYPES.indexOf(member.type)),
        );
      }),
    );
  }
  return Buffer.concat(blocks);
}

/** A block of a given type around some bytes, compressed as most programs do. */
export function blobOf(type: string, content: Uint8Array): Buffer {
  const body = new PbfWriter();
  body.writeVarintField(2, content.length);
  body.writeBytesField(3, deflateSync(content));
  return framed(type, body.finish());
}

/** A blob as it is, with its header and length before it. */
export function framed(type: string, body: Uint8Array): Buffer {
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, body.length);
  const headerBytes = header.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(headerBytes.length);
  return Buffer.concat([length, headerBytes, body]);
}

function headerBlock({ bounds, requiredFeatures }: FileContent): Uint8Array {
  const writer = new PbfWriter();
  if (bounds) {
    const [west, south, east, north] = bounds;
    const box = new PbfWriter();
    for (const [i, side] of [west, east, north, south].entries())
      box.writeSVarintField(i + 1, Math.round(side * 1e9));
    writer.writeBytesField(1, box.finish());
  }
  for (const feature of requiredFeatures ?? ['OsmSchema-V0.6', 'DenseNodes'])
    writer.writeStringField(4, feature);
  return writer.finish();
}

function denseBlock(nodes: readonly FileNode[]): Uint8Array {
  const strings = stringTable();
  const unit = (degrees: number) => Math.round(degrees * 1e7);
  const keysAndValues = nodes.flatMap((node) => [
    ...Object.entries(node.tags ?? {}).flatMap(([key, value]) => [strings.index(key), strings.index(value)]),
    0,
  ]);
  const dense = new PbfWriter();
  dense.writePackedSVarint(1, deltas(nodes.map((node) => node.id)));
  dense.writePackedSVarint(8, deltas(nodes.map((node) => unit(node.lat))));
  dense.writePackedSVarint(9, deltas(nodes.map((node) => unit(node.lon))));
  dense.writePackedVarint(10, keysAndValues);
  const group = new PbfWriter();
  group.writeBytesField(2, dense.finish());
  return primitiveBlock(strings.all, group.finish());
}

function itemsBlock<T extends { id: number; tags?: Tags }>(
  items: readonly T[],
  field: number,
  write: (item: T, writer: PbfWriter, index: (text: string) => number) => void,
): Buffer {
  const strings = stringTable();
  const group = new PbfWriter();
  for (const each of items) {
    const item = new PbfWriter();
    const tags = Object.entries(each.tags ?? {});
    item.writeVarintField(1, each.id);
    item.writePackedVarint(
      2,
      tags.map(([key]) => strings.index(key)),
    );
    item.writePackedVarint(
      3,
      tags.map(([, value]) => strings.index(value)),
    );
    write(each, item, strings.index);
    group.writeBytesField(field, item.finish());
  }
  return blobOf('OSMData', primitiveBlock(strings.all, group.finish()));
}

function stringTable() {
  const all = [''];
  return {
    all,
    index: (text: string): number => {
      const known = all.indexOf(text, text === '' ? 0 : 1);
      return known >= 0 ? known : all.push(text) - 1;
    },
  };
}

function primitiveBlock(strings: readonly string[], group: Uint8Array): Uint8Array {
  const table = new PbfWriter();
  for (const text of strings) table.writeBytesField(1, Buffer.from(text, 'utf8'));
  const writer = new PbfWriter();
  writer.writeBytesField(1, table.finish());
  writer.writeBytesField(2, group);
  return writer.finish();
}

const deltas = (numbers: readonly number[]): number[] =>
  numbers.map((number, i) => (i === 0 ? number : number - numbers[i - 1]));
