/**
 * Convolutions with the rounding of TensorFlow Lite Micro's reference kernels, on int8 and on float32.
 *
 * For int8, images are int16 with the zero point taken out and the padding around them, so that no window asks where the image ends and no sum
 * needs a correction. Weights are int16 in tiles of eight filters, two neighbouring products side by side: `i32x4.dot_i16x8_s` then adds
 * two products to the sums of four filters at once. For float32, four filters are summed at once, each in the order of the reference and
 * rounded after every product and every sum. The module has no memory, no data and no globals of its own.
 */

/** Rescaling of four filters: int32 biases, left factors and significands, then float64 right factors. A tile has two of these. */
const TABLE_BYTES: usize = 80;
const LEFT: usize = 16;
const SIGNIFICAND: usize = 32;
const RIGHT: usize = 48;

/** Bytes of eight filters' weights for two products. */
const PAIR_BYTES: usize = 32;

/** Two numbers times their factors, rounded half away from zero, in the low half of four int32. */
// @ts-ignore: decorator
@inline
function scaleRight(product: v128, factors: v128): v128 {
  const scaled = f64x2.mul(f64x2.convert_low_i32x4_s(product), factors);
  const half = v128.or(v128.and(scaled, f64x2.splat(-0.0)), f64x2.splat(0.5));
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(scaled, half));
}

/** Four sums times left * significand / 2^31, rounded halves up, times right, rounded half away from zero, plus the zero point. */
// @ts-ignore: decorator
@inline
function rescale(sums: v128, table: usize, zero: v128): v128 {
  const x = i32x4.mul(sums, v128.load(table, LEFT));
  const significands = v128.load(table, SIGNIFICAND);
  const half = i64x2.splat(1 << 30);
  const low = i64x2.shr_u(i64x2.add(i64x2.extmul_low_i32x4_s(x, significands), half), 31);
  const high = i64x2.shr_u(i64x2.add(i64x2.extmul_high_i32x4_s(x, significands), half), 31);
  const front = scaleRight(v128.shuffle<i32>(low, high, 0, 2, 0, 2), v128.load(table, RIGHT));
  const back = scaleRight(v128.shuffle<i32>(low, high, 4, 6, 4, 6), v128.load(table, RIGHT + 16));
  return i32x4.add(zero, v128.shuffle<i32>(front, back, 0, 1, 4, 5));
}

/** Stores the first `count` of eight entries, clamped. */
// @ts-ignore: decorator
@inline
function storeEntries(to: usize, low: v128, high: v128, table: usize, zero: v128, least: v128, most: v128, count: i32): void {
  const entries = i16x8.narrow_i32x4_s(rescale(low, table, zero), rescale(high, table + TABLE_BYTES, zero));
  const clamped = i16x8.min_s(i16x8.max_s(entries, least), most);
  let bytes = i8x16.narrow_i16x8_s(clamped, clamped);
  if (count >= 8) {
    v128.store64_lane(to, bytes, 0);
    return;
  }
  for (let i = 0; i < count; i++) {
    v128.store8_lane(to + i, bytes, 0);
    bytes = i8x16.shuffle(bytes, bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0);
  }
}

/** `count` int8 become int16 minus `zero`. */
export function widen(from: usize, to: usize, count: i32, zero: i32): void {
  const offset = i16x8.splat(<i16>zero);
  let i = 0;
  for (; i + 8 <= count; i += 8) v128.store(to + 2 * i, i16x8.sub(v128.load8x8_s(from + i), offset));
  for (; i < count; i++) store<i16>(to + 2 * i, <i16>(<i32>load<i8>(from + i) - zero));
}

/**
 * A convolution. Lengths are in int16 of the image: `down` and `across` from one output's window to the next, `step` from one of a window's
 * `runs` stretches to the next; a stretch is `pairs` pairs of neighbours. `table` holds two rescalings a tile of eight filters.
 */
