import { describe, expect, it } from 'vitest';
import type { Params } from '../graph/graph.ts';
import { shapeText, type ElementType, type Shape } from '../graph/tensor.ts';
import { OPS, type OpKind } from './registry.ts';

/** The outputs as text, or the message. */
function outputsOf(kind: OpKind, params: Params, inputs: readonly Shape[], types: readonly ElementType[] = []): string {
  const result = OPS[kind].outputs(
    params,
    inputs.map((shape, i) => ({ shape, type: types[i] ?? 'int8' })),
  );
  return result.ok ? result.value.map(({ shape, type }) => `${shapeText(shape)} ${type}`).join(', ') : result.error.message;
}

type Row = readonly [OpKind, Params, readonly Shape[], string];

const SHAPES: readonly Row[] = [
  ['input', { shape: [96, 96, 3] }, [], '1x96x96x3 int8'],
  ['input', { shape: [640], batch: 4, type: 'float32' }, [], '4x640 float32'],
  ['input', { shape: [2, 3], batch: 0 }, [], '2x3 int8'],
  ['input', { shape: [], batch: 0 }, [], 'scalar int8'],
  ['conv2d', { filters: 64, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2 }, [[1, 49, 10, 1]], '1x25x5x64 int8'],
  ['conv2d', { filters: 8, strideH: 2, strideW: 2, padding: 'valid' }, [[1, 96, 96, 3]], '1x47x47x8 int8'],
  ['conv2d', { filters: 5, kernelH: 3, kernelW: 1, dilationH: 3, padding: 'valid' }, [[2, 9, 4, 3]], '2x3x4x5 int8'],
  ['conv2d', { filters: 6, groups: 3 }, [[1, 8, 8, 9]], '1x8x8x6 int8'],
  ['conv1d', { filters: 8, kernel: 5, stride: 2 }, [[1, 54, 4]], '1x27x8 int8'],
  ['conv1d', { filters: 8, kernel: 5, padding: 'valid' }, [[1, 54, 4]], '1x50x8 int8'],
  ['depthwise_conv2d', { multiplier: 8, kernelH: 10, kernelW: 8, strideH: 2, strideW: 2 }, [[1, 49, 40, 1]], '1x25x20x8 int8'],
  ['depthwise_conv1d', { kernel: 7 }, [[1, 27, 13]], '1x27x13 int8'],
  ['conv_transpose2d', { filters: 5 }, [[1, 4, 4, 3]], '1x8x8x5 int8'],
  ['conv_transpose2d', { filters: 3, kernelH: 4, kernelW: 4, padding: 'valid' }, [[1, 6, 6, 7]], '1x14x14x3 int8'],
  ['conv_transpose2d', { filters: 3, outputH: 7, outputW: 8 }, [[1, 4, 4, 2]], '1x7x8x3 int8'],
  ['dense', { units: 12 }, [[1, 64]], '1x12 int8'],
  ['dense', { units: 4 }, [[1, 25, 20, 8]], '1x4 int8'],
  ['dense', { units: 7, keepDims: true }, [[2, 5, 16]], '2x5x7 int8'],
  ['max_pool2d', {}, [[1, 9, 8, 6]], '1x4x4x6 int8'],
  ['max_pool2d', { padding: 'same' }, [[1, 9, 8, 6]], '1x5x4x6 int8'],
  ['avg_pool2d', { poolH: 25, poolW: 5 }, [[1, 25, 5, 64]], '1x1x1x64 int8'],
  ['max_pool1d', {}, [[1, 27, 6]], '1x13x6 int8'],
  ['avg_pool1d', { pool: 3, stride: 3, padding: 'same' }, [[1, 28, 6]], '1x10x6 int8'],
  ['global_avg_pool', {}, [[1, 8, 8, 64]], '1x64 int8'],
  ['global_avg_pool', { keepDims: true }, [[1, 20, 64]], '1x1x64 int8'],
  ['global_max_pool', { keepDims: true }, [[1, 8, 8, 64]], '1x1x1x64 int8'],
  [
    'add',
    {},
    [
      [1, 4, 4, 16],
      [1, 4, 4, 16],
      [1, 4, 4, 16],
    ],
    '1x4x4x16 int8',
  ],
  [
    'add',
    {},
    [
      [1, 1, 6, 4],
      [1, 5, 1, 4],
    ],
    '1x5x6x4 int8',
  ],
  [
    'mul',
    {},
    [
      [1, 11, 11, 12],
      [1, 1, 1, 12],
    ],
    '1x11x11x12 int8',
  ],
  ['sub', {}, [[3], [1, 2, 3]], '1x2x3 int8'],
  [
    'minimum',
    {},
    [
      [2, 5],
      [2, 5],
    ],
    '2x5 int8',
  ],
  ['maximum', {}, [[2, 5], []], '2x5 int8'],
  [
    'concat',
    {},
    [
      [1, 6, 6, 4],
      [1, 6, 6, 7],
    ],
    '1x6x6x11 int8',
  ],
  [
    'concat',
    { axis: 1 },
    [
      [1, 6, 4],
      [1, 3, 4],
      [1, 1, 4],
    ],
    '1x10x4 int8',
  ],
  ['pad', {}, [[1, 6, 6, 4]], '1x8x8x4 int8'],
  ['pad', { pads: [2, 0] }, [[1, 10, 3]], '1x12x3 int8'],
  ['pad', { pads: [0, 0, 3, 2, 1, 4, 0, 1] }, [[1, 8, 8, 1]], '1x13x13x2 int8'],
  ['reshape', { shape: [1, -1, 4] }, [[1, 6, 6, 4]], '1x36x4 int8'],
  ['reshape', { shape: [] }, [[1, 1]], 'scalar int8'],
  ['flatten', {}, [[2, 3, 3, 4]], '2x36 int8'],
  ['mean', {}, [[1, 6, 6, 8]], '1x1x1x8 int8'],
  ['mean', { axes: [-1, 1], keepDims: false }, [[1, 6, 5, 8]], '1x5 int8'],
  ['softmax', {}, [[1, 10]], '1x10 int8'],
  ['leaky_relu', {}, [[1, 2, 2, 3]], '1x2x2x3 int8'],
  ['batch_norm', {}, [[1, 7, 7, 5]], '1x7x7x5 int8'],
  ['dropout', {}, [[1, 7]], '1x7 int8'],
  ['upsample', { factorH: 2, factorW: 3 }, [[1, 4, 5, 6]], '1x8x15x6 int8'],
  ['upsample', { size: [3, 9] }, [[1, 6, 6, 8]], '1x3x9x8 int8'],
  ['depth_to_space', {}, [[1, 4, 5, 12]], '1x8x10x3 int8'],
  ['space_to_depth', {}, [[1, 8, 10, 3]], '1x4x5x12 int8'],
  ['transpose', { perm: [0, 3, 1, 2] }, [[1, 6, 5, 4]], '1x4x6x5 int8'],
  ['transpose', {}, [[1, 6, 5]], '1x5x6 int8'],
  ['squeeze', {}, [[1, 1, 1, 8]], '8 int8'],
  ['squeeze', { axes: [1, -2] }, [[1, 1, 1, 10]], '1x10 int8'],
  ['expand_dims', { axis: -1 }, [[1, 10]], '1x10x1 int8'],
  ['slice', {}, [[1, 8, 5]], '1x8x5 int8'],
  ['slice', { begin: [0, 1, 2], size: [-1, 3] }, [[1, 8, 5]], '1x3x3 int8'],
  ['slice', { begin: [0, 1, 2], size: [-1, 3, -1] }, [[1, 8, 5]], '1x3x3 int8'],
  ['strided_slice', {}, [[1, 8, 5]], '1x8x5 int8'],
  ['strided_slice', { begin: [0, 1], end: [1, 2], shrinkAxisMask: 6 }, [[1, 8, 5]], '1x5 int8'],
  ['strided_slice', { begin: [0, 2, 0, 1], end: [1, -1, 5, 4], strides: [1, 3, 2, 1] }, [[1, 8, 5, 4]], '1x2x3x3 int8'],
  ['strided_slice', { begin: [0, 2, 0, 0], end: [1, 3, 6, 4], shrinkAxisMask: 2 }, [[1, 6, 6, 4]], '1x6x4 int8'],
  ['strided_slice', { begin: [0, 4, 4, 0], end: [1, 0, 0, 2], strides: [1, -1, -1, 1], endMask: 6 }, [[1, 5, 5, 2]], '1x5x5x2 int8'],
  ['strided_slice', { begin: [0, -4, 0], end: [1, 10, 4], strides: [1, 1, 1] }, [[1, 10, 4]], '1x4x4 int8'],
  ['split', { parts: 3, axis: 1 }, [[1, 6, 2]], '1x2x2 int8, 1x2x2 int8, 1x2x2 int8'],
  ['lstm', { units: 6 }, [[1, 5, 8]], '1x6 int8'],
  ['lstm', { units: 6, returnSequences: true }, [[2, 5, 8]], '2x5x6 int8'],
  ['lstm', { units: 6, timeMajor: true }, [[5, 2, 8]], '2x6 int8'],
  ['gru', { units: 3, returnSequences: true }, [[1, 5, 8]], '1x5x3 int8'],
  ['svdf', { units: 4, rank: 2 }, [[1, 64]], '1x4 int8'],
  ['quantize', { type: 'int16' }, [[1, 20]], '1x20 int16'],
  ['dequantize', {}, [[1, 20]], '1x20 float32'],
  ['constant', { shape: [2, 0], type: 'int4' }, [], '2x0 int4'],
  ['opaque', { outputs: 'int8 1x25x5x64, float32' }, [[1, 2]], '1x25x5x64 int8, scalar float32'],
];

