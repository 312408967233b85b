import { describe, expect, it } from 'vitest';
import { openTiny, refusalOf, runTiny, tinyModel } from '../../../testing/tiny-model.ts';
import type { TinyTensor } from '../../../testing/tiny-model.ts';
import type { OptionsByCode } from '../../graph/deployed.ts';

const CONV: OptionsByCode['CONV_2D'] = { padding: 'VALID', strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, activation: 'NONE' };
const unit = { scale: 1, zero: 0 } as const;

/** One operator with weights and a bias behind an input and before an output. */
function conv(input: TinyTensor, weights: TinyTensor, bias: TinyTensor | undefined, output: TinyTensor, options = CONV) {
  const tensors = bias === undefined ? [input, weights, output] : [input, weights, output, bias];
  const inputs = bias === undefined ? [0, 1] : [0, 1, 3];
  return tinyModel(tensors, { code: 'CONV_2D', options, inputs, outputs: [2] });
}

describe('CONV_2D', () => {
  const square: TinyTensor = { shape: [1, 3, 3, 1], type: 'int8', ...unit };
  const kernel: TinyTensor = { shape: [1, 2, 2, 1], type: 'int8', ...unit, data: [1, 2, 3, 4] };
  const bias: TinyTensor = { shape: [1], type: 'int32', ...unit, data: [10] };

  it('sums products of a window and adds the bias', () => {
    const model = conv(square, kernel, bias, { shape: [1, 2, 2, 1], type: 'int8', ...unit });
    expect(runTiny(openTiny(model), [1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([[47, 57, 77, 87]]);
  });

  it('pads with the zero point, so that padded cells count for nothing', () => {
    const model = conv(
      { ...square, zero: 5 },
      kernel,
      undefined,
      { shape: [1, 3, 3, 1], type: 'int8', ...unit },
      { ...CONV, padding: 'SAME' },
    );
    expect(runTiny(openTiny(model), [6, 7, 8, 9, 10, 11, 12, 13, 14])).toEqual([[37, 47, 21, 67, 77, 33, 23, 26, 9]]);
  });

  it('scales each filter by its own factor, rounding twice, and shifts to the zero point', () => {
    const input: TinyTensor = { shape: [1, 1, 1, 1], type: 'int8', ...unit };
    const weights: TinyTensor = { shape: [2, 1, 1, 1], type: 'int8', scale: [0.5, 0.25], data: [1, 1] };
    const model = conv(input, weights, undefined, { shape: [1, 1, 1, 2], type: 'int8', scale: 1, zero: 3 });
    expect(runTiny(openTiny(model), [3])).toEqual([[5, 4]]);
    expect(runTiny(openTiny(model), [-3])).toEqual([[2, 2]]);
  });

  it('clamps to the fused activation on the output scale', () => {
    const input: TinyTensor = { shape: [1, 1, 3, 1], type: 'int8', ...unit };
    const weights: TinyTensor = { shape: [1, 1, 1, 1], type: 'int8', ...unit, data: [1] };
    const output: TinyTensor = { shape: [1, 1, 3, 1], type: 'int8', scale: 0.5, zero: -10 };
    const relu6 = conv(input, weights, undefined, output, { ...CONV, activation: 'RELU6' });
    expect(runTiny(openTiny(relu6), [-4, 2, 50])).toEqual([[-10, -6, 2]]);
  });

  it('takes strides and dilation, and groups of channels', () => {
    const line: TinyTensor = { shape: [1, 1, 6, 1], type: 'int8', ...unit };
    const three: TinyTensor = { shape: [1, 1, 3, 1], type: 'int8', ...unit, data: [1, 10, 100] };
    const dilated = conv(line, three, undefined, { shape: [1, 1, 2, 1], type: 'int16', ...unit }, { ...CONV, dilationW: 2 });
    expect(refusalOf(dilated)).toContain('of type int8 and tensor 2 "t2" of type int16');
    const wide = conv(line, three, undefined, { shape: [1, 1, 2, 1], type: 'int8', scale: 10 }, { ...CONV, dilationW: 2 });
    expect(runTiny(openTiny(wide), [1, 1, 0, 2, 1, 0])).toEqual([[10, 2]]);
    const pair: TinyTensor = { shape: [1, 1, 1, 2], type: 'int8', ...unit };
    const grouped = conv(pair, { shape: [2, 1, 1, 1], type: 'int8', ...unit, data: [2, 3] }, undefined, { ...pair });
    expect(runTiny(openTiny(grouped), [5, 7])).toEqual([[10, 21]]);
  });

  it('runs float32 in the precision of float32', () => {
    const input: TinyTensor = { shape: [1, 1, 1, 3], type: 'float32' };
    const weights: TinyTensor = { shape: [1, 1, 1, 3], type: 'float32', data: [1, 1, -1] };
    const model = conv(input, weights, undefined, { shape: [1, 1, 1, 1], type: 'float32' });
    expect(runTiny(openTiny(model), [2 ** 24, 1, 2 ** 24])).toEqual([[0]]);
  });

  it('reads int8 weights of float activations as the reals they stand for', () => {
    const input: TinyTensor = { shape: [1, 1, 1, 1], type: 'float32' };
    const weights: TinyTensor = { shape: [2, 1, 1, 1], type: 'int8', scale: [0.5, 2], data: [3, -1] };
    const model = conv(input, weights, { shape: [2], type: 'float32', data: [1, 0] }, { shape: [1, 1, 1, 2], type: 'float32' });
    expect(runTiny(openTiny(model), [2])).toEqual([[4, -4]]);
  });

  it('rounds int16 once with 64-bit biases, twice with 32-bit ones', () => {
    const input: TinyTensor = { shape: [1, 1, 1, 1], type: 'int16', ...unit };
    const weights: TinyTensor = { shape: [1, 1, 1, 1], type: 'int8', scale: 0.375, data: [1] };
    const output: TinyTensor = { shape: [1, 1, 1, 1], type: 'int16', ...unit };
    const wide = conv(input, weights, { shape: [1], type: 'int64', data: [0] }, output);
    const narrow = conv(input, weights, { shape: [1], type: 'int32', data: [0] }, output);
    expect([-4, -1, 1, 4].map((q) => runTiny(openTiny(wide), [q])[0]![0])).toEqual([-1, 0, 0, 2]);
    expect([-4, -1, 1, 4].map((q) => runTiny(openTiny(narrow), [q])[0]![0])).toEqual([-2, -1, 1, 2]);
  });

  it('says which sizes do not fit', () => {
    const output: TinyTensor = { shape: [1, 3, 3, 1], type: 'int8', ...unit };
    expect(refusalOf(conv(square, kernel, bias, output))).toBe(
      'operator 0: CONV_2D has 3 output cells where 3 cells under a 2-wide window (VALID, stride 1) give 2',
    );
    expect(refusalOf(conv({ ...square, scale: [] }, kernel, bias, { ...output, shape: [1, 2, 2, 1] }))).toContain(
      'needs the scale of tensor 0 "t0"',
    );
  });
});

describe('DEPTHWISE_CONV_2D', () => {
  it('gives each channel its own filter, or several', () => {
    const model = tinyModel(
      [
        { shape: [1, 1, 2, 2], type: 'int8', ...unit },
        { shape: [1, 1, 1, 4], type: 'int8', scale: [1, 1, 1, 0.5], axis: 3, data: [1, 2, 3, 4] },
        { shape: [1, 1, 2, 4], type: 'int8', ...unit },
      ],
      { code: 'DEPTHWISE_CONV_2D', options: { ...CONV, depthMultiplier: 2 }, inputs: [0, 1], outputs: [2] },
    );
    expect(runTiny(openTiny(model), [1, 10, 2, 20])).toEqual([[1, 2, 30, 20, 2, 4, 60, 40]]);
  });

  it('leaves out the padded part of a dilated window', () => {
    const model = tinyModel(
      [
        { shape: [1, 1, 4, 1], type: 'int8', scale: 1, zero: 1 },
        { shape: [1, 1, 3, 1], type: 'int8', ...unit, axis: 3, data: [1, 10, 100] },
        { shape: [1, 1, 4, 1], type: 'int8', scale: 10, zero: 0 },
      ],
      { code: 'DEPTHWISE_CONV_2D', options: { ...CONV, padding: 'SAME', dilationW: 2, depthMultiplier: 1 }, inputs: [0, 1], outputs: [2] },
    );
    expect(runTiny(openTiny(model), [2, 3, 4, 5])).toEqual([[31, 42, 3, 4]]);
  });
});

describe('TRANSPOSE_CONV', () => {
  it('spreads each cell over the outputs its window reaches', () => {
    const model = tinyModel(
      [
        { shape: [4], type: 'int32', data: [1, 1, 5, 1] },
        { shape: [1, 1, 3, 1], type: 'int8', ...unit, data: [1, 2, 3] },
        { shape: [1, 1, 2, 1], type: 'int8', ...unit },
        { shape: [1], type: 'int32', ...unit, data: [1] },
        { shape: [1, 1, 5, 1], type: 'int8', ...unit },
      ],
      {
        code: 'TRANSPOSE_CONV',
        options: { padding: 'VALID', strideH: 1, strideW: 2, activation: 'NONE' },
        inputs: [0, 1, 2, 3],
        outputs: [4],
      },
    );
    expect(runTiny(openTiny(model), [10, 1])).toEqual([[11, 21, 32, 3, 4]]);
  });
});

describe('FULLY_CONNECTED', () => {
  it('multiplies each row by the weights of every unit', () => {
    const model = tinyModel(
      [
        { shape: [2, 3], type: 'int8', scale: 1, zero: 1 },
        { shape: [2, 3], type: 'int8', ...unit, data: [1, 2, 3, -1, 0, 1] },
        { shape: [2, 2], type: 'int8', ...unit },
        { shape: [2], type: 'int32', ...unit, data: [0, 5] },
      ],
      { code: 'FULLY_CONNECTED', options: { activation: 'RELU', keepNumDims: false }, inputs: [0, 1, 3], outputs: [2] },
    );
    expect(runTiny(openTiny(model), [2, 3, 4, 1, 1, -10])).toEqual([[14, 7, 0, 0]]);
  });
});
