/** Writes PNG files of every colour type, depth and filter, interlaced or not: the other side of the reader. */
import { zlibSync } from 'fflate';

export interface PngPicture {
  readonly width: number;
  readonly height: number;
  /** As in the file: 0 grey, 2 true colour, 3 palette, 4 grey with alpha, 6 true colour with alpha. */
  readonly colour: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  /** Of each pixel, so many as the colour type has, of `depth` bits each. */
  readonly samples: readonly number[];
  readonly palette?: readonly number[];
  readonly isInterlaced?: boolean;
}

const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
const TEXT = new TextEncoder();

export function pngBytes({ width, height, colour, depth, samples, palette, isInterlaced = false }: PngPicture): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, colour, 0, 0, isInterlaced ? 1 : 0], 8);
  const per = SAMPLES[colour];
  const pixel = (x: number, y: number): readonly number[] => samples.slice((y * width + x) * per, (y * width + x + 1) * per);
  const rows = passes(width, height, isInterlaced).flatMap(({ xs, ys }) => {
    let above: number[] | undefined;
    return ys.flatMap((y, i) => {
      const row = packed(
        xs.flatMap((x) => pixel(x, y)),
        depth,
      );
      const line = [i % 5, ...filtered(i % 5, row, above ?? row.map(() => 0), Math.max(1, (per * depth) >> 3))];
      above = row;
      return line;
    });
  });
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', Uint8Array.from(palette))] : []),
    chunk('IDAT', zlibSync(Uint8Array.from(rows))),
    chunk('IEND', new Uint8Array(0)),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Columns and rows of each pass, none of them empty: the 8 x 8 pattern of Adam7, in which each number is a pixel's pass. */
function passes(width: number, height: number, isInterlaced: boolean): { xs: number[]; ys: number[] }[] {
  const pattern = ['16462646', '77777777', '56565656', '77777777', '36463646', '77777777', '56565656', '77777777'];
  const columns = Array.from({ length: width }, (_, x) => x);
  const rows = Array.from({ length: height }, (_, y) => y);
  if (!isInterlaced) return [{ xs: columns, ys: rows }];
  return ['1', '2', '3', '4', '5', '6', '7'].flatMap((pass) => {
    const ys = rows.filter((y) => pattern[y % 8]!.includes(pass));
    const xs = columns.filter((x) => pattern.some((row) => row[x % 8] === pass));
    return xs.length === 0 || ys.length === 0 ? [] : [{ xs, ys }];
  });
}

function packed(values: readonly number[], depth: number): number[] {
  if (depth === 16) return values.flatMap((value) => [value >> 8, value & 255]);
  if (depth === 8) return [...values];
  const perByte = 8 / depth;
  return Array.from({ length: Math.ceil(values.length / perByte) }, (_, i) =>
    Array.from({ length: perByte }, (_unused, k) => values[i * perByte + k] ?? 0).reduce((byte, value) => (byte << depth) | value, 0),
  );
}

function filtered(filter: number, row: readonly number[], above: readonly number[], step: number): number[] {
  return row.map((value, i) => {
    const left = row[i - step] ?? 0;
    const up = above[i]!;
    const corner = i < step ? 0 : above[i - step]!;
    const predictions = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, corner)];
    return (value - predictions[filter]!) & 255;
  });
}

/** Of the three the one nearest to left + up - corner, the earlier of equals. */
function paeth(left: number, up: number, corner: number): number {
  const target = left + up - corner;
  return [left, up, corner].reduce((best, each) => (Math.abs(target - each) < Math.abs(target - best) ? each : best));
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length);
  bytes.set(TEXT.encode(name), 4);
  bytes.set(body, 8);
  return bytes;
}
