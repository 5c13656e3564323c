/** A segment of a JPEG file with its length. */
export const segment = (marker: number, body: Buffer | string): Buffer => {
  const bytes = Buffer.from(body as string, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xff00 | marker, 0);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
};

/** The parts of a JPEG of 3 by 2 pixels; its coded picture holds a stuffed byte and a restart, as real ones do. */
export const JPEG_PARTS = {
  start: Buffer.of(0xff, 0xd8),
  jfif: segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
  frame: segment(0xc0, Buffer.of(8, 0, 2, 0, 3, 1, 1, 0x11, 0)),
  scan: Buffer.concat([
    segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
    Buffer.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56),
  ]),
  end: Buffer.of(0xff, 0xd9),
} as const;

/** A small JPEG with these segments after its first one. */
export const smallJpeg = (...notes: readonly Buffer[]): Buffer => {
  const { start, jfif, frame, scan, end } = JPEG_PARTS;
  return Buffer.concat([start, jfif, ...notes, frame, scan, end]);
};
