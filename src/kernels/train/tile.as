/**
 * The inner products: tiles of four rows and eight columns whose 32 sums stay in registers.
 *
 * A right-hand side is packed in panels of eight columns, row after row, zeros after the last column. Addresses and steps are in bytes,
 * lengths in float32. A tile may read up to 28 bytes past its operands; what it makes of them it does not store.
 */
import { fma, storeSome } from './fma';

export const PANEL: i32 = 8;
export const PANEL_BYTES: usize = 32;

/**
 * Four rows, each made of `outer` x `inner` runs of `length`, times one panel; the first `rows` and `columns` of the result are stored.
 * Unrolling the innermost loop halves its speed in V8.
 */
export function multiplyTile(
  a0: usize, a1: usize, a2: usize, a3: usize,
  outer: i32, outerStep: usize, inner: i32, innerStep: usize, length: i32,
  panel: usize, to: usize, toStep: usize, rows: i32, columns: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let b = panel;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const start = <usize>o * outerStep + <usize>i * innerStep;
      let p0 = a0 + start, p1 = a1 + start, p2 = a2 + start, p3 = a3 + start;
      for (let k = 0; k < length; k++) {
        const b0 = v128.load(b), b1 = v128.load(b, 16);
        let x = v128.load32_splat(p0);
        c00 = fma(x, b0, c00); c01 = fma(x, b1, c01);
        x = v128.load32_splat(p1);
        c10 = fma(x, b0, c10); c11 = fma(x, b1, c11);
        x = v128.load32_splat(p2);
        c20 = fma(x, b0, c20); c21 = fma(x, b1, c21);
        x = v128.load32_splat(p3);
        c30 = fma(x, b0, c30); c31 = fma(x, b1, c31);
        b += PANEL_BYTES;
        p0 += 4; p1 += 4; p2 += 4; p3 += 4;
      }
    }
  }
  storeRow(to, c00, c01, columns);
  if (rows > 1) storeRow(to + toStep, c10, c11, columns);
  if (rows > 2) storeRow(to + 2 * toStep, c20, c21, columns);
  if (rows > 3) storeRow(to + 3 * toStep, c30, c31, columns);
}

// @ts-ignore: decorator
@inline
function storeRow(to: usize, low: v128, high: v128, columns: i32): void {
  if (columns >= PANEL) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  storeSome(to, low, columns);
  if (columns > 4) storeSome(to + 16, high, columns - 4);
}

/**
 * Adds to a tile the transposed product of two tables: sum over `rows` x `steps` places of four entries of `a` times eight of `b`.
 * The first `tall` and `wide` of the tile are stored.
 */
export function accumulateTile(
  a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, rows: i32, steps: i32,
  to: usize, toStep: usize, tall: i32, wide: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let q = b;
  for (let row = 0; row < rows; row++) {
    let p = a + <usize>row * aRow;
    for (let step = 0; step < steps; step++) {
      const b0 = v128.load(q), b1 = v128.load(q, 16);
      let x = v128.load32_splat(p);
      c00 = fma(x, b0, c00); c01 = fma(x, b1, c01);
      x = v128.load32_splat(p, 4);
      c10 = fma(x, b0, c10); c11 = fma(x, b1, c11);
      x = v128.load32_splat(p, 8);
      c20 = fma(x, b0, c20); c21 = fma(x, b1, c21);
      x = v128.load32_splat(p, 12);
      c30 = fma(x, b0, c30); c31 = fma(x, b1, c31);
      p += aStep;
      q += bStep;
    }
  }
  addRow(to, c00, c01, wide);
  if (tall > 1) addRow(to + toStep, c10, c11, wide);
  if (tall > 2) addRow(to + 2 * toStep, c20, c21, wide);
  if (tall > 3) addRow(to + 3 * toStep, c30, c31, wide);
}

// @ts-ignore: decorator
@inline
function addRow(to: usize, low: v128, high: v128, columns: i32): void {
  storeRow(to, f32x4.add(v128.load(to), low), f32x4.add(v128.load(to, 16), high), columns);
}

/**
 * Packs `taps` x `depth` rows of `columns` into panels: entry (tap, row, column) is at `from` plus the three strides (in float32, of either
 * sign) times its indices.
 */
export function pack(
  from: usize, to: usize, taps: i32, depth: i32, columns: i32, tapStride: i32, depthStride: i32, columnStride: i32,
): void {
  let at = to;
  for (let first = 0; first < columns; first += PANEL) {
    const count = min(PANEL, columns - first);
    for (let tap = 0; tap < taps; tap++) {
      for (let row = 0; row < depth; row++) {
        const source = from + (<usize>(tap * tapStride + row * depthStride + first * columnStride) << 2);
        packRow(source, at, count, columnStride);
        at += PANEL_BYTES;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function packRow(from: usize, to: usize, count: i32, stride: i32): void {
  if (count == PANEL && stride == 1) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    return;
  }
  for (let i = 0; i < PANEL; i++) store<f32>(to + (<usize>i << 2), i < count ? load<f32>(from + (<usize>(i * stride) << 2)) : 0);
}
