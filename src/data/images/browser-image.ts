import { fail, ok } from '../../core/base/result.ts';
import { MAX_PIXELS, type DecodeImage } from './pixels.ts';

const MIME: Readonly<Record<string, string>> = {
  webp: 'image/webp',
  bmp: 'image/bmp',
  gif: 'image/gif',
};

/** Decodes what the browser can show, in a worker or on the page; transparency is laid over black. */
export const decodeInBrowser: DecodeImage = async (bytes, type) => {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: MIME[type] ?? '' }), { colorSpaceConversion: 'none' });
  } catch {
    return fail('the browser cannot decode it');
  }
  const { width, height } = bitmap;
  if (width * height > MAX_PIXELS) return fail(`it has ${width} x ${height} pixels; at most ${MAX_PIXELS} are read`);
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) return fail('the browser offers no canvas to decode it on');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i);
  return ok({ width, height, channels: 3, data });
};
