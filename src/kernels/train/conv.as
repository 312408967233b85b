/** Convolutions of NHWC images and their two gradients, as products of register tiles, without unfolding the image. */
import { accumulateTile, multiplyTile, PANEL, PANEL_BYTES } from './tile';

/** Bytes of the left-hand side that one pass over the panels should keep in the first-level cache. */
const BLOCK_BYTES: i32 = 16384;

/** Copies an image of `height` x `run` float32 into the middle of a wider one whose border is zero already. */
export function placeImage(from: usize, to: usize, height: i32, run: i32, top: i32, left: i32, wide: i32): void {
  for (let y = 0; y < height; y++) {
    memory.copy(to + (<usize>((top + y) * wide + left) << 2), from + (<usize>(y * run) << 2), <usize>run << 2);
  }
}

/** Copies the middle of a wider image out; the opposite of `placeImage`. */
function takeImage(from: usize, to: usize, height: i32, run: i32, top: i32, left: i32, wide: i32): void {
  for (let y = 0; y < height; y++) {
    memory.copy(to + (<usize>(y * run) << 2), from + (<usize>((top + y) * wide + left) << 2), <usize>run << 2);
  }
}

/**
 * Every window of `outer` x `inner` runs of `length` float32, on a grid of `down` x `across`, times packed panels of `columns`. `rowStep` and
 * `step` are the bytes from window to window.
 */
export function multiplyWindows(
  x: usize, down: i32, across: i32, rowStep: usize, step: usize,
  outer: i32, outerStep: usize, inner: i32, innerStep: usize, length: i32,
  panels: usize, y: usize, columns: i32,
): void {
  const count = down * across;
  const depth = outer * inner * length;
  const block = max(4, min(count, BLOCK_BYTES / (depth << 2)) & ~3);
  const toStep = <usize>columns << 2;
  for (let first = 0; first < count; first += block) {
    const end = min(count, first + block);
    const startRow = first / across;
    const startColumn = first - startRow * across;
    for (let column = 0; column < columns; column += PANEL) {
      const panel = panels + <usize>(column / PANEL) * <usize>depth * PANEL_BYTES;
      let rowAt = x + <usize>startRow * rowStep;
      let place = startColumn;
      for (let p = first; p < end; p += 4) {
        const a0 = rowAt + <usize>place * step;
        if (++place == across) { place = 0; rowAt += rowStep; }
        const a1 = p + 1 < end ? rowAt + <usize>place * step : a0;
        if (++place == across) { place = 0; rowAt += rowStep; }
        const a2 = p + 2 < end ? rowAt + <usize>place * step : a0;
        if (++place == across) { place = 0; rowAt += rowStep; }
        const a3 = p + 3 < end ? rowAt + <usize>place * step : a0;
        if (++place == across) { place = 0; rowAt += rowStep; }
        multiplyTile(
          a0, a1, a2, a3, outer, outerStep, inner, innerStep, length, panel,
          y + <usize>p * toStep + (<usize>column << 2), toStep, min(4, end - p), columns - column,
        );
      }
    }
  }
}

/** Convolves `images` of `height` x `width` x `channels`, padded to `tall` x `wide` in `scratch` unless that changes nothing. */
export function convolve(
  x: usize, panels: usize, y: usize, scratch: usize, images: i32,
  height: i32, width: i32, channels: i32, tall: i32, wide: i32, top: i32, left: i32,
  down: i32, across: i32, columns: i32, filterH: i32, filterW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32,
): void {
  const pixel = <usize>channels << 2;
  if (filterH == 1 && filterW == 1 && strideH == 1 && strideW == 1 && tall == height && wide == width) {
    multiplyWindows(x, 1, images * down * across, 0, pixel, 1, 0, 1, 0, channels, panels, y, columns);
    return;
  }
  const padded = tall != height || wide != width;
  const row = <usize>wide * pixel;
  const together = dilationW == 1;
  if (padded) memory.fill(scratch, 0, <usize>tall * row);
  for (let image = 0; image < images; image++) {
    const from = x + <usize>image * <usize>(height * width) * pixel;
    if (padded) placeImage(from, scratch, height, width * channels, top, left * channels, wide * channels);
    multiplyWindows(
      padded ? scratch : from, down, across, <usize>strideH * row, <usize>strideW * pixel,
      filterH, <usize>dilationH * row, together ? 1 : filterW, <usize>dilationW * pixel, together ? filterW * channels : channels,
      panels, y + <usize>image * <usize>(down * across * columns) * 4, columns,
    );
  }
}

