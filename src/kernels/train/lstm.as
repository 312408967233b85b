/**
 * An LSTM's steps of time, and their gradients. Tables are [steps, rows, columns]; a call takes `rows` of the `all` rows, the addresses being
 * those of its first. The gates' four columns of `units` are input, forget, candidate and output.
 */
import { multiply } from './conv';
import { fma, storeSome } from './fma';
import { snapped } from './quantize';

/** e^x to within 3e-7 relative, for |x| <= 87: 2^n times a polynomial of degree 6. NaN stays NaN. */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(87));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504)));
  const r = fma(n, f32x4.splat(2.12194440e-4), fma(n, f32x4.splat(-0.693359375), bounded));
  let p = f32x4.splat(1.9875691e-4);
  p = fma(p, r, f32x4.splat(1.3981999e-3));
  p = fma(p, r, f32x4.splat(8.3334519e-3));
  p = fma(p, r, f32x4.splat(4.1665795e-2));
  p = fma(p, r, f32x4.splat(1.6666665e-1));
  p = fma(p, r, f32x4.splat(0.5));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(f32x4.add(fma(f32x4.mul(p, r), r, r), f32x4.splat(1)), power);
}

// @ts-ignore: decorator
@inline
function logistic(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exponential(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
function tangent(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.sub(f32x4.div(f32x4.splat(2), f32x4.add(one, exponential(f32x4.mul(x, f32x4.splat(-2))))), one);
}

/**
 * From the gates' sums of the inputs to what each step leaves: its gates, cell and hidden state. The next step finds the state in `known`,
 * rounded on `scale` and `zero`, or as it is where the scale is 0 and `known` is `hidden`. `panels` are the packed recurrent kernel.
 */
export function lstm(
  sums: usize, panels: usize, gates: usize, cells: usize, hidden: usize, known: usize, all: i32, rows: i32, steps: i32, units: i32,
  clip: f32, scale: f32, zero: f32, low: f32, high: f32,
): void {
  const step = <usize>(all * units) << 2;
  const count = rows * units;
  for (let t = 0; t < steps; t++) {
    const own = <usize>t * step;
    if (t > 0) multiply(known + own - step, panels, gates + (own << 2), rows, units, 4 * units);
    for (let row = 0; row < rows; row++) {
      const at = own + (<usize>(row * units) << 2);
      const wide = (own << 2) + (<usize>(row * units) << 4);
      oneState(sums + wide, gates + wide, t > 0 ? cells + at - step : 0, cells + at, hidden + at, units, clip);
    }
    if (scale > 0) roundTo(hidden + own, known + own, count, scale, zero, low, high);
  }
}

function roundTo(from: usize, to: usize, count: i32, scale: f32, zero: f32, low: f32, high: f32): void {
  const s = f32x4.splat(scale), z = f32x4.splat(zero), least = f32x4.splat(low), most = f32x4.splat(high);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    storeSome(to + at, snapped(v128.load(from + at), s, z, least, most), count - i);
  }
}

/** One row of one step; `before` is the cell it finds, or 0 in the first step, which finds no product in `gates` either. */
function oneState(sums: usize, gates: usize, before: usize, cell: usize, hidden: usize, units: i32, clip: f32): void {
  const row = <usize>units << 2;
  for (let i = 0; i < units; i += 4) {
    const at = <usize>i << 2, left = units - i;
    let a = v128.load(sums + at), b = v128.load(sums + row + at), c = v128.load(sums + 2 * row + at), d = v128.load(sums + 3 * row + at);
    let old = f32x4.splat(0);
    if (before != 0) {
      a = f32x4.add(a, v128.load(gates + at));
      b = f32x4.add(b, v128.load(gates + row + at));
      c = f32x4.add(c, v128.load(gates + 2 * row + at));
      d = f32x4.add(d, v128.load(gates + 3 * row + at));
      old = v128.load(before + at);
    }
    const input = logistic(a), forget = logistic(b), candidate = tangent(c), output = logistic(d);
    let state = fma(forget, old, f32x4.mul(input, candidate));
    if (clip > 0) state = f32x4.pmin(f32x4.pmax(state, f32x4.splat(-clip)), f32x4.splat(clip));
    storeSome(gates + at, input, left);
    storeSome(gates + row + at, forget, left);
    storeSome(gates + 2 * row + at, candidate, left);
    storeSome(gates + 3 * row + at, output, left);
    storeSome(cell + at, state, left);
    storeSome(hidden + at, f32x4.mul(output, tangent(state)), left);
  }
}

/**
 * The gradient of the sums from that of the hidden states. `panels` are the packed transposed recurrent kernel, `back` and `kept` room for a
 * step's gradients of hidden state and cell; the gradient goes straight through the rounding where it clamped nothing.
 */
export function lstmGradient(
  dHidden: usize, panels: usize, gates: usize, cells: usize, hidden: usize, dSums: usize, back: usize, kept: usize,
  all: i32, rows: i32, steps: i32, units: i32, clip: f32, scale: f32, zero: f32, low: f32, high: f32,
): void {
  const step = <usize>(all * units) << 2;
  memory.fill(back, 0, <usize>(rows * units) << 2);
  memory.fill(kept, 0, <usize>(rows * units) << 2);
  for (let t = steps - 1; t >= 0; t--) {
    const own = <usize>t * step;
    if (t < steps - 1) multiply(dSums + ((own + step) << 2), panels, back, rows, 4 * units, units);
    if (scale > 0) passWithin(hidden + own, back, rows * units, scale, zero, low, high);
    for (let row = 0; row < rows; row++) {
      const local = <usize>(row * units) << 2;
      const at = own + local;
      const wide = (own << 2) + (local << 2);
      oneGradient(
        dHidden + at, gates + wide, t > 0 ? cells + at - step : 0, cells + at, dSums + wide, back + local, kept + local, units, clip,
      );
    }
  }
}

/** Clears the gradients of values that rounding clamped. */
function passWithin(x: usize, dx: usize, count: i32, scale: f32, zero: f32, low: f32, high: f32): void {
  const s = f32x4.splat(scale), z = f32x4.splat(zero), least = f32x4.splat(low), most = f32x4.splat(high);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const level = f32x4.add(f32x4.nearest(f32x4.div(v128.load(x + at), s)), z);
    storeSome(dx + at, v128.and(v128.load(dx + at), v128.and(f32x4.ge(level, least), f32x4.le(level, most))), count - i);
  }
}

