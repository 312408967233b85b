/**
 * JPEG (ITU-T T.81) with Huffman codes and 8 bits: sequential and progressive, grey or colour, as cameras and programs write it. Here and
 * not left to the browser, so that the page and the command line train on the same pixels.
 */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { MAX_PIXELS, type Pixels } from '../pixels.ts';
import { JpegProblem } from './bit-reader.ts';
import { ZIGZAG, type Component, type Frame } from './frame.ts';
import type { HuffmanTable } from './huffman.ts';
import { exifOrientation, upright } from './orientation.ts';
import { enlarged, planeOf } from './planes.ts';
import { readScan, type Scan } from './scan.ts';

/** Everything the markers say, as it stands when a scan begins. */
interface State {
  readonly quantization: (Uint16Array | undefined)[];
  readonly dc: (HuffmanTable | undefined)[];
  readonly ac: (HuffmanTable | undefined)[];
  restartInterval: number;
  frame: Frame | undefined;
  /** Adobe's transform: 0 for red, green and blue as they are. */
  transform: number;
  /** As Exif says it. */
  orientation: number;
}

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

export function decodeJpeg(bytes: Uint8Array): Result<Pixels> {
  if (!isJpeg(bytes)) return fail('it is not a JPEG');
  try {
    const state = readMarkers(bytes);
    return ok(upright(paint(state), state.orientation));
  } catch (error) {
    if (error instanceof JpegProblem) return fail(error.message);
    throw error;
  }
}

function readMarkers(bytes: Uint8Array): State {
  const state: State = { quantization: [], dc: [], ac: [], restartInterval: 0, frame: undefined, transform: 1, orientation: 1 };
  for (let at = 2; ;) {
    while (at < bytes.length && bytes[at] !== 0xff) at++;
    while (bytes[at] === 0xff) at++;
    const marker = bytes[at++];
    if (marker === undefined || marker === 0xd9) return state;
    if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    if (length < 2 || at + length > bytes.length) throw new JpegProblem('it ends too early');
    const body = bytes.subarray(at + 2, at + length);
    at += length;
    if (marker === 0xda) at = readScan(bytes, at, frameOf(state), scanOf(state, body));
    else readSegment(state, marker, body);
  }
}

function frameOf({ frame }: State): Frame {
  if (frame === undefined) throw new JpegProblem('its header is missing');
  return frame;
}

function readSegment(state: State, marker: number, body: Uint8Array): void {
  if (marker === 0xdb) readQuantization(state, body);
  else if (marker === 0xc4) readHuffman(state, body);
  else if (marker === 0xe1 && state.orientation === 1) state.orientation = exifOrientation(body);
  else if (marker === 0xdd && body.length >= 2) state.restartInterval = (body[0]! << 8) | body[1]!;
  else if (marker === 0xee && body.length >= 12 && String.fromCharCode(...body.subarray(0, 5)) === 'Adobe') state.transform = body[11]!;
  else if (marker >= 0xc0 && marker <= 0xc2) readFrame(state, body, marker === 0xc2);
  else if (marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc)
    throw new JpegProblem('it is coded in a way that is not read: lossless or arithmetic');
}

function readQuantization({ quantization }: State, body: Uint8Array): void {
  for (let at = 0; at < body.length;) {
    const bytes = body[at]! >> 4 === 0 ? 1 : 2;
    if (at + 1 + 64 * bytes > body.length) throw new JpegProblem('a quantization table ends too early');
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) {
      const from = at + 1 + k * bytes;
      table[ZIGZAG[k]!] = bytes === 1 ? body[from]! : (body[from]! << 8) | body[from + 1]!;
    }
    quantization[body[at]! & 15] = table;
    at += 1 + 64 * bytes;
  }
}

function readHuffman({ dc, ac }: State, body: Uint8Array): void {
  for (let at = 0; at + 17 <= body.length;) {
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (at + 17 + total > body.length) throw new JpegProblem('a Huffman table ends too early');
    (body[at]! >> 4 === 0 ? dc : ac)[body[at]! & 15] = { counts, symbols: body.subarray(at + 17, at + 17 + total) };
    at += 17 + total;
  }
}

