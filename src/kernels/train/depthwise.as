/**
 * Depthwise convolutions of NHWC images, one filter a channel, and their two gradients. Images are copied into `scratch`, padded to `tall` x
 * `wide` and to a multiple of four channels, so that no window asks where the image ends.
 */
import { fma, storeSome } from './fma';

// @ts-ignore: decorator
@inline
function placeChannels(from: usize, to: usize, height: i32, width: i32, channels: i32, lanes: i32, top: i32, left: i32, wide: i32): void {
  for (let y = 0; y < height; y++) {
    let p = from + (<usize>(y * width * channels) << 2);
    let q = to + (<usize>(((top + y) * wide + left) * lanes) << 2);
    if (channels == lanes) {
      memory.copy(q, p, <usize>(width * channels) << 2);
    } else {
      for (let x = 0; x < width; x++) {
        memory.copy(q, p, <usize>channels << 2);
        p += <usize>channels << 2;
        q += <usize>lanes << 2;
      }
    }
  }
}

/** y = x convolved with `filter` [filterH, filterW, channels], or with that turned by 180 degrees. */
export function depthwise(
  x: usize, filter: usize, y: usize, scratch: usize, images: i32,
  height: i32, width: i32, channels: i32, tall: i32, wide: i32, top: i32, left: i32,
  down: i32, across: i32, filterH: i32, filterW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, turned: i32,
): void {
  const lanes = (channels + 3) & ~3;
  const row = <usize>(wide * lanes) << 2;
  const pixel = <usize>lanes << 2;
  const taps = filterH * filterW;
  const tapStep: usize = turned ? 0 - (<usize>channels << 2) : <usize>channels << 2;
  const firstTap = filter + (turned ? <usize>((taps - 1) * channels) << 2 : 0);
  const outStep = <usize>channels << 2;
  memory.fill(scratch, 0, <usize>tall * row);
  for (let image = 0; image < images; image++) {
    placeChannels(x + (<usize>(image * height * width * channels) << 2), scratch, height, width, channels, lanes, top, left, wide);
    let to = y + (<usize>(image * down * across * channels) << 2);
    for (let oy = 0; oy < down; oy++) {
      for (let c = 0; c < channels; c += 4) {
        const from = scratch + <usize>(oy * strideH) * row + (<usize>c << 2);
        const w = firstTap + (<usize>c << 2);
        if (filterH == 3 && filterW == 3) {
          rowOfThree(from, <usize>dilationH * row, <usize>dilationW * pixel, <usize>strideW * pixel, w, tapStep, to + (<usize>c << 2), outStep, across, channels - c);
        } else {
          for (let ox = 0; ox < across; ox++) {
            let sum = f32x4.splat(0);
            let tap = w;
            for (let fy = 0; fy < filterH; fy++) {
              for (let fx = 0; fx < filterW; fx++) {
                const at = from + <usize>(fy * dilationH) * row + <usize>(ox * strideW + fx * dilationW) * pixel;
                sum = fma(v128.load(at), v128.load(tap), sum);
                tap += tapStep;
              }
            }
            storeSome(to + <usize>ox * outStep + (<usize>c << 2), sum, channels - c);
          }
        }
      }
      to += <usize>across * outStep;
    }
  }
}

// @ts-ignore: decorator
@inline
function rowOfThree(
  from: usize, down: usize, right: usize, step: usize, w: usize, tap: usize, to: usize, toStep: usize, across: i32, channels: i32,
): void {
  const w0 = v128.load(w), w1 = v128.load(w + tap), w2 = v128.load(w + 2 * tap);
  const w3 = v128.load(w + 3 * tap), w4 = v128.load(w + 4 * tap), w5 = v128.load(w + 5 * tap);
  const w6 = v128.load(w + 6 * tap), w7 = v128.load(w + 7 * tap), w8 = v128.load(w + 8 * tap);
  const right2 = right + right;
  let p = from, q = to;
  for (let ox = 0; ox < across; ox++) {
    const p1 = p + down, p2 = p1 + down;
    let top = f32x4.mul(v128.load(p), w0);
    let middle = f32x4.mul(v128.load(p1), w3);
    let low = f32x4.mul(v128.load(p2), w6);
    top = fma(v128.load(p + right), w1, top);
    middle = fma(v128.load(p1 + right), w4, middle);
    low = fma(v128.load(p2 + right), w7, low);
    top = fma(v128.load(p + right2), w2, top);
    middle = fma(v128.load(p1 + right2), w5, middle);
    low = fma(v128.load(p2 + right2), w8, low);
    storeSome(q, f32x4.add(f32x4.add(top, middle), low), channels);
    p += step;
    q += toStep;
  }
}

