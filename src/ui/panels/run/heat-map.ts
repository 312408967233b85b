/** Tensors as tiles of cells, and the colours of their values: a scale that reads the same with every kind of colour vision. */
import { elementCount, type Shape } from '../../../core/graph/tensor.ts';

/** How a tensor's values lie in tiles: of `rows` by `columns`, one a channel or filter. */
export interface Tiling {
  readonly tiles: number;
  readonly rows: number;
  readonly columns: number;
  /** Where in the tensor the value of a cell is. */
  readonly at: (tile: number, row: number, column: number) => number;
}

/** Maps [1,h,w,c] and kernels [n,h,w,c] have a tile for each channel of each; sequences and matrices are one; undefined for a vector. */
export function tilingOf(shape: Shape): Tiling | undefined {
  const dimensions = shape.length > 2 && shape[0] === 1 ? shape.slice(1) : shape;
  const [first = 1, second = 1, third = 1, fourth = 1] = dimensions;
  const inner = elementCount(dimensions.slice(1));
  switch (dimensions.length) {
    case 4:
      return {
        tiles: first * fourth,
        rows: second,
        columns: third,
        at: (tile, row, column) => Math.floor(tile / fourth) * inner + (row * third + column) * fourth + (tile % fourth),
      };
    case 3:
      return { tiles: third, rows: first, columns: second, at: (tile, row, column) => (row * second + column) * third + tile };
    case 2:
      return first === 1 || second === 1
        ? undefined
        : { tiles: 1, rows: first, columns: second, at: (_, row, column) => row * second + column };
    default:
      return undefined;
  }
}

export type Colour = readonly [red: number, green: number, blue: number];

/** From dark blue over grey to yellow: cividis (J. Nuñez, C. Anderton, R. Renslow, 2018). */
const SEQUENTIAL: readonly Colour[] = [
  [0, 34, 78],
  [53, 69, 108],
  [102, 105, 112],
  [148, 142, 119],
  [200, 184, 102],
  [254, 232, 56],
];
/** Orange below 0, purple above, white at 0: PuOr of ColorBrewer (C. Brewer). */
const DIVERGING: readonly Colour[] = [
  [127, 59, 8],
  [224, 130, 20],
  [247, 247, 247],
  [128, 115, 172],
  [45, 0, 75],
];

/** What values the colours span: from the least to the most, or as far on both sides of 0. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly colours: readonly Colour[];
}

export function scaleOf(values: ArrayLike<number>): Scale {
  const { low, high } = extremesOf(values);
  if (!(low <= high)) return { low: 0, high: 1, colours: SEQUENTIAL };
  if (low >= 0) return { low: 0, high: high > 0 ? high : 1, colours: SEQUENTIAL };
  const most = Math.max(-low, high);
  return { low: -most, high: most, colours: DIVERGING };
}

/** The least and the largest; Infinity and -Infinity of none. */
export function extremesOf(values: ArrayLike<number>): { readonly low: number; readonly high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return { low, high };
}

/** The colour of a value, linear between the scale's own. */
export function colourOf({ low, high, colours }: Scale, value: number): Colour {
  const place = Math.max(0, Math.min(1, (value - low) / (high - low))) * (colours.length - 1);
  const at = Math.min(colours.length - 2, Math.floor(place));
  const [from, to] = [colours[at]!, colours[at + 1]!];
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * (place - at));
  return [mix(0), mix(1), mix(2)];
}

/** Pixels between tiles. */
export const GAP = 4;
/** Tiles that are drawn; the rest is counted in words. */
const MAX_TILES = 256;

export interface Layout {
  /** Pixels of a cell. */
  readonly cell: number;
  readonly perRow: number;
  readonly shown: number;
  readonly width: number;
  readonly height: number;
}

/** The largest cells with which the tiles fill the width and need not be scrolled, within reason. Pixels. */
export function layoutOf({ tiles, rows, columns }: Tiling, width: number, height: number): Layout {
  const shown = Math.min(tiles, MAX_TILES);
  const made = (cell: number): Layout => {
    const perRow = Math.max(1, Math.min(shown, Math.floor((width + GAP) / (columns * cell + GAP))));
    const lines = Math.ceil(shown / perRow);
    return { cell, perRow, shown, width: perRow * (columns * cell + GAP) - GAP, height: lines * (rows * cell + GAP) - GAP };
  };
  for (let cell = 24; cell > 1; cell--) {
    const layout = made(cell);
    if (layout.height <= height && layout.width <= width) return layout;
  }
  return made(columns * 2 <= width ? 2 : 1);
}

export interface Cell {
  readonly tile: number;
  readonly row: number;
  readonly column: number;
}

/** The cell at a point of the drawing; undefined between tiles. */
export function cellAt({ tiles, rows, columns }: Tiling, { cell, perRow, shown }: Layout, x: number, y: number): Cell | undefined {
  const [stepX, stepY] = [columns * cell + GAP, rows * cell + GAP];
  const [across, down] = [Math.floor(x / stepX), Math.floor(y / stepY)];
  const tile = down * perRow + across;
  const [column, row] = [Math.floor((x - across * stepX) / cell), Math.floor((y - down * stepY) / cell)];
  const inside =
    across >= 0 && across < perRow && tile >= 0 && tile < Math.min(shown, tiles) && column < columns && row < rows && x >= 0 && y >= 0;
  return inside ? { tile, row, column } : undefined;
}
