/** Fake quantization: float32 rounded to the integers a chip would compute with, and its gradients. */
import { storeSome, sumOf } from './fma';

/**
 * y = (clamp(round(x / scale) + zero, low, high) - zero) x scale. Groups of `run` entries share a scale and a zero point, `scales` of them in
 * turn: per tensor with one, per channel otherwise. Ties round to even.
 */
export function fakeQuantize(x: usize, scale: usize, zero: usize, y: usize, count: i32, scales: i32, run: i32, low: f32, high: f32): void {
  const least = f32x4.splat(low), most = f32x4.splat(high);
  if (run == 1 && scales > 1) {
    for (let start = 0; start < count; start += scales) {
      for (let c = 0; c < scales; c += 4) {
        const at = <usize>(start + c) << 2, channel = <usize>c << 2;
        storeSome(y + at, snapped(v128.load(x + at), v128.load(scale + channel), v128.load(zero + channel), least, most), scales - c);
      }
    }
    return;
  }
  const whole = scales == 1 ? count : run;
  for (let start = 0, c = 0; start < count; start += whole, c = c + 1 == scales ? 0 : c + 1) {
    const s = v128.load32_splat(scale + (<usize>c << 2)), z = v128.load32_splat(zero + (<usize>c << 2));
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>(start + i) << 2;
      storeSome(y + at, snapped(v128.load(x + at), s, z, least, most), whole - i);
    }
  }
}

// @ts-ignore: decorator
@inline
export function snapped(x: v128, scale: v128, zero: v128, least: v128, most: v128): v128 {
  const level = f32x4.add(f32x4.nearest(f32x4.div(x, scale)), zero);
  return f32x4.mul(f32x4.sub(f32x4.pmin(f32x4.pmax(level, least), most), zero), scale);
}

/**
 * dx = dy where the rounded value was not clamped, else 0; and for per-tensor scales the gradient of the scale as of learned step sizes:
 * sum of dy x (rounded - x / scale), or the clamped level where clamped, in `dScale`.
 */
export function fakeQuantizeGradient(
  x: usize, scale: usize, zero: usize, dy: usize, dx: usize, dScale: usize, count: i32, scales: i32, run: i32, low: f32, high: f32,
): void {
  const least = f32x4.splat(low), most = f32x4.splat(high);
  memory.fill(dScale, 0, <usize>scales << 2);
  if (run == 1 && scales > 1) {
    channelGradient(x, scale, zero, dy, dx, dScale, count, scales, least, most);
    return;
  }
  const whole = scales == 1 ? count : run;
  for (let start = 0, c = 0; start < count; start += whole, c = c + 1 == scales ? 0 : c + 1) {
    const s = v128.load32_splat(scale + (<usize>c << 2)), z = v128.load32_splat(zero + (<usize>c << 2));
    let sum = f32x4.splat(0);
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>(start + i) << 2;
      const ratio = f32x4.div(v128.load(x + at), s);
      const level = f32x4.add(f32x4.nearest(ratio), z);
      const inside = v128.and(f32x4.ge(level, least), f32x4.le(level, most));
      const d = v128.and(v128.load(dy + at), tail(whole - i));
      storeSome(dx + at, v128.and(d, inside), whole - i);
      sum = f32x4.add(sum, f32x4.mul(d, v128.and(slope(ratio, level, z, inside, least, most), tail(whole - i))));
    }
    const to = dScale + (<usize>c << 2);
    store<f32>(to, load<f32>(to) + sumOf(sum));
  }
}

/** The derivative of the result by the scale. */
// @ts-ignore: decorator
@inline
function slope(ratio: v128, level: v128, zero: v128, inside: v128, least: v128, most: v128): v128 {
  const clamped = f32x4.sub(f32x4.pmin(f32x4.pmax(level, least), most), zero);
  return f32x4.sub(clamped, v128.and(ratio, inside));
}

/** All ones in the first `count` of four lanes. */
// @ts-ignore: decorator
@inline
function tail(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

// @ts-ignore: decorator
@inline
function channelGradient(
  x: usize, scale: usize, zero: usize, dy: usize, dx: usize, dScale: usize, count: i32, scales: i32, least: v128, most: v128,
): void {
  for (let start = 0; start < count; start += scales) {
    for (let c = 0; c < scales; c += 4) {
      const at = <usize>(start + c) << 2, channel = <usize>c << 2;
      const z = v128.load(zero + channel);
      const ratio = f32x4.div(v128.load(x + at), v128.load(scale + channel));
      const level = f32x4.add(f32x4.nearest(ratio), z);
      const inside = v128.and(f32x4.ge(level, least), f32x4.le(level, most));
      const d = v128.load(dy + at);
      storeSome(dx + at, v128.and(d, inside), scales - c);
      const to = dScale + channel;
      storeSome(to, f32x4.add(v128.load(to), f32x4.mul(d, slope(ratio, level, z, inside, least, most))), scales - c);
    }
  }
}