/** Sets `gradient` [filterH, filterW, channels] to that of the filter, summed over `images`. */
export function depthwiseFilterGradient(
  x: usize, dy: usize, gradient: usize, scratch: usize, images: i32,
  height: i32, width: i32, channels: i32, tall: i32, wide: i32, top: i32, left: i32,
  down: i32, across: i32, filterH: i32, filterW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32,
): void {
  const lanes = (channels + 3) & ~3;
  const row = <usize>(wide * lanes) << 2;
  const pixel = <usize>lanes << 2;
  const dyStep = <usize>channels << 2;
  memory.fill(scratch, 0, <usize>tall * row);
  memory.fill(gradient, 0, <usize>(filterH * filterW) * dyStep);
  for (let image = 0; image < images; image++) {
    placeChannels(x + (<usize>(image * height * width * channels) << 2), scratch, height, width, channels, lanes, top, left, wide);
    const b = dy + (<usize>(image * down * across * channels) << 2);
    for (let c = 0; c < channels; c += 4) {
      for (let fy = 0; fy < filterH; fy++) {
        const at = scratch + <usize>(fy * dilationH) * row + (<usize>c << 2);
        const to = gradient + <usize>(fy * filterW) * dyStep + (<usize>c << 2);
        if (filterW == 3) {
          threeTaps(at, <usize>strideH * row, <usize>strideW * pixel, <usize>dilationW * pixel, b + (<usize>c << 2), dyStep, down, across, to, dyStep, channels - c);
        } else {
          for (let fx = 0; fx < filterW; fx++) {
            oneTap(at + <usize>(fx * dilationW) * pixel, <usize>strideH * row, <usize>strideW * pixel, b + (<usize>c << 2), dyStep, down, across, to + <usize>fx * dyStep, channels - c);
          }
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addSome(to: usize, lanes: v128, count: i32): void {
  storeSome(to, f32x4.add(v128.load(to), lanes), count);
}

function oneTap(a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, down: i32, across: i32, to: usize, channels: i32): void {
  let sum = f32x4.splat(0);
  let q = b;
  for (let y = 0; y < down; y++) {
    let p = a + <usize>y * aRow;
    for (let x = 0; x < across; x++) {
      sum = fma(v128.load(p), v128.load(q), sum);
      p += aStep;
      q += bStep;
    }
  }
  addSome(to, sum, channels);
}

function threeTaps(
  a: usize, aRow: usize, aStep: usize, right: usize, b: usize, bStep: usize, down: i32, across: i32, to: usize, toStep: usize, channels: i32,
): void {
  let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0);
  let t0 = f32x4.splat(0), t1 = f32x4.splat(0), t2 = f32x4.splat(0);
  const right2 = right + right;
  let q = b;
  for (let y = 0; y < down; y++) {
    let p = a + <usize>y * aRow;
    let x = 0;
    for (; x + 2 <= across; x += 2) {
      const d = v128.load(q), e = v128.load(q + bStep);
      const p1 = p + aStep;
      s0 = fma(v128.load(p), d, s0);
      s1 = fma(v128.load(p + right), d, s1);
      s2 = fma(v128.load(p + right2), d, s2);
      t0 = fma(v128.load(p1), e, t0);
      t1 = fma(v128.load(p1 + right), e, t1);
      t2 = fma(v128.load(p1 + right2), e, t2);
      p = p1 + aStep;
      q += 2 * bStep;
    }
    if (x < across) {
      const d = v128.load(q);
      s0 = fma(v128.load(p), d, s0);
      s1 = fma(v128.load(p + right), d, s1);
      s2 = fma(v128.load(p + right2), d, s2);
      q += bStep;
    }
  }
  addSome(to, f32x4.add(s0, t0), channels);
  addSome(to + toStep, f32x4.add(s1, t1), channels);
  addSome(to + 2 * toStep, f32x4.add(s2, t2), channels);
}

/** The gradient of the input for any stride: each gradient of a result scattered over its window. */
export function depthwiseInputGradient(
  dy: usize, filter: usize, dx: usize, scratch: usize, images: i32,
  height: i32, width: i32, channels: i32, tall: i32, wide: i32, top: i32, left: i32,
  down: i32, across: i32, filterH: i32, filterW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32,
): void {
  const lanes = (channels + 3) & ~3;
  const row = <usize>(wide * lanes) << 2;
  const pixel = <usize>lanes << 2;
  const step = <usize>channels << 2;
  for (let image = 0; image < images; image++) {
    memory.fill(scratch, 0, <usize>tall * row);
    const b = dy + (<usize>(image * down * across * channels) << 2);
    for (let oy = 0; oy < down; oy++) {
      for (let fy = 0; fy < filterH; fy++) {
        for (let fx = 0; fx < filterW; fx++) {
          const tap = filter + <usize>(fy * filterW + fx) * step;
          let p = scratch + <usize>(oy * strideH + fy * dilationH) * row + <usize>(fx * dilationW) * pixel;
          let q = b + <usize>(oy * across) * step;
          for (let ox = 0; ox < across; ox++) {
            for (let c = 0; c < channels; c += 4) {
              const at = <usize>c << 2;
              v128.store(p + at, fma(v128.load(q + at), v128.load(tap + at), v128.load(p + at)));
            }
            p += <usize>strideW * pixel;
            q += step;
          }
        }
      }
    }
    takeChannels(scratch, dx + (<usize>(image * height * width * channels) << 2), height, width, channels, lanes, top, left, wide);
  }
}

// @ts-ignore: decorator
@inline
function takeChannels(from: usize, to: usize, height: i32, width: i32, channels: i32, lanes: i32, top: i32, left: i32, wide: i32): void {
  for (let y = 0; y < height; y++) {
    let p = to + (<usize>(y * width * channels) << 2);
    let q = from + (<usize>(((top + y) * wide + left) * lanes) << 2);
    if (channels == lanes) {
      memory.copy(p, q, <usize>(width * channels) << 2);
      continue;
    }
    for (let x = 0; x < width; x++) {
      memory.copy(p, q, <usize>channels << 2);
      p += <usize>channels << 2;
      q += <usize>lanes << 2;
    }
  }
}
