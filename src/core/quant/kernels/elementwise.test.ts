import { describe, expect, it } from 'vitest';
import { openTiny, refusalOf, runTiny, tinyModel } from '../../../testing/tiny-model.ts';
import type { TinyTensor } from '../../../testing/tiny-model.ts';
import type { OpCode, OptionsByCode } from '../../graph/deployed.ts';

const NONE = { activation: 'NONE' } as const;
const line = (length: number, rest: Partial<TinyTensor> = {}): TinyTensor => ({ shape: [1, length], type: 'int8', scale: 1, ...rest });

function unary<C extends OpCode>(code: C, options: OptionsByCode[C], from: TinyTensor, to: TinyTensor) {
  return openTiny(tinyModel([from, to], { code, options, inputs: [0], outputs: [1] }));
}

function binary<C extends OpCode>(code: C, options: OptionsByCode[C], a: TinyTensor, b: TinyTensor, to: TinyTensor) {
  return openTiny(tinyModel([a, b, to], { code, options, inputs: [0, 1], outputs: [2] }));
}

describe('sums and products', () => {
  it('bring both inputs to one scale', () => {
    const add = binary('ADD', NONE, line(4, { scale: 0.5 }), line(4, { scale: 0.25, zero: 4 }), line(4, { zero: -1 }));
    expect(runTiny(add, [2, -2, 100, -128], [8, 0, 124, 0])).toEqual([[1, -3, 79, -66]]);
    const sub = binary('SUB', NONE, line(3), line(3), line(3, { scale: 2 }));
    expect(runTiny(sub, [5, -5, 3], [2, 2, 3])).toEqual([[2, -4, 0]]);
    const mul = binary('MUL', { activation: 'RELU6' }, line(4, { zero: 1 }), line(4), line(4, { scale: 0.5 }));
    expect(runTiny(mul, [3, 2, 0, 127], [1, 2, 5, 1])).toEqual([[4, 4, 0, 12]]);
  });

  it('repeat a dimension of one on either side', () => {
    const square = (shape: readonly number[]): TinyTensor => ({ shape, type: 'int8', scale: 1 });
    const add = binary('ADD', NONE, square([1, 2, 1]), square([3]), square([1, 2, 3]));
    expect(runTiny(add, [10, 20], [1, 2, 3])).toEqual([[11, 12, 13, 21, 22, 23]]);
    const misfit = tinyModel([square([2]), square([3]), square([3])], { code: 'ADD', options: NONE, inputs: [0, 1], outputs: [2] });
    expect(refusalOf(misfit)).toBe('operator 0: ADD cannot repeat 2 to fill 3');
  });

  it('add float32 and int32 without scales', () => {
    const real: TinyTensor = { shape: [2], type: 'float32' };
    expect(runTiny(binary('ADD', { activation: 'RELU' }, real, real, real), [1.5, -3], [1, 1])).toEqual([[2.5, 0]]);
    const whole: TinyTensor = { shape: [2], type: 'int32' };
    expect(runTiny(binary('MUL', NONE, whole, whole, whole), [70000, -3], [70000, 4])).toEqual([[605032704, -12]]);
  });

  it('compare raw entries', () => {
    expect(runTiny(binary('MINIMUM', {}, line(3), line(3), line(3)), [1, -5, 3], [2, -6, 3])).toEqual([[1, -6, 3]]);
    expect(runTiny(binary('MAXIMUM', {}, line(3), line(1), line(3)), [1, -5, 3], [2])).toEqual([[2, 2, 3]]);
  });
});