const MISTAKES: readonly Row[] = [
  [
    'add',
    {},
    [
      [1, 25, 5, 64],
      [1, 25, 5, 32],
    ],
    'Add expects equal shapes, got 1x25x5x64 and 1x25x5x32',
  ],
  ['add', {}, [[1, 25, 5, 64]], 'Add expects at least 2 inputs, got 1'],
  ['sub', {}, [[1], [1], [1]], 'Subtract expects 2 inputs, got 3'],
  ['conv2d', {}, [[1, 64]], 'Conv 2D expects 4 dimensions (batch, height, width, channels), got 1x64'],
  ['conv2d', { strideH: 0 }, [[1, 8, 8, 3]], 'Stride down must be a whole number from 1 to 1024, got 0'],
  ['conv2d', { filters: 2.5 }, [[1, 8, 8, 3]], 'Filters must be a whole number from 1 to 65536, got 2.5'],
  ['conv2d', { padding: 'reflect' }, [[1, 8, 8, 3]], 'Padding must be one of same, valid, got "reflect"'],
  ['conv2d', { padding: 'valid' }, [[1, 2, 8, 3]], 'The window 3x3 is larger than the input 2x8; use padding "same" or a smaller window'],
  [
    'conv2d',
    { groups: 2 },
    [[1, 8, 8, 3]],
    'Conv 2D with 2 groups expects channels and filters divisible by 2, got 1x8x8x3 and 16 filters',
  ],
  ['conv2d', { filters: 65536, kernelH: 1024, kernelW: 1024 }, [[1, 8, 8, 3]], 'Weights of 65536x1024x1024x3 are more than 2^31 elements'],
  [
    'conv1d',
    { padding: 'valid', kernel: 9 },
    [[1, 5, 3]],
    'The window of 9 is longer than the input of 5; use padding "same" or a smaller window',
  ],
  ['input', { shape: [65536, 65536] }, [], 'Input gives 1x65536x65536, more than 2^31 elements'],
  ['input', { shape: [1, 1, 1, 1, 1, 1, 1, 1] }, [], 'Input gives 9 dimensions; at most 8 are supported'],
  ['reshape', { shape: [1, 5] }, [[1, 4]], 'Reshape to 1x5 does not hold the 4 values of 1x4'],
  ['reshape', { shape: [-1, -1] }, [[1, 4]], 'Reshape to -1x-1 does not hold the 4 values of 1x4'],
  ['mean', { axes: [] }, [[1, 4]], 'Mean expects at least one axis, got none'],
  ['mean', { axes: [1, -1] }, [[1, 4]], 'Mean expects each axis once, got 1, -1'],
  ['mean', { axes: [2] }, [[1, 4]], 'Mean has axis 2, but the input 1x4 has 2 dimensions'],
  [
    'concat',
    {},
    [
      [1, 6, 6, 4],
      [1, 5, 6, 4],
    ],
    'Concatenate expects shapes equal but for dimension 3, got 1x6x6x4 and 1x5x6x4',
  ],
  ['pad', { pads: [1, 2, 3] }, [[1, 4, 4, 1]], 'Pad expects 1, 4 or 8 numbers for the input 1x4x4x1, got 3'],
  ['transpose', { perm: [0, 0] }, [[1, 4]], 'Transpose expects each of the dimensions 0 to 1 of 1x4 once, got 0 0'],
  ['squeeze', { axes: [1] }, [[1, 4]], 'Squeeze expects size 1 in dimension 1, got 1x4'],
  ['split', { parts: 3 }, [[1, 4]], 'Split into 3 expects dimension 1 divisible by 3, got 1x4'],
  ['slice', { begin: [0, 3], size: [1, 2] }, [[1, 4]], 'Slice takes 2 from index 3 of dimension 1, which has 4'],
  ['strided_slice', { begin: [0, 3], end: [1, 1], strides: [1, 1] }, [[1, 4]], 'Strided slice takes nothing of dimension 1, which has 4'],
  ['strided_slice', { begin: [0], end: [1], strides: [0] }, [[1, 4]], 'Strided slice has stride 0 in dimension 0'],
  ['depth_to_space', {}, [[1, 4, 4, 6]], 'Depth to space with block 2 expects channels divisible by 4, got 1x4x4x6'],
  ['conv_transpose2d', { outputH: 9 }, [[1, 4, 4, 2]], 'Output height 9 does not come from 4 with kernel 3, stride 2 and padding "same"'],
  ['embedding', {}, [[1, 5]], 'Embedding expects indices of type int32, got int8; set the type of the input to int32'],
  ['opaque', { outputs: 'int9 1' }, [], 'Outputs must read like "int8 1x25x5x64, float32 1", got "int9 1"'],
];

describe('shape rules', () => {
  it.each(SHAPES)('%s %j of %j gives %s', (kind, params, inputs, expected) => {
    expect(outputsOf(kind, params, inputs)).toBe(expected);
  });

  it.each(MISTAKES)('%s %j of %j says what is wrong: %s', (kind, params, inputs, expected) => {
    expect(outputsOf(kind, params, inputs)).toBe(expected);
  });

  it('says so when values of different types meet', () => {
    expect(
      outputsOf(
        'add',
        {},
        [
          [1, 4],
          [1, 4],
        ],
        ['int8', 'float32'],
      ),
    ).toBe('Add expects inputs of one type, got int8 and float32');
  });

  it('lets the type the scheme decides flow from the input', () => {
    expect(OPS.input.outputs({ shape: [3] }, [], 'float32')).toEqual({ ok: true, value: [{ shape: [1, 3], type: 'float32' }] });
  });

  it('looks an embedding up for every index', () => {
    expect(outputsOf('embedding', { size: 6 }, [[1, 20]], ['int32'])).toBe('1x20x6 int8');
  });
});
