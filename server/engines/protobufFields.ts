import { PbfReader, PbfWriter } from 'pbf';

/** One field of a protobuf message, as it stands in its bytes. */
export interface ProtobufField {
  readonly number: number;
  /** Tag, length and value, to be copied as they are. */
  readonly whole: Uint8Array;
  /** The value of a field that has a length (text, bytes, a message); otherwise undefined. */
  readonly content: Uint8Array | undefined;
  /** The value of a number of variable length; otherwise undefined. */
  readonly value: number | undefined;
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * The fields of a message in their order, without copying anything.
 * @throws RangeError or Error when the bytes are no message: a field reaches beyond the end, or is of no known form
 * Source: protobuf.dev/programming-guides/encoding.
 */
export function* fieldsOf(message: Uint8Array): Generator<ProtobufField> {
  const reader = new PbfReader(message);
  while (reader.pos < message.length) {
    const start = reader.pos;
    const number = reader.nextField();
    if (number === 0) throw new RangeError(`No field has the number 0 (byte ${start})`);
    const content = reader.type === LENGTH_DELIMITED ? reader.readBytes() : undefined;
    // Signed: -1 is told as -1 and not as 2^64 - 1.
    const value = reader.type === VARINT ? reader.readVarint(true) : undefined;
    if (content === undefined && value === undefined) reader.skip(reader.type);
    if (reader.pos > message.length)
      throw new RangeError(`The field at byte ${start} reaches beyond the end`);
    yield { number, whole: message.subarray(start, reader.pos), content, value };
  }
}

/** The numbers of a repeated field, whether packed or one by one; appended to `numbers`. */
export function readNumbers(field: ProtobufField, numbers: number[]): void {
  const reader = new PbfReader(field.whole);
  reader.nextField();
  reader.readPackedVarint(numbers);
}

/** A field that has a length, with tag and length. */
export function bytesField(number: number, content: Uint8Array): Uint8Array {
  const writer = new PbfWriter();
  writer.writeBytesField(number, content);
  return writer.finish();
}

/** A repeated field of numbers ≥ 0, packed. */
export function numbersField(number: number, numbers: readonly number[]): Uint8Array {
  const writer = new PbfWriter();
  writer.writePackedVarint(number, [...numbers]);
  return writer.finish();
}