export function convolve(
  image: usize,
  weights: usize,
  table: usize,
  output: usize,
  rows: i32,
  columns: i32,
  filters: i32,
  down: i32,
  across: i32,
  runs: i32,
  step: i32,
  pairs: i32,
  zeroPoint: i32,
  low: i32,
  high: i32,
): void {
  const zero = i32x4.splat(zeroPoint);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  const one = <usize>across << 1;
  const two = one + one;
  const three = two + one;
  for (let filter = 0; filter < filters; filter += 8) {
    const count = filters - filter;
    const biasLow = v128.load(table);
    const biasHigh = v128.load(table, TABLE_BYTES);
    for (let y = 0; y < rows; y++) {
      let window = image + ((<usize>y * <usize>down) << 1);
      let to = output + <usize>y * <usize>columns * <usize>filters + <usize>filter;
      let x = 0;
      for (; x + 4 <= columns; x += 4) {
        let a0 = biasLow, a1 = biasHigh, b0 = biasLow, b1 = biasHigh;
        let c0 = biasLow, c1 = biasHigh, d0 = biasLow, d1 = biasHigh;
        let w = weights;
        for (let run = 0; run < runs; run++) {
          let at = window + ((<usize>run * <usize>step) << 1);
          const end = at + (<usize>pairs << 2);
          for (; at < end; at += 4) {
            const w0 = v128.load(w);
            const w1 = v128.load(w, 16);
            let pair = v128.load32_splat(at);
            a0 = i32x4.add(a0, i32x4.dot_i16x8_s(pair, w0));
            a1 = i32x4.add(a1, i32x4.dot_i16x8_s(pair, w1));
            pair = v128.load32_splat(at + one);
            b0 = i32x4.add(b0, i32x4.dot_i16x8_s(pair, w0));
            b1 = i32x4.add(b1, i32x4.dot_i16x8_s(pair, w1));
            pair = v128.load32_splat(at + two);
            c0 = i32x4.add(c0, i32x4.dot_i16x8_s(pair, w0));
            c1 = i32x4.add(c1, i32x4.dot_i16x8_s(pair, w1));
            pair = v128.load32_splat(at + three);
            d0 = i32x4.add(d0, i32x4.dot_i16x8_s(pair, w0));
            d1 = i32x4.add(d1, i32x4.dot_i16x8_s(pair, w1));
            w += PAIR_BYTES;
          }
        }
        storeEntries(to, a0, a1, table, zero, least, most, count);
        storeEntries(to + filters, b0, b1, table, zero, least, most, count);
        storeEntries(to + 2 * filters, c0, c1, table, zero, least, most, count);
        storeEntries(to + 3 * filters, d0, d1, table, zero, least, most, count);
        to += 4 * filters;
        window += two + two;
      }
      for (; x < columns; x++) {
        let a0 = biasLow, a1 = biasHigh;
        let w = weights;
        for (let run = 0; run < runs; run++) {
          let at = window + ((<usize>run * <usize>step) << 1);
          const end = at + (<usize>pairs << 2);
          for (; at < end; at += 4) {
            const pair = v128.load32_splat(at);
            a0 = i32x4.add(a0, i32x4.dot_i16x8_s(pair, v128.load(w)));
            a1 = i32x4.add(a1, i32x4.dot_i16x8_s(pair, v128.load(w, 16)));
            w += PAIR_BYTES;
          }
        }
        storeEntries(to, a0, a1, table, zero, least, most, count);
        to += filters;
        window += one;
      }
    }
    weights += <usize>runs * <usize>pairs * PAIR_BYTES;
    table += 2 * TABLE_BYTES;
  }
}

/**
 * A depthwise convolution of one output channel an input channel. `taps` holds the byte offset of each place of the window, an even number
 * of them; weights come eight channels at a time, two places side by side. Lengths are in int16 of the image.
 */
