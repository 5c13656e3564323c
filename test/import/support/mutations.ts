import fc from 'fast-check';

export const cellsOf = (text: string): string[][] => text.split('\n').map((line) => line.split(','));
export const textOf = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => row.join(',')).join('\n');

/** Ways in which a file goes wrong between its publisher and us, applied to a table. */
export const mutation = fc.oneof(
  fc.record({ how: fc.constant('cut' as const), at: fc.nat(10_000) }),
  fc.record({ how: fc.constant('swapColumns' as const), at: fc.nat(20), with: fc.nat(20) }),
  fc.record({ how: fc.constant('dropCell' as const), at: fc.nat(100), with: fc.nat(20) }),
  fc.record({
    how: fc.constant('cell' as const),
    at: fc.nat(100),
    with: fc.nat(20),
    value: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '',
        'NA',
        '-1',
        '1e9',
        '"',
        ',',
        '=1+1',
        '52.67',
        '-0.7',
        '\u0000',
        '999999',
        '0x10',
        'Infinity',
      ),
      fc.double().map(String),
    ),
  }),
  fc.record({ how: fc.constant('repeatRow' as const), at: fc.nat(100) }),
  fc.record({
    how: fc.constant('bytes' as const),
    at: fc.nat(10_000),
    value: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({ how: fc.constant('long' as const), at: fc.nat(10_000) }),
);

export type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

/** A table's text after a mutation, as bytes. */
export function mutated(text: string, change: Mutation): Buffer {
  const cells = cellsOf(text);
  const row = (at: number) => cells[at % cells.length];
  switch (change.how) {
    case 'cut':
      return Buffer.from(text).subarray(0, change.at % text.length);
    case 'swapColumns': {
      const [a, b] = [change.at % cells[0].length, change.with % cells[0].length];
      for (const each of cells.slice(1)) [each[a], each[b]] = [each[b], each[a]];
      break;
    }
    case 'dropCell':
      row(change.at).splice(change.with % row(change.at).length, 1);
      break;
    case 'cell':
      row(change.at)[change.with % row(change.at).length] = change.value;
      break;
    case 'repeatRow':
      cells.push(row(change.at));
      break;
    case 'bytes': {
      const bytes = Buffer.from(text);
      bytes.set(
        change.value.subarray(0, bytes.length - (change.at % bytes.length)),
        change.at % bytes.length,
      );
      return bytes;
    }
    case 'long':
      return Buffer.from(
        text.slice(0, change.at % text.length) + 'x'.repeat(100_000) + text.slice(change.at % text.length),
      );
  }
  return Buffer.from(textOf(cells));
}

/** A file of which one byte is another, or that ends there. */
export const byteChange = fc.record({
  at: fc.nat(1_000_000),
  flip: fc.integer({ min: 1, max: 255 }),
  isCut: fc.boolean(),
});

/** A file's bytes after such a change; what was given stays as it is. */
export function withByteChanged(
  whole: Buffer,
  change: typeof byteChange extends fc.Arbitrary<infer Change> ? Change : never,
): Buffer {
  const at = change.at % whole.length;
  if (change.isCut) return whole.subarray(0, at);
  const bytes = Buffer.from(whole);
  bytes[at] ^= change.flip;
  return bytes;
}
