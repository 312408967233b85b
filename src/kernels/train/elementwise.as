/** Passes over tables of float32 that TensorFlow.js would make in several. `count` is in float32. */
import { fma, storeSome } from './fma';

/** dx = dy where low < x <= high, else 0. */
export function clampGradient(dy: usize, x: usize, dx: usize, count: i32, low: f32, high: f32): void {
  const least = f32x4.splat(low), most = f32x4.splat(high);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const value = v128.load(x + at);
    const inside = v128.and(f32x4.gt(value, least), f32x4.le(value, most));
    storeSome(dx + at, v128.and(v128.load(dy + at), inside), count - i);
  }
}

/** y = x clamped to [low, high]; NaN stays NaN. */
export function clamp(x: usize, y: usize, count: i32, low: f32, high: f32): void {
  const least = f32x4.splat(low), most = f32x4.splat(high);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    storeSome(y + at, f32x4.pmin(f32x4.pmax(v128.load(x + at), least), most), count - i);
  }
}

export function add(a: usize, b: usize, y: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    storeSome(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)), count - i);
  }
}

/** y[places, channels] = x + bias[channels]. */
export function addBias(x: usize, bias: usize, y: usize, places: i32, channels: i32): void {
  for (let place = 0; place < places; place++) {
    const start = <usize>(place * channels) << 2;
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>c << 2;
      storeSome(y + start + at, f32x4.add(v128.load(x + start + at), v128.load(bias + at)), channels - c);
    }
  }
}

/** to[channels] = factor x the sum of x[places, channels] over the places. */
export function sumPlaces(x: usize, to: usize, places: i32, channels: i32, factor: f32): void {
  const step = <usize>channels << 2;
  const scale = f32x4.splat(factor);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    let total = f32x4.splat(0), part = f32x4.splat(0);
    let p = x + at;
    for (let place = 0; place < places; place++) {
      part = f32x4.add(part, v128.load(p));
      p += step;
      if ((place & 63) == 63) {
        total = f32x4.add(total, part);
        part = f32x4.splat(0);
      }
    }
    storeSome(to + at, f32x4.mul(f32x4.add(total, part), scale), channels - c);
  }
}

/** y[images, channels] = the mean of each image over its places. */
export function meanPlaces(x: usize, y: usize, images: i32, places: i32, channels: i32): void {
  for (let image = 0; image < images; image++) {
    const from = x + (<usize>(image * places * channels) << 2);
    sumPlaces(from, y + (<usize>(image * channels) << 2), places, channels, <f32>1 / <f32>places);
  }
}

/** dx[images, places, channels] = dy[images, channels] / places. */
export function spreadMean(dy: usize, dx: usize, images: i32, places: i32, channels: i32): void {
  const scale = f32x4.splat(<f32>1 / <f32>places);
  for (let image = 0; image < images; image++) {
    const from = dy + (<usize>(image * channels) << 2);
    for (let place = 0; place < places; place++) {
      const to = dx + (<usize>((image * places + place) * channels) << 2);
      for (let c = 0; c < channels; c += 4) {
        const at = <usize>c << 2;
        storeSome(to + at, f32x4.mul(v128.load(from + at), scale), channels - c);
      }
    }
  }
}

/** e^x to within 3e-7 relative for x <= 0: 2^n times a polynomial of degree 6. */
// @ts-ignore: decorator
@inline
function exponential(x: f32): f32 {
  const bounded = max<f32>(x, -87);
  const n = nearest<f32>(bounded * 1.44269504);
  const r = bounded - n * 0.693359375 + n * 2.12194440e-4;
  let p: f32 = 1.9875691e-4;
  p = p * r + 1.3981999e-3;
  p = p * r + 8.3334519e-3;
  p = p * r + 4.1665795e-2;
  p = p * r + 1.6666665e-1;
  p = p * r + 0.5;
  return (p * r * r + r + 1) * reinterpret<f32>((<i32>n + 127) << 23);
}

/** The natural logarithm of x >= 1, to within 1e-7 absolute: exponent and a series in (m - 1) / (m + 1). */
// @ts-ignore: decorator
@inline
function logarithm(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <f64>(<i64>(bits >> 52) - 1023);
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  const series = 2 + q * (2.0 / 3 + q * (2.0 / 5 + q * (2.0 / 7 + q * (2.0 / 9 + q * (2.0 / 11)))));
  return exponent * 0.6931471805599453 + s * series;
}

/**
 * Softmax and cross-entropy of `rows` of logits against target distributions: losses[row], and in `gradient` softmax x (sum of targets) minus
 * targets, which is the gradient of the row's loss.
 */
export function softmaxCrossEntropy(logits: usize, targets: usize, losses: usize, gradient: usize, rows: i32, classes: i32): void {
  for (let row = 0; row < rows; row++) {
    const start = <usize>(row * classes) << 2;
    let most = load<f32>(logits + start);
    for (let c = 1; c < classes; c++) most = max<f32>(most, load<f32>(logits + start + (<usize>c << 2)));
    let sum: f64 = 0;
    for (let c = 0; c < classes; c++) {
      const at = start + (<usize>c << 2);
      const power = exponential(load<f32>(logits + at) - most);
      store<f32>(gradient + at, power);
      sum += power;
    }
    const log = logarithm(sum) + <f64>most;
    let weight: f64 = 0, loss: f64 = 0;
    for (let c = 0; c < classes; c++) {
      const at = start + (<usize>c << 2);
      const target = <f64>load<f32>(targets + at);
      weight += target;
      if (target != 0) loss += target * (log - <f64>load<f32>(logits + at));
    }
    for (let c = 0; c < classes; c++) {
      const at = start + (<usize>c << 2);
      store<f32>(gradient + at, <f32>(<f64>load<f32>(gradient + at) / sum * weight - <f64>load<f32>(targets + at)));
    }
    store<f32>(losses + (<usize>row << 2), <f32>(loss == loss && sum == sum ? loss : NaN));
  }
}
