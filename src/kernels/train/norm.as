/**
 * Batch normalization over the last axis, with the clamp that follows it. Statistics are per-channel rows of `lanes` float32, the channels
 * rounded up to a multiple of four.
 */
import { fma, storeSome } from './fma';

/** Places that are summed before their sum joins the total: keeps float32 sums of many places exact enough. */
const PLACES: i32 = 64;

// @ts-ignore: decorator
@inline
function lanesOf(channels: i32): i32 {
  return (channels + 3) & ~3;
}

/** sums[0] = sum of x - shift, sums[1] = sum of its square, over `places`. */
export function moments(x: usize, shift: usize, sums: usize, places: i32, channels: i32): void {
  const row = <usize>lanesOf(channels) << 2;
  const step = <usize>channels << 2;
  memory.fill(sums, 0, 2 * row);
  for (let first = 0; first < places; first += PLACES) {
    const count = min(PLACES, places - first);
    const from = x + <usize>first * step;
    let c = 0;
    for (; c + 8 <= channels; c += 8) {
      const at = <usize>c << 2;
      const m0 = v128.load(shift + at), m1 = v128.load(shift + at, 16);
      let s0 = f32x4.splat(0), s1 = f32x4.splat(0), q0 = f32x4.splat(0), q1 = f32x4.splat(0);
      let p = from + at;
      for (let i = 0; i < count; i++) {
        const d0 = f32x4.sub(v128.load(p), m0), d1 = f32x4.sub(v128.load(p, 16), m1);
        s0 = f32x4.add(s0, d0);
        s1 = f32x4.add(s1, d1);
        q0 = fma(d0, d0, q0);
        q1 = fma(d1, d1, q1);
        p += step;
      }
      const to = sums + at;
      v128.store(to, f32x4.add(v128.load(to), s0));
      v128.store(to, f32x4.add(v128.load(to, 16), s1), 16);
      v128.store(to + row, f32x4.add(v128.load(to + row), q0));
      v128.store(to + row, f32x4.add(v128.load(to + row, 16), q1), 16);
    }
    for (; c < channels; c += 4) {
      const at = <usize>c << 2;
      const m = v128.load(shift + at);
      let s = f32x4.splat(0), q = f32x4.splat(0);
      let p = from + at;
      for (let i = 0; i < count; i++) {
        const d = f32x4.sub(v128.load(p), m);
        s = f32x4.add(s, d);
        q = fma(d, d, q);
        p += step;
      }
      const to = sums + at;
      v128.store(to, f32x4.add(v128.load(to), s));
      v128.store(to + row, f32x4.add(v128.load(to + row), q));
    }
  }
}

/** Mean and variance from the sums of `moments`. */
export function momentsOf(shift: usize, sums: usize, mean: usize, variance: usize, places: i32, channels: i32): void {
  const row = <usize>lanesOf(channels) << 2;
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 2;
    const offset = <f64>load<f32>(sums + at) / <f64>places;
    store<f32>(mean + at, <f32>(<f64>load<f32>(shift + at) + offset));
    store<f32>(variance + at, <f32>max<f64>(0, <f64>load<f32>(sums + row + at) / <f64>places - offset * offset));
  }
}

/** factors[0] = gamma / sqrt(variance + epsilon), factors[1] = beta - mean x that. */
export function factorsOf(mean: usize, variance: usize, gamma: usize, beta: usize, factors: usize, channels: i32, epsilon: f32): void {
  const row = <usize>lanesOf(channels) << 2;
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 2;
    const factor = load<f32>(gamma + at) / sqrt<f32>(load<f32>(variance + at) + epsilon);
    store<f32>(factors + at, factor);
    store<f32>(factors + row + at, load<f32>(beta + at) - load<f32>(mean + at) * factor);
  }
}

