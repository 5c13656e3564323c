import { PlannerError } from '../shared/errors.ts';

/** A picture without what a camera notes beside it. */
export interface PlainJpeg {
  readonly bytes: Buffer;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Markers of a JPEG file's segments (ITU-T T.81, table B.1). */
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const EXIF_MARKER = 0xe1;
/** Segments of applications that tell how colours are meant, by what they begin with; all others are notes. */
const COLOUR_NOTES: ReadonlyMap<number, string> = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
]);
const isNote = (marker: number): boolean => marker === 0xfe || (marker >= 0xe0 && marker <= 0xef);
/** Frame headers; tables of other kinds lie between them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Side of a picture, pixels, at most. */
const MOST_PIXELS = 8000;

/**
 * A JPEG with its picture as it is, and without position, camera, date, thumbnail, comments and whatever follows its end: they
 * tell more than a page should. A picture that is only upright by a note of the camera's is refused, as the note would be lost.
 * @throws PHOTO_UNREADABLE
 */
export function plainJpeg(bytes: Buffer): PlainJpeg {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== START) throw unreadable('it is no JPEG picture');
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  for (let at = 2; ; ) {
    const marker = markerAt(bytes, at);
    if (marker === END) break;
    const segment = segmentAt(bytes, at);
    if (isFrame(marker)) size = sizeIn(segment);
    if (marker === EXIF_MARKER && isTurned(segment)) {
      throw unreadable('it lies on its side: turn it upright and save it anew');
    }
    const words = COLOUR_NOTES.get(marker);
    const isColour = words !== undefined && segment.toString('latin1', 4, 4 + words.length) === words;
    if (!isNote(marker) || isColour) kept.push(segment);
    at += segment.length;
    if (marker !== SCAN) continue;
    const end = scanEnd(bytes, at);
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (!size) throw unreadable('it has no picture in it');
  return { bytes: Buffer.concat([...kept, Buffer.of(0xff, END)]), ...size };
}

function markerAt(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length || bytes[at] !== 0xff) throw unreadable('its end is missing');
  return bytes[at + 1];
}

function segmentAt(bytes: Buffer, at: number): Buffer {
  const length = at + 4 > bytes.length ? 0 : bytes.readUInt16BE(at + 2);
  if (length < 2 || at + 2 + length > bytes.length) throw unreadable('its end is missing');
  return bytes.subarray(at, at + 2 + length);
}

/** Where coded picture ends: at the first marker that is no stuffed byte and no restart. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1];
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw unreadable('its end is missing');
}

function sizeIn(segment: Buffer): { width: number; height: number } {
  if (segment.length < 9) throw unreadable('it has no size');
  const [height, width] = [segment.readUInt16BE(5), segment.readUInt16BE(7)];
  const isRight = (side: number) => side >= 1 && side <= MOST_PIXELS;
  if (isRight(width) && isRight(height)) return { width, height };
  throw unreadable(`it is ${width} by ${height} pixels: expected 1 to ${MOST_PIXELS} a side`);
}

/** Whether the camera notes that the picture is to be turned (Exif tag 0x0112 other than 1). */
function isTurned(segment: Buffer): boolean {
  const tiff = segment.subarray(10);
  if (segment.toString('latin1', 4, 8) !== 'Exif' || tiff.length < 8) return false;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Array.from({ length: short(start) }, (_, i) => start + 2 + 12 * i);
  const orientation = entries.find((at) => short(at) === 0x0112);
  return orientation !== undefined && short(orientation + 8) > 1;
}

const unreadable = (why: string): PlannerError =>
  new PlannerError({
    code: 'PHOTO_UNREADABLE',
    category: 'input',
    message: `The photo cannot be taken: ${why}. Expected a JPEG picture`,
  });
