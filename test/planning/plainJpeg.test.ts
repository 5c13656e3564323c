import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJpeg } from '../../server/planning/plainJpeg.ts';
import { PlannerError } from '../../server/shared/errors.ts';
import { JPEG_PARTS, segment, smallJpeg } from '../support/smallJpeg.ts';

/** Exif with one entry: the orientation of the picture. */
const exif = (orientation: number): Buffer => {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]));
};

describe('a photo of a site', () => {
  it('keeps its picture and colours, and loses what the camera noted', () => {
    const profile = segment(0xe2, 'ICC_PROFILE\0\x01\x01colours');
    const noted = smallJpeg(
      exif(1),
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:gps>50.1</x:gps>'),
      profile,
      segment(0xe2, 'MPF\0a second picture'),
      segment(0xed, 'Photoshop 3.0\0by Ann'),
      segment(0xfe, 'a comment'),
    );
    const plain = plainJpeg(Buffer.concat([noted, Buffer.from('a film after the end')]));
    expect(plain).toEqual({ bytes: smallJpeg(profile), width: 3, height: 2 });
    expect(plainJpeg(plain.bytes).bytes).toEqual(plain.bytes);
  });

  it('of several scans keeps them all, and no note between them', () => {
    const { start, frame, scan, end } = JPEG_PARTS;
    const bytes = Buffer.concat([start, frame, scan, segment(0xfe, 'between'), scan, end]);
    expect(plainJpeg(bytes).bytes).toEqual(Buffer.concat([start, frame, scan, scan, end]));
  });

  it.each([
    ['another kind of file', Buffer.from('\x89PNG\r\n'), 'it is no JPEG picture'],
    ['a file of scripts', Buffer.from('<svg onload=alert(1)>'), 'it is no JPEG picture'],
    ['a picture broken off', smallJpeg().subarray(0, -3), 'its end is missing'],
    ['a head alone', Buffer.concat([JPEG_PARTS.start, JPEG_PARTS.end]), 'it has no picture in it'],
    [
      'one that lies on its side',
      smallJpeg(exif(6)),
      'it lies on its side: turn it upright and save it anew',
    ],
    [
      'one of sizes beyond sense',
      Buffer.concat([JPEG_PARTS.start, segment(0xc2, Buffer.of(8, 0xff, 0xff, 0, 1, 1)), JPEG_PARTS.end]),
      'it is 1 by 65535 pixels: expected 1 to 8000 a side',
    ],
  ])('refuses %s', (_, bytes, why) => {
    expect(() => plainJpeg(bytes)).toThrow(`The photo cannot be taken: ${why}. Expected a JPEG picture`);
  });

  it('is taken or refused with words, whatever the bytes', () => {
    const bytes = smallJpeg(exif(1), segment(0xfe, 'note'));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, value, length) => {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        try {
          expect(plainJpeg(changed.subarray(0, length)).bytes.length).toBeLessThanOrEqual(length);
        } catch (error) {
          expect(error).toBeInstanceOf(PlannerError);
        }
      }),
    );
  });
});
