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

export function pairedCounts(calls: number, rows: number, outputs: number, depth: number): readonly number[] {
  const pairs = calls * (outputs >> 1);
  const last = calls * (outputs & 1);
  const blocks = pairs * (rows >> 1);
  const halves = pairs * (rows & 1);
  const rest = depth & 3;
  return [
    pairs * (depth >> 2),
    pairs * rest,
    pairs,
    blocks,
    depth > 15 ? blocks : 0,
    blocks * (depth >> 4),
    (depth & 15) > 3 ? blocks : 0,
    blocks * ((depth & 15) >> 2),
    rest > 0 ? blocks : 0,
    blocks * rest,
    halves,
    halves * (depth >> 4),
    halves * ((depth & 15) >> 2),
    halves * rest,
    last * depth,
    last * rows,
    last * rows * (depth >> 2),
    last * rows * rest,
  ];
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

export function pairedScalarCounts(calls: number, rows: number, outputs: number, depth: number): readonly number[] {
  const pairs = calls * (outputs >> 1);
  const last = calls * (outputs & 1);
  const blocks = pairs * (rows >> 1);
  const halves = pairs * (rows & 1);
  return [pairs * depth, pairs, blocks, blocks * depth, halves, halves * depth, last * depth, last * rows, last * rows * depth];
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

export function quadCounts(calls: number, rows: number, outputs: number, depth: number): readonly number[] {
  const blocks = calls * (rows >> 2);
  const singles = calls * (rows & 3);
  const vectors = (depth + 15) >> 4;
  return [
    blocks * outputs,
    blocks * outputs * vectors,
    blocks,
    singles * outputs,
    singles * outputs * vectors,
    singles * (outputs & 3),
    singles,
  ];
}
