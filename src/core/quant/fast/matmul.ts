/** Sums of int8 products, four filters at a time. Their zero point is taken out once per filter, not once per product. */

/** Filters whose sums are built at the same time. */
const TILE = 4;

export interface PackedWeights {
  /** Tile by tile; within a tile, the four filters' weights of each place side by side. Missing filters of the last tile are 0. */
  readonly tiles: Int8Array;
  readonly tileCount: number;
  /** Products in a sum. */
  readonly depth: number;
  /** Where each filter's sum starts: bias - inputZero * sum of weights. */
  readonly starts: Int32Array;
}

/** Weights [filters, depth], rearranged for `multiplyPatch`. */
export function packWeights(weights: Int8Array, filters: number, depth: number, bias: Int32Array, inputZero: number): PackedWeights {
  const tileCount = Math.ceil(filters / TILE);
  const tiles = new Int8Array(tileCount * TILE * depth);
  const starts = new Int32Array(tileCount * TILE);
  for (let filter = 0; filter < filters; filter++) {
    let sum = 0;
    const tile = Math.floor(filter / TILE) * TILE * depth + (filter % TILE);
    for (let i = 0; i < depth; i++) {
      const weight = weights[filter * depth + i]!;
      tiles[tile + i * TILE] = weight;
      sum += weight;
    }
    starts[filter] = bias[filter]! - inputZero * sum;
  }
  return { tiles, tileCount, depth, starts };
}

/**
 * The sums of every filter over one patch, which is `runs` stretches of `length` cells, each `step` after the last, from `from` on.
 * `sums` has room for whole tiles.
 */
export function multiplyPatch(
  cells: Int8Array,
  from: number,
  runs: number,
  length: number,
  step: number,
  { tiles, tileCount, starts }: PackedWeights,
  sums: Int32Array,
): void {
  let w = 0;
  for (let tile = 0; tile < tileCount; tile++) {
    const first = tile * TILE;
    let [a, b, c, d] = [starts[first]!, starts[first + 1]!, starts[first + 2]!, starts[first + 3]!];
    for (let run = 0; run < runs; run++) {
      const start = from + run * step;
      for (let i = start; i < start + length; i++) {
        const cell = cells[i]!;
        a = (a + cell * tiles[w]!) | 0;
        b = (b + cell * tiles[w + 1]!) | 0;
        c = (c + cell * tiles[w + 2]!) | 0;
        d = (d + cell * tiles[w + 3]!) | 0;
        w += TILE;
      }
    }
    sums[first] = a;
    sums[first + 1] = b;
    sums[first + 2] = c;
    sums[first + 3] = d;
  }
}