function readFrame(state: State, body: Uint8Array, isProgressive: boolean): void {
  const count = body[5] ?? 0;
  if (state.frame !== undefined || body.length < 6 + 3 * count) throw new JpegProblem('its header is damaged');
  const [height, width] = [(body[1]! << 8) | body[2]!, (body[3]! << 8) | body[4]!];
  if (body[0] !== 8 || (count !== 1 && count !== 3))
    throw new JpegProblem(`it has ${count} components of ${body[0]} bits; grey and colour of 8 are read`);
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) throw new JpegProblem(`it says ${width} x ${height} pixels`);
  const sizes = Array.from({ length: count }, (_, i) => ({
    id: body[6 + 3 * i]!,
    across: body[7 + 3 * i]! >> 4,
    down: body[7 + 3 * i]! & 15,
    quantization: body[8 + 3 * i]!,
  }));
  if (sizes.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) throw new JpegProblem('its header is damaged');
  const most = { across: Math.max(...sizes.map(({ across }) => across)), down: Math.max(...sizes.map(({ down }) => down)) };
  const units = { columns: Math.ceil(width / (8 * most.across)), rows: Math.ceil(height / (8 * most.down)) };
  const components = sizes.map((size): Component => {
    const columns = Math.ceil((width * size.across) / (8 * most.across));
    const rows = Math.ceil((height * size.down) / (8 * most.down));
    const stride = units.columns * size.across;
    return { ...size, columns, rows, stride, coefficients: new Int16Array(64 * stride * units.rows * size.down) };
  });
  state.frame = { width, height, isProgressive, components, units };
}

function scanOf({ dc, ac, restartInterval, ...state }: State, body: Uint8Array): Scan {
  const { components, isProgressive } = frameOf({ dc, ac, restartInterval, ...state });
  const count = body[0] ?? 0;
  if (count === 0 || body.length < 4 + 2 * count) throw new JpegProblem('the header of a scan is damaged');
  const chosen = Array.from({ length: count }, (_, i) => {
    const component = components.find(({ id }) => id === body[1 + 2 * i]);
    if (component === undefined) throw new JpegProblem('the header of a scan is damaged');
    const tables = body[2 + 2 * i]!;
    return { component, dc: dc[tables >> 4], ac: ac[tables & 15] };
  });
  const [first, last, bits] = [body[1 + 2 * count]!, body[2 + 2 * count]!, body[3 + 2 * count]!];
  const isSound = !isProgressive || (first <= last && last < 64 && (first > 0 ? count === 1 : last === 0) && (bits & 15) < 14);
  if (!isSound) throw new JpegProblem('the header of a scan is damaged');
  return { components: chosen, first, last, high: bits >> 4, low: bits & 15, restartInterval };
}

function paint(state: State): Pixels {
  const { width, height, components } = frameOf(state);
  const most = { across: Math.max(...components.map(({ across }) => across)), down: Math.max(...components.map(({ down }) => down)) };
  const planes = components.map((component) => {
    const table = state.quantization[component.quantization];
    if (table === undefined) throw new JpegProblem('a quantization table is missing');
    return enlarged(planeOf(component, table), width, height, component.across / most.across, component.down / most.down);
  });
  const data = new Uint8ClampedArray(width * height * planes.length);
  for (const [k, plane] of planes.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) data[(y * width + x) * planes.length + k] = plane.samples[y * plane.width + x]!;
  if (planes.length === 3 && state.transform !== 0) toRgb(data);
  return { width, height, channels: planes.length === 3 ? 3 : 1, data: new Uint8Array(data.buffer) };
}

/** Red, green and blue of luma and the two differences (JFIF 1.02), in place. */
function toRgb(data: Uint8ClampedArray): void {
  for (let i = 0; i < data.length; i += 3) {
    const y = data[i]!;
    const cb = data[i + 1]! - 128;
    const cr = data[i + 2]! - 128;
    data[i] = y + 1.402 * cr;
    data[i + 1] = y - 0.344136 * cb - 0.714136 * cr;
    data[i + 2] = y + 1.772 * cb;
  }
}
