import { describe, expect, it } from 'vitest';
import type { DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import type { ElementType } from '../../graph/tensor.ts';
import { operatorVersion } from './versions.ts';

function tensor(type: ElementType, scaleCount = 1): DeployedTensor {
  return { name: '', shape: [1], type, role: 'activation', bytes: 1, scaleCount };
}

const WINDOW = { padding: 'SAME', strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, activation: 'NONE' } as const;

function op(
  code: 'CONV_2D' | 'DEPTHWISE_CONV_2D' | 'FULLY_CONNECTED' | 'QUANTIZE' | 'SPLIT' | 'TANH',
  inputs: readonly number[],
): DeployedOp {
  const base = { inputs, outputs: [2], node: undefined };
  switch (code) {
    case 'CONV_2D':
      return { code, ...base, options: WINDOW };
    case 'DEPTHWISE_CONV_2D':
      return { code, ...base, options: { ...WINDOW, dilationH: 2, depthMultiplier: 1 } };
    case 'FULLY_CONNECTED':
      return { code, ...base, options: { activation: 'NONE', keepNumDims: false } };
    case 'SPLIT':
      return { code, ...base, options: { numSplits: 1 } };
    case 'QUANTIZE':
    case 'TANH':
      return { code, ...base, options: {} };
  }
}

describe('versions of operators', () => {
  it('follow the types of input, weights and output', () => {
    const int8 = [tensor('int8'), tensor('int8', 4), tensor('int8')];
    const float = [tensor('float32', 0), tensor('float32', 0), tensor('float32', 0)];
    const hybrid = [tensor('float32', 0), tensor('int8', 4), tensor('float32', 0)];
    const hybridTensor = [tensor('float32', 0), tensor('int8'), tensor('float32', 0)];
    const int4 = [tensor('int8'), tensor('int4', 4), tensor('int8')];
    const int16 = [tensor('int16'), tensor('int16'), tensor('int16')];
    const of = (code: Parameters<typeof op>[0]) =>
      [int8, float, hybrid, hybridTensor, int4].map((types) => operatorVersion(op(code, [0, 1, 1]), types));
    expect(of('CONV_2D')).toEqual([3, 1, 5, 2, 7]);
    expect(of('DEPTHWISE_CONV_2D')).toEqual([3, 2, 6, 4, 7]);
    expect(of('FULLY_CONNECTED')).toEqual([4, 1, 12, 3, 10]);
    expect(operatorVersion(op('FULLY_CONNECTED', [0, 1]), int8)).toBe(6);
    expect([int8, int16, float].map((types) => operatorVersion(op('TANH', [0]), types))).toEqual([2, 3, 1]);
    expect([int8, int16].map((types) => operatorVersion(op('QUANTIZE', [0]), types))).toEqual([1, 2]);
    expect(operatorVersion(op('SPLIT', [0, 1]), [tensor('int32'), tensor('int8'), tensor('int8')])).toBe(2);
  });
});