/** Adds to `gradient` [outer x inner x length, columns] what a grid of windows and the gradient of their results say. */
function accumulateWindows(
  x: usize, down: i32, across: i32, rowStep: usize, step: usize,
  outer: i32, outerStep: usize, inner: i32, innerStep: usize, length: i32,
  dy: usize, gradient: usize, columns: i32,
): void {
  const toStep = <usize>columns << 2;
  const rowBytes = across * (<i32>step + <i32>toStep);
  const block = max(1, min(down, BLOCK_BYTES / rowBytes));
  for (let first = 0; first < down; first += block) {
    const rows = min(block, down - first);
    const b = dy + <usize>(first * across) * toStep;
    let to = gradient;
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const a = x + <usize>first * rowStep + <usize>o * outerStep + <usize>i * innerStep;
        for (let column = 0; column < columns; column += PANEL) {
          for (let entry = 0; entry < length; entry += 4) {
            accumulateTile(
              a + (<usize>entry << 2), rowStep, step, b + (<usize>column << 2), toStep, rows, across,
              to + <usize>entry * toStep + (<usize>column << 2), toStep, length - entry, columns - column,
            );
          }
        }
        to += <usize>length * toStep;
      }
    }
  }
}

/** Places of a 1x1 convolution that are summed in one tile. */
const PLACES: i32 = 64;

/** Sets `gradient` to that of the filters, summed over `images`; parameters as of `convolve`. */
export function filterGradient(
  x: usize, dy: usize, gradient: usize, scratch: usize, images: i32,
  height: i32, width: i32, channels: i32, tall: i32, wide: i32, top: i32, left: i32,
  down: i32, across: i32, columns: i32, filterH: i32, filterW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32,
): void {
  const pixel = <usize>channels << 2;
  memory.fill(gradient, 0, <usize>(filterH * filterW * channels * columns) << 2);
  if (filterH == 1 && filterW == 1 && strideH == 1 && strideW == 1 && tall == height && wide == width) {
    transposedProduct(x, dy, gradient, images * down * across, channels, columns);
    return;
  }
  const padded = tall != height || wide != width;
  const row = <usize>wide * pixel;
  const together = dilationW == 1;
  if (padded) memory.fill(scratch, 0, <usize>tall * row);
  for (let image = 0; image < images; image++) {
    const from = x + <usize>image * <usize>(height * width) * pixel;
    if (padded) placeImage(from, scratch, height, width * channels, top, left * channels, wide * channels);
    accumulateWindows(
      padded ? scratch : from, down, across, <usize>strideH * row, <usize>strideW * pixel,
      filterH, <usize>dilationH * row, together ? 1 : filterW, <usize>dilationW * pixel, together ? filterW * channels : channels,
      dy + <usize>image * <usize>(down * across * columns) * 4, gradient, columns,
    );
  }
}

/** Adds a[places, channels] transposed times b[places, columns] to `to`. */
function transposedProduct(a: usize, b: usize, to: usize, places: i32, channels: i32, columns: i32): void {
  const step = <usize>channels << 2;
  const toStep = <usize>columns << 2;
  for (let first = 0; first < places; first += PLACES) {
    const count = min(PLACES, places - first);
    accumulateWindows(
      a + <usize>first * step, 1, count, 0, step, 1, 0, 1, 0, channels, b + <usize>first * toStep, to, columns,
    );
  }
}

/** Sets `to` to a[places, channels] transposed times b[places, columns]. */
export function multiplyTransposed(a: usize, b: usize, to: usize, places: i32, channels: i32, columns: i32): void {
  memory.fill(to, 0, <usize>(channels * columns) << 2);
  transposedProduct(a, b, to, places, channels, columns);
}

/** to[rows, columns] = a[rows, depth] times packed panels. */
export function multiply(a: usize, panels: usize, to: usize, rows: i32, depth: i32, columns: i32): void {
  multiplyWindows(a, 1, rows, 0, <usize>depth << 2, 1, 0, 1, 0, depth, panels, to, columns);
}

/**
 * The gradient of the input of a convolution of any stride: rows of `dy` times the panels of the transposed filters [columns, filterH x filterW
 * x channels], scattered into a padded image in `scratch`, whose middle becomes `dx`. `row` has room for one row of products.
 */
export function scatterGradient(
  dy: usize, panels: usize, dx: usize, scratch: usize, row: usize, images: i32,
  height: i32, width: i32, channels: i32, tall: i32, wide: i32, top: i32, left: i32,
  down: i32, across: i32, columns: i32, filterH: i32, filterW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32,
): void {
  const run = channels * filterH * filterW;
  const wideRun = wide * channels;
  for (let image = 0; image < images; image++) {
    memory.fill(scratch, 0, <usize>(tall * wideRun) << 2);
    for (let oy = 0; oy < down; oy++) {
      multiply(dy + (<usize>((image * down + oy) * across * columns) << 2), panels, row, across, columns, run);
      for (let ox = 0; ox < across; ox++) {
        let from = row + (<usize>(ox * run) << 2);
        for (let fy = 0; fy < filterH; fy++) {
          for (let fx = 0; fx < filterW; fx++) {
            const to = scratch + (<usize>((oy * strideH + fy * dilationH) * wideRun + (ox * strideW + fx * dilationW) * channels) << 2);
            addTo(to, from, channels);
            from += <usize>channels << 2;
          }
        }
      }
    }
    takeImage(scratch, dx + (<usize>(image * height * width * channels) << 2), height, width * channels, top, left * channels, wideRun);
  }
}

// @ts-ignore: decorator
@inline
function addTo(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = <usize>i << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (; i < count; i++) {
    const at = <usize>i << 2;
    store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}