export function depthwise(
  image: usize,
  weights: usize,
  table: usize,
  output: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  down: i32,
  across: i32,
  taps: usize,
  pairs: i32,
  zeroPoint: i32,
  low: i32,
  high: i32,
): void {
  const zero = i32x4.splat(zeroPoint);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  const lastTap = taps + (<usize>pairs << 3);
  for (let channel = 0; channel < channels; channel += 8) {
    const count = channels - channel;
    const biasLow = v128.load(table);
    const biasHigh = v128.load(table, TABLE_BYTES);
    for (let y = 0; y < rows; y++) {
      let window = image + ((<usize>y * <usize>down + <usize>channel) << 1);
      let to = output + <usize>y * <usize>columns * <usize>channels + <usize>channel;
      for (let x = 0; x < columns; x++) {
        let sumLow = biasLow;
        let sumHigh = biasHigh;
        let w = weights;
        for (let tap = taps; tap < lastTap; tap += 8) {
          const first = v128.load(window + load<u32>(tap));
          const second = v128.load(window + load<u32>(tap, 4));
          const lowPairs = v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11);
          const highPairs = v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15);
          sumLow = i32x4.add(sumLow, i32x4.dot_i16x8_s(lowPairs, v128.load(w)));
          sumHigh = i32x4.add(sumHigh, i32x4.dot_i16x8_s(highPairs, v128.load(w, 16)));
          w += PAIR_BYTES;
        }
        storeEntries(to, sumLow, sumHigh, table, zero, least, most, count);
        to += channels;
        window += <usize>across << 1;
      }
    }
    weights += <usize>pairs * PAIR_BYTES;
    table += 2 * TABLE_BYTES;
  }
}

/**
 * Sums of two inputs' entries, each looked up in 256 int32 by its byte, rescaled. Inputs are read and tables used eight at a time.
 */
export function add(
  a: usize,
  b: usize,
  scaledA: usize,
  scaledB: usize,
  table: usize,
  output: usize,
  count: i32,
  zeroPoint: i32,
  low: i32,
  high: i32,
): void {
  const zero = i32x4.splat(zeroPoint);
  const least = i16x8.splat(<i16>low);
  const most = i16x8.splat(<i16>high);
  for (let i = 0; i < count; i += 8) {
    const front = i32x4.add(lookUp(scaledA, a + i), lookUp(scaledB, b + i));
    const back = i32x4.add(lookUp(scaledA, a + i + 4), lookUp(scaledB, b + i + 4));
    storeEntries(output + i, front, back, table, zero, least, most, count - i);
  }
}

/** The entries of four bytes in a table of int32. */
// @ts-ignore: decorator
@inline
function lookUp(table: usize, at: usize): v128 {
  let entries = v128.load32_zero(table + ((<usize>load<u8>(at)) << 2));
  entries = v128.load32_lane(table + ((<usize>load<u8>(at, 1)) << 2), entries, 1);
  entries = v128.load32_lane(table + ((<usize>load<u8>(at, 2)) << 2), entries, 2);
  return v128.load32_lane(table + ((<usize>load<u8>(at, 3)) << 2), entries, 3);
}

