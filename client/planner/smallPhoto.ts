/** Longest side of a photo on a public page, pixels: twice what a phone shows. */
const LONGEST_SIDE = 1200;
const QUALITY = 0.8;

/**
 * A photo as small as a page needs it, upright, and as JPEG without anything the camera noted: it is drawn anew.
 * @returns  null for a file that the browser cannot open as a picture
 */
export async function smallPhoto(file: Blob): Promise<Blob | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  const { width, height } = fittedSize(picture);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const drawing = canvas.getContext('2d');
  if (!drawing) return null;
  // JPEG knows no transparency: what is clear becomes white, not black.
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(0, 0, width, height);
  drawing.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

/** The size at which a picture's longer side is at most `LONGEST_SIDE`, in whole pixels from 1; small ones stay as they are. */
export function fittedSize({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const fitted = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: fitted(width), height: fitted(height) };
}