function oneGradient(
  dHidden: usize, gates: usize, before: usize, cell: usize, dSums: usize, back: usize, kept: usize, units: i32, clip: f32,
): void {
  const row = <usize>units << 2;
  const one = f32x4.splat(1);
  for (let i = 0; i < units; i += 4) {
    const at = <usize>i << 2, left = units - i;
    const input = v128.load(gates + at), forget = v128.load(gates + row + at);
    const candidate = v128.load(gates + 2 * row + at), output = v128.load(gates + 3 * row + at);
    const state = v128.load(cell + at), squashed = tangent(state);
    const dh = f32x4.add(v128.load(dHidden + at), v128.load(back + at));
    let dc = fma(f32x4.mul(dh, output), f32x4.sub(one, f32x4.mul(squashed, squashed)), v128.load(kept + at));
    if (clip > 0) dc = v128.and(dc, f32x4.lt(f32x4.abs(state), f32x4.splat(clip)));
    const old = before != 0 ? v128.load(before + at) : f32x4.splat(0);
    storeSome(dSums + at, f32x4.mul(f32x4.mul(dc, candidate), slope(input)), left);
    storeSome(dSums + row + at, f32x4.mul(f32x4.mul(dc, old), slope(forget)), left);
    storeSome(dSums + 2 * row + at, f32x4.mul(f32x4.mul(dc, input), f32x4.sub(one, f32x4.mul(candidate, candidate))), left);
    storeSome(dSums + 3 * row + at, f32x4.mul(f32x4.mul(dh, squashed), slope(output)), left);
    storeSome(kept + at, f32x4.mul(dc, forget), left);
  }
}

/** Of the logistic function, from its value. */
// @ts-ignore: decorator
@inline
function slope(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
}