/** y = x times factor plus offset, clamped to [low, high]; NaN stays NaN. */
export function normalize(x: usize, factors: usize, y: usize, places: i32, channels: i32, low: f32, high: f32): void {
  const row = <usize>lanesOf(channels) << 2;
  const least = f32x4.splat(low), most = f32x4.splat(high);
  const step = <usize>channels << 2;
  for (let place = 0; place < places; place++) {
    const start = <usize>place * step;
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>c << 2;
      const z = fma(v128.load(x + start + at), v128.load(factors + at), v128.load(factors + row + at));
      storeSome(y + start + at, f32x4.pmin(f32x4.pmax(z, least), most), channels - c);
    }
  }
}

/** The gradient that passes the clamp: that of places whose normalized value is in (low, high]. */
// @ts-ignore: decorator
@inline
function passed(dy: v128, x: v128, factor: v128, offset: v128, least: v128, most: v128): v128 {
  const z = fma(x, factor, offset);
  return v128.and(dy, v128.and(f32x4.gt(z, least), f32x4.le(z, most)));
}

/** sums[0] = sum of the gradient past the clamp, sums[1] = sum of that times (x - mean), over `places`. */
export function gradientSums(
  x: usize, dy: usize, factors: usize, mean: usize, sums: usize, places: i32, channels: i32, low: f32, high: f32,
): void {
  const row = <usize>lanesOf(channels) << 2;
  const step = <usize>channels << 2;
  const least = f32x4.splat(low), most = f32x4.splat(high);
  memory.fill(sums, 0, 2 * row);
  for (let first = 0; first < places; first += PLACES) {
    const count = min(PLACES, places - first);
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>c << 2;
      const factor = v128.load(factors + at), offset = v128.load(factors + row + at), m = v128.load(mean + at);
      let s = f32x4.splat(0), q = f32x4.splat(0);
      let p = <usize>first * step + at;
      for (let i = 0; i < count; i++) {
        const value = v128.load(x + p);
        const dz = passed(v128.load(dy + p), value, factor, offset, least, most);
        s = f32x4.add(s, dz);
        q = fma(dz, f32x4.sub(value, m), q);
        p += step;
      }
      const to = sums + at;
      v128.store(to, f32x4.add(v128.load(to), s));
      v128.store(to + row, f32x4.add(v128.load(to + row), q));
    }
  }
}

/** The gradients of gamma and beta, and in `slopes` two rows with which dx = factor x dz + slopes[0] x + slopes[1]. */
export function slopesOf(
  sums: usize, factors: usize, mean: usize, variance: usize, slopes: usize, dGamma: usize, dBeta: usize,
  places: i32, channels: i32, epsilon: f32,
): void {
  const row = <usize>lanesOf(channels) << 2;
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 2;
    const spread = load<f32>(variance + at) + epsilon;
    const sum = load<f32>(sums + at), product = load<f32>(sums + row + at);
    const slope = -load<f32>(factors + at) * product / (spread * <f32>places);
    store<f32>(dBeta + at, sum);
    store<f32>(dGamma + at, product / sqrt<f32>(spread));
    store<f32>(slopes + at, slope);
    store<f32>(slopes + row + at, -load<f32>(factors + at) * sum / <f32>places - load<f32>(mean + at) * slope);
  }
}

/** dx of the clamped normalization. */
export function inputGradient(
  x: usize, dy: usize, factors: usize, slopes: usize, dx: usize, places: i32, channels: i32, low: f32, high: f32,
): void {
  const row = <usize>lanesOf(channels) << 2;
  const step = <usize>channels << 2;
  const least = f32x4.splat(low), most = f32x4.splat(high);
  for (let place = 0; place < places; place++) {
    const start = <usize>place * step;
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>c << 2;
      const value = v128.load(x + start + at), factor = v128.load(factors + at);
      const dz = passed(v128.load(dy + start + at), value, factor, v128.load(factors + row + at), least, most);
      const rest = fma(value, v128.load(slopes + at), v128.load(slopes + row + at));
      storeSome(dx + start + at, fma(dz, factor, rest), channels - c);
    }
  }
}