/** Copies bytes: a row of float32 into an image. */
export function bring(from: usize, to: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** Bytes of eight filters' float32 weights for one product. */
const REAL_BYTES: usize = 32;

/** Stores the first `count` of eight sums, with their biases, clamped. */
// @ts-ignore: decorator
@inline
function storeReals(to: usize, sumLow: v128, sumHigh: v128, bias: usize, least: v128, most: v128, count: i32): void {
  let low = f32x4.pmin(f32x4.pmax(f32x4.add(sumLow, v128.load(bias)), least), most);
  const high = f32x4.pmin(f32x4.pmax(f32x4.add(sumHigh, v128.load(bias, 16)), least), most);
  if (count >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  for (let i = 0; i < count; i++) {
    if (i == 4) low = high;
    v128.store32_lane(to + (<usize>i << 2), low, 0);
    low = v128.shuffle<i32>(low, low, 1, 2, 3, 0);
  }
}

/** As `convolve`, on float32: a stretch is `length` cells, and `bias` holds eight numbers a tile. */
export function convolveReals(
  image: usize,
  weights: usize,
  bias: usize,
  output: usize,
  rows: i32,
  columns: i32,
  filters: i32,
  down: i32,
  across: i32,
  runs: i32,
  step: i32,
  length: i32,
  low: f32,
  high: f32,
): void {
  const least = f32x4.splat(low);
  const most = f32x4.splat(high);
  const one = <usize>across << 2;
  const two = one + one;
  const three = two + one;
  const next = <usize>filters << 2;
  for (let filter = 0; filter < filters; filter += 8) {
    const count = filters - filter;
    for (let y = 0; y < rows; y++) {
      let window = image + ((<usize>y * <usize>down) << 2);
      let to = output + ((<usize>y * <usize>columns * <usize>filters + <usize>filter) << 2);
      let x = 0;
      for (; x + 4 <= columns; x += 4) {
        let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        let w = weights;
        for (let run = 0; run < runs; run++) {
          let at = window + ((<usize>run * <usize>step) << 2);
          const end = at + (<usize>length << 2);
          for (; at < end; at += 4) {
            const w0 = v128.load(w);
            const w1 = v128.load(w, 16);
            let cell = v128.load32_splat(at);
            a0 = f32x4.add(a0, f32x4.mul(cell, w0));
            a1 = f32x4.add(a1, f32x4.mul(cell, w1));
            cell = v128.load32_splat(at + one);
            b0 = f32x4.add(b0, f32x4.mul(cell, w0));
            b1 = f32x4.add(b1, f32x4.mul(cell, w1));
            cell = v128.load32_splat(at + two);
            c0 = f32x4.add(c0, f32x4.mul(cell, w0));
            c1 = f32x4.add(c1, f32x4.mul(cell, w1));
            cell = v128.load32_splat(at + three);
            d0 = f32x4.add(d0, f32x4.mul(cell, w0));
            d1 = f32x4.add(d1, f32x4.mul(cell, w1));
            w += REAL_BYTES;
          }
        }
        storeReals(to, a0, a1, bias, least, most, count);
        storeReals(to + next, b0, b1, bias, least, most, count);
        storeReals(to + 2 * next, c0, c1, bias, least, most, count);
        storeReals(to + 3 * next, d0, d1, bias, least, most, count);
        to += 4 * next;
        window += two + two;
      }
      for (; x < columns; x++) {
        let a0 = f32x4.splat(0), a1 = a0;
        let w = weights;
        for (let run = 0; run < runs; run++) {
          let at = window + ((<usize>run * <usize>step) << 2);
          const end = at + (<usize>length << 2);
          for (; at < end; at += 4) {
            const cell = v128.load32_splat(at);
            a0 = f32x4.add(a0, f32x4.mul(cell, v128.load(w)));
            a1 = f32x4.add(a1, f32x4.mul(cell, v128.load(w, 16)));
            w += REAL_BYTES;
          }
        }
        storeReals(to, a0, a1, bias, least, most, count);
        to += next;
        window += one;
      }
    }
    weights += <usize>runs * <usize>length * REAL_BYTES;
    bias += REAL_BYTES;
  }
}

/** As `depthwise`, on float32: `places` taps, weights eight channels at a time. */
export function depthwiseReals(
  image: usize,
  weights: usize,
  bias: usize,
  output: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  down: i32,
  across: i32,
  taps: usize,
  places: i32,
  low: f32,
  high: f32,
): void {
  const least = f32x4.splat(low);
  const most = f32x4.splat(high);
  const lastTap = taps + (<usize>places << 2);
  for (let channel = 0; channel < channels; channel += 8) {
    const count = channels - channel;
    for (let y = 0; y < rows; y++) {
      let window = image + ((<usize>y * <usize>down + <usize>channel) << 2);
      let to = output + ((<usize>y * <usize>columns * <usize>channels + <usize>channel) << 2);
      for (let x = 0; x < columns; x++) {
        let sumLow = f32x4.splat(0);
        let sumHigh = sumLow;
        let w = weights;
        for (let tap = taps; tap < lastTap; tap += 4) {
          const at = window + load<u32>(tap);
          sumLow = f32x4.add(sumLow, f32x4.mul(v128.load(at), v128.load(w)));
          sumHigh = f32x4.add(sumHigh, f32x4.mul(v128.load(at, 16), v128.load(w, 16)));
          w += REAL_BYTES;
        }
        storeReals(to, sumLow, sumHigh, bias, least, most, count);
        to += <usize>channels << 2;
        window += <usize>across << 2;
      }
    }
    weights += <usize>places * REAL_BYTES;
    bias += REAL_BYTES;
  }
}
