import type { Counts } from '../kernel.ts';

/**
 * Loop counts of CMSIS-NN's matrix products, which convolutions and dense layers end in. `rows` positions of length `depth` meet
 * `outputs` filters; a body handles a block of positions times filters, and the rests of each division have bodies of their own.
 */

/** Two positions by two filters, `depth` in steps of 16, 4 and 1, after a sum over each filter (arm_nn_mat_mult_nt_t_s8, DSP). */
export const PAIRED_TERMS = [
  'filter pairs x depth / 4',
  'filter pairs x depth % 4',
  'filter pairs',
  '2x2 blocks',
  '2x2 blocks with a 16',
  '2x2 blocks x depth / 16',
  '2x2 blocks with a 4',
  '2x2 blocks x (depth % 16) / 4',
  '2x2 blocks with a rest',
  '2x2 blocks x depth % 4',
  '1x2 blocks',
  '1x2 blocks x depth / 16',
  '1x2 blocks x (depth % 16) / 4',
  '1x2 blocks x depth % 4',
  'last filter x depth',
  'last filter positions',
  'last filter positions x depth / 4',
  'last filter positions x depth % 4',
] as const;

export function addPaired(counts: Counts, calls: number, rows: number, outputs: number, depth: number): void {
  const pairs = calls * (outputs >> 1);
  const last = calls * (outputs & 1);
  const blocks = pairs * (rows >> 1);
  const halves = pairs * (rows & 1);
  const rest = depth & 3;
  const fours = (depth & 15) >> 2;
  counts
    .add(pairs * (depth >> 2))
    .add(pairs * rest)
    .add(pairs);
  counts
    .add(blocks)
    .add(depth > 15 ? blocks : 0)
    .add(blocks * (depth >> 4));
  counts.add(fours > 0 ? blocks : 0).add(blocks * fours);
  counts.add(rest > 0 ? blocks : 0).add(blocks * rest);
  counts
    .add(halves)
    .add(halves * (depth >> 4))
    .add(halves * fours)
    .add(halves * rest);
  counts
    .add(last * depth)
    .add(last * rows)
    .add(last * rows * (depth >> 2))
    .add(last * rows * rest);
}

/** As above without DSP: every step of `depth` is one element. */
export const PAIRED_SCALAR_TERMS = [
  'filter pairs x depth',
  'filter pairs',
  '2x2 blocks',
  '2x2 blocks x depth',
  '1x2 blocks',
  '1x2 blocks x depth',
  'last filter x depth',
  'last filter positions',
  'last filter positions x depth',
] as const;

export function addPairedScalar(counts: Counts, calls: number, rows: number, outputs: number, depth: number): void {
  const pairs = calls * (outputs >> 1);
  const last = calls * (outputs & 1);
  const blocks = pairs * (rows >> 1);
  const halves = pairs * (rows & 1);
  counts
    .add(pairs * depth)
    .add(pairs)
    .add(blocks)
    .add(blocks * depth)
    .add(halves)
    .add(halves * depth)
    .add(last * depth)
    .add(last * rows)
    .add(last * rows * depth);
}

/** Four positions by one filter in vectors of 16 (MVE); the last `rows % 4` positions one by one. */
export const QUAD_TERMS = [
  '4x1 blocks',
  '4x1 blocks x depth / 16',
  'position blocks',
  'single outputs',
  'single outputs x depth / 16',
  'single positions x outputs % 4',
  'single positions',
] as const;

export function addQuads(counts: Counts, calls: number, rows: number, outputs: number, depth: number): void {
  addQuadBlocks(counts, calls * (rows >> 2), calls * (rows & 3), outputs, depth);
}

/** The same for blocks of four positions and single positions already counted. */
export function addQuadBlocks(counts: Counts, blocks: number, singles: number, outputs: number, depth: number): void {
  const vectors = (depth + 15) >> 4;
  counts
    .add(blocks * outputs)
    .add(blocks * outputs * vectors)
    .add(blocks);
  counts.add(singles * outputs).add(singles * outputs * vectors);
  counts.add(singles * (outputs & 3)).add(singles);
}