describe('functions of one value', () => {
  it('rescale and cut off below zero', () => {
    expect(runTiny(unary('RELU', {}, line(4, { zero: 10 }), line(4, { scale: 0.5, zero: -20 })), [0, 10, 11, 127])).toEqual([
      [-20, -20, -18, 127],
    ]);
    expect(runTiny(unary('RELU6', {}, line(4, { zero: 10 }), line(4, { zero: 10 })), [0, 12, 16, 127])).toEqual([[10, 12, 16, 16]]);
    expect(runTiny(unary('LEAKY_RELU', { alpha: 0.25 }, line(4), line(4)), [4, -4, -6, -128])).toEqual([[4, -1, -2, -32]]);
  });

  it('follow the real functions to within a step', () => {
    const inputs = [-128, -77, -40, -3, 0, 5, 41, 90, 127];
    const scale = 0.06;
    const errors = (outputs: readonly number[], real: (x: number) => number, to: { scale: number; zero: number }): number =>
      Math.max(...outputs.map((q, i) => Math.abs(q - Math.min(127, real(inputs[i]! * scale) / to.scale + to.zero))));
    const cases = [
      ['LOGISTIC', (x: number) => 1 / (1 + Math.exp(-x)), { scale: 1 / 256, zero: -128 }],
      ['TANH', Math.tanh, { scale: 1 / 128, zero: 0 }],
      ['HARD_SWISH', (x: number) => (x * Math.min(6, Math.max(0, x + 3))) / 6, { scale: 0.06, zero: -100 }],
    ] as const;
    for (const [code, real, to] of cases)
      expect(errors(runTiny(unary(code, {}, line(9, { scale }), line(9, to)), inputs)[0]!, real, to)).toBeLessThan(1);
  });

  it('use a table on int16', () => {
    const from: TinyTensor = { shape: [4], type: 'int16', scale: 2 ** -12 };
    const to: TinyTensor = { shape: [4], type: 'int16', scale: 2 ** -15 };
    expect(runTiny(unary('LOGISTIC', {}, from, to), [0, 4096, -4096, 32767])).toEqual([[16384, 23956, 8812, 32757]]);
    expect(runTiny(unary('TANH', {}, { ...from, scale: 0.0004 }, to), [0, 2500, -2500, 32767])).toEqual([[0, 24956, -24956, 32767]]);
  });

  it('want the output scale that their arithmetic implies', () => {
    const model = tinyModel([line(2), line(2, { scale: 0.1 })], { code: 'LOGISTIC', options: {}, inputs: [0], outputs: [1] });
    expect(refusalOf(model)).toContain('writes scale 0.00390625 and zero point -128, but tensor 1 "t1" has 0.1');
  });
});

describe('SOFTMAX', () => {
  const share = (values: readonly number[], scale: number): number[] => {
    const powers = values.map((q) => Math.exp((q - Math.max(...values)) * scale));
    return powers.map((power) => power / powers.reduce((sum, each) => sum + each, 0));
  };

  it('sums to one over each row, in every pair of types', () => {
    const values = [30, -20, 29, 0, 10, -128];
    const pairs = [
      [line(6, { scale: 0.1 }), line(6, { scale: 1 / 256, zero: -128 })],
      [line(6, { scale: 0.1 }), line(6, { type: 'int16', scale: 1 / 65536, zero: -32768 })],
      [line(6, { type: 'int16', scale: 0.1 }), line(6, { type: 'int16', scale: 1 / 32768 })],
    ] as const;
    for (const [from, to] of pairs) {
      const outputs = runTiny(unary('SOFTMAX', { beta: 1 }, from, to), values)[0]!;
      const step = to.scale as number;
      share(values, 0.1).forEach((real, i) =>
        expect(Math.abs(outputs[i]! - (to.zero ?? 0) - real / step)).toBeLessThan(to.type === 'int8' ? 1 : 6),
      );
    }
  });

  it('gives literals on int8', () => {
    const softmax = unary(
      'SOFTMAX',
      { beta: 1 },
      { ...line(3, { scale: 0.5 }), shape: [2, 3] },
      { ...line(3, { scale: 1 / 256, zero: -128 }), shape: [2, 3] },
    );
    expect(runTiny(softmax, [0, 0, 0, 100, 0, 98])).toEqual([[-43, -43, -43, 59, -128, -59]]);
  });

  it('takes float32', () => {
    const real: TinyTensor = { shape: [1, 2], type: 'float32' };
    const [outputs] = runTiny(unary('SOFTMAX', { beta: 2 }, real, real), [0, Math.log(3) / 2]);
    expect(outputs![0]).toBeCloseTo(0.25, 6);
    expect(outputs![1]).toBeCloseTo(0.75, 6);
  });
});

describe('QUANTIZE and DEQUANTIZE', () => {
  it('round halves away from zero and saturate', () => {
    const quantize = unary('QUANTIZE', {}, { shape: [1, 5], type: 'float32' }, line(5, { scale: 0.5, zero: 3 }));
    expect(runTiny(quantize, [0.25, -0.25, 0.24, 100, -100])).toEqual([[4, 2, 3, 127, -128]]);
    const dequantize = unary('DEQUANTIZE', {}, line(2, { scale: 0.5, zero: 3 }), { shape: [1, 2], type: 'float32' });
    expect(runTiny(dequantize, [4, -128])).toEqual([[0.5, -65.5]]);
  });

  it('move from one scale and type to another', () => {
    const down = unary('QUANTIZE', {}, line(4, { type: 'int16', scale: 0.25 }), line(4, { zero: -1 }));
    expect(runTiny(down, [2, -2, 400, -32768])).toEqual([[0, -2, 99, -128]]);
    const up = unary('QUANTIZE', {}, line(2), line(2, { type: 'int32', scale: 0.001 }));
    expect(runTiny(up, [127, -128])).toEqual([[127000, -128000]]);
  });
});
