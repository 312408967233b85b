/** PNG (ISO/IEC 15948), every colour type and depth, interlaced or not; transparency is laid over black. The same bits on the page and in Node. */
import { unzlibSync } from 'fflate';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { MAX_PIXELS, type Pixels } from './pixels.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples of a pixel by colour type: grey, true colour, palette, grey with alpha, true colour with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
/** Passes of an interlaced picture: first column and row, and the steps between. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly isInterlaced: boolean;
}

interface Chunks {
  readonly header: Header;
  readonly palette: Uint8Array;
  readonly data: Uint8Array;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

export function decodePng(bytes: Uint8Array): Result<Pixels> {
  if (!isPng(bytes)) return fail('it is not a PNG');
  const chunks = readChunks(bytes);
  if (typeof chunks === 'string') return fail(chunks);
  const { header, data } = chunks;
  try {
    const raw = unzlibSync(data, { out: new Uint8Array(rawBytes(header)) });
    if (raw.length !== rawBytes(header)) return fail('its pixels end too early');
    return paint(chunks, raw);
  } catch (error) {
    return fail(`its pixels are damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** The parts that matter, or what is wrong. */
function readChunks(bytes: Uint8Array): Chunks | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Header | undefined;
  let palette = new Uint8Array(0);
  const data: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) return 'it ends too early';
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') {
      const read = readHeader(body);
      if (typeof read === 'string') return read;
      header = read;
    } else if (name === 'PLTE') palette = body.slice();
    else if (name === 'IDAT') data.push(body);
    else if (name === 'IEND') break;
    at += 12 + length;
  }
  return header === undefined || data.length === 0 ? 'its header or its pixels are missing' : { header, palette, data: joined(data) };
}

function readHeader(body: Uint8Array): Header | string {
  if (body.length < 13) return 'its header ends too early';
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour] = [body[8]!, body[9]!];
  if (width === 0 || height === 0 || width * height > MAX_PIXELS) return `it says ${width} x ${height} pixels`;
  if (DEPTHS[colour]?.includes(depth) !== true) return `it says colour type ${colour} with ${depth} bits`;
  return { width, height, depth, colour, isInterlaced: body[12] === 1 };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

function passesOf({ width, height, isInterlaced }: Header): Pass[] {
  const grids = isInterlaced ? ADAM7 : [[0, 0, 1, 1] as const];
  return grids
    .map(([x, y, stepX, stepY]) => ({ x, y, stepX, stepY, width: Math.ceil((width - x) / stepX), height: Math.ceil((height - y) / stepY) }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

const rowBytes = ({ depth, colour }: Header, width: number): number => Math.ceil((width * CHANNELS[colour]! * depth) / 8);

/** Bytes of all rows, each with its filter. */
function rawBytes(header: Header): number {
  return passesOf(header).reduce((sum, { width, height }) => sum + height * (1 + rowBytes(header, width)), 0);
}

function paint({ header, palette }: Chunks, raw: Uint8Array): Result<Pixels> {
  const { width, height, depth, colour } = header;
  const channels = colour === 0 || colour === 4 ? 1 : 3;
  const data = new Uint8Array(width * height * channels);
  const step = Math.max(1, (CHANNELS[colour]! * depth) >> 3);
  let at = 0;
  for (const pass of passesOf(header)) {
    const bytes = rowBytes(header, pass.width);
    let above: Uint8Array = new Uint8Array(bytes);
    for (let row = 0; row < pass.height; row++) {
      const line = raw.subarray(at + 1, at + 1 + bytes);
      if (!unfilter(raw[at]!, line, above, step)) return fail(`a row says filter ${raw[at]}`);
      for (let column = 0; column < pass.width; column++) {
        const to = ((pass.y + row * pass.stepY) * width + pass.x + column * pass.stepX) * channels;
        if (!putPixel(header, palette, line, column, data, to)) return fail('a pixel is not in the palette');
      }
      above = line;
      at += 1 + bytes;
    }
  }
  return ok({ width, height, channels, data });
}

/** Adds to each byte what the filter predicts from the left (a), above (b) and the corner (c); false for a filter there is not. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): boolean {
  if (filter > 4) return false;
  for (let i = 0; i < line.length; i++) {
    const a = i < step ? 0 : line[i - step]!;
    const b = above[i]!;
    const c = i < step ? 0 : above[i - step]!;
    line[i]! += predicted(filter, a, b, c);
  }
  return true;
}

function predicted(filter: number, a: number, b: number, c: number): number {
  if (filter < 2) return filter * a;
  if (filter < 4) return filter === 2 ? b : (a + b) >> 1;
  const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
}

/** Sample number `index` of a row, as a byte; the index itself for a palette. */
function sampleAt({ depth, colour }: Header, line: Uint8Array, index: number): number {
  if (depth === 8) return line[index]!;
  if (depth === 16) return line[2 * index]!;
  const bit = index * depth;
  const value = (line[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  return colour === 3 ? value : Math.round((value * 255) / ((1 << depth) - 1));
}

function putPixel(header: Header, palette: Uint8Array, line: Uint8Array, column: number, data: Uint8Array, to: number): boolean {
  const { colour } = header;
  if (colour === 3) {
    const from = 3 * sampleAt(header, line, column);
    data.set(palette.subarray(from, from + 3), to);
    return from + 3 <= palette.length;
  }
  const samples = CHANNELS[colour]!;
  const alpha = colour >= 4 ? sampleAt(header, line, column * samples + samples - 1) : 255;
  const shown = samples > 2 ? 3 : 1;
  for (let k = 0; k < shown; k++) data[to + k] = Math.round((sampleAt(header, line, column * samples + k) * alpha) / 255);
  return true;
}
