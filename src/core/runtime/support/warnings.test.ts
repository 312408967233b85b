import { describe, expect, it } from 'vitest';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import { tensorBytes } from '../../graph/tensor.ts';
import type { ElementType, Shape } from '../../graph/tensor.ts';
import type { Core } from '../../mcu/chip.ts';
import { supportOf, warningsOf } from './warnings.ts';

function tensor(shape: Shape, type: ElementType = 'int8', zeroPoint?: number): DeployedTensor {
  const quantization = zeroPoint === undefined ? {} : { quantization: { scales: [0.1], zeroPoints: [zeroPoint], axis: 0 } };
  return { name: '', shape, type, role: 'activation', bytes: tensorBytes(shape, type), scaleCount: 1, ...quantization };
}

function graph(op: Pick<DeployedOp, 'code' | 'inputs'> & { readonly options: object }, tensors: readonly DeployedTensor[]): DeployedGraph {
  return {
    tensors,
    ops: [{ ...op, outputs: [tensors.length - 1], node: 'n' } as unknown as DeployedOp],
    inputs: [0],
    outputs: [tensors.length - 1],
  };
}

const WINDOW = { padding: 'SAME', strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, activation: 'NONE' };
const depthwise = (outputs: number, options: object = {}) =>
  graph({ code: 'DEPTHWISE_CONV_2D', inputs: [0, 1], options: { ...WINDOW, ...options } }, [
    tensor([1, 8, 8, 4]),
    tensor([1, 3, 3, outputs]),
    tensor([1, 8, 8, outputs]),
  ]);
const row = (width: number, kernel: number, outputs: number, stride: number) =>
  graph({ code: 'CONV_2D', inputs: [0, 1], options: { ...WINDOW, strideW: stride } }, [
    tensor([1, 1, width, 8]),
    tensor([6, 1, kernel, 8]),
    tensor([1, 1, outputs, 6]),
  ]);

function kinds(of: DeployedGraph, core: Core, runtime: 'tflm-cmsis-nn' | 'tflm-reference' = 'tflm-cmsis-nn'): string[] {
  return warningsOf(of, runtime, core).map((warning) => warning.kind);
}

describe('warnings of a runtime', () => {
  it('calls a depthwise convolution slow for a channel multiplier or a dilation, under CMSIS-NN only', () => {
    expect(kinds(depthwise(4), 'cortex-m4')).toEqual([]);
    expect(kinds(depthwise(8), 'cortex-m4')).toEqual(['slow']);
    expect(kinds(depthwise(16), 'cortex-m4')).toEqual([]);
    expect(kinds(depthwise(4, { dilationH: 2, dilationW: 2 }), 'cortex-m4')).toEqual(['slow']);
    expect(kinds(depthwise(8), 'cortex-m4', 'tflm-reference')).toEqual([]);
  });

  it('names the node and the operator it speaks of', () => {
    expect(warningsOf(depthwise(8), 'tflm-cmsis-nn', 'cortex-m4')[0]).toMatchObject({ node: 'n', op: 0, kind: 'slow' });
  });

  it('refuses hybrid convolutions, uint8 data and int4 weights without a kernel', () => {
    const conv = (data: ElementType, weights: ElementType) =>
      graph({ code: 'CONV_2D', inputs: [0, 1], options: WINDOW }, [
        tensor([1, 4, 4, 2], data),
        tensor([3, 1, 1, 2], weights),
        tensor([1, 4, 4, 3], data),
      ]);
    const levels = (data: ElementType, weights: ElementType) => {
      const built = conv(data, weights);
      return supportOf(built.ops[0]!, built, 'tflm-reference', 'cortex-m4').level;
    };
    expect(levels('int8', 'int8')).toBe('fast');
    expect(levels('int8', 'int4')).toBe('fast');
    expect(levels('int16', 'int8')).toBe('fast');
    expect(levels('float32', 'float32')).toBe('fast');
    expect(levels('float32', 'int8')).toBe('no');
    expect(levels('uint8', 'uint8')).toBe('no');
    const transposed = graph({ code: 'TRANSPOSE_CONV', inputs: [0, 1, 2], options: WINDOW }, [
      tensor([4], 'int32'),
      tensor([3, 2, 2, 2], 'int4'),
      tensor([1, 4, 4, 2]),
      tensor([1, 8, 8, 3]),
    ]);
    expect(kinds(transposed, 'cortex-m4', 'tflm-reference')).toEqual(['unsupported']);
  });

  it('tells an operator TFLM lacks from one it has and we cannot cost', () => {
    const opaque = (name: string) =>
      graph({ code: 'OPAQUE', inputs: [0], options: { builtin: 0, name, version: 1 } }, [tensor([1, 4]), tensor([1, 4])]);
    expect(kinds(opaque('UNIDIRECTIONAL_SEQUENCE_RNN'), 'cortex-m4')).toEqual(['unsupported']);
    expect(kinds(opaque('PRELU'), 'cortex-m4')).toEqual(['info']);
  });

  it('says once that CMSIS-NN does not run off Arm, and nothing for the model of the literature', () => {
    expect(kinds(depthwise(4), 'riscv32')).toEqual(['unsupported']);
    expect(warningsOf(depthwise(8), 'unas', 'cortex-m4')).toEqual([]);
  });

  it('warns of 1xN strided convolutions on vector cores where they were seen to be wrong, and not where right', () => {
    expect(kinds(row(13, 5, 7, 2), 'cortex-m55')).toEqual(['wrong']);
    expect(kinds(row(30, 7, 10, 3), 'cortex-m85')).toEqual(['wrong']);
    expect(kinds(row(16, 3, 8, 2), 'cortex-m55')).toEqual([]);
    expect(kinds(row(13, 5, 13, 1), 'cortex-m55')).toEqual([]);
    expect(kinds(row(13, 5, 7, 2), 'cortex-m4')).toEqual([]);
  });

  it('warns of SVDF with an int8 state away from zero, and of a depthwise bias listed as absent', () => {
    const svdf = (zeroPoint: number) =>
      graph({ code: 'SVDF', inputs: [0, 1, 2, 3, 4], options: { rank: 1, activation: 'NONE' } }, [
        tensor([1, 16]),
        tensor([8, 16]),
        tensor([8, 8]),
        tensor([8], 'int32'),
        tensor([1, 64], 'int8', zeroPoint),
        tensor([1, 8]),
      ]);
    expect(kinds(svdf(3), 'cortex-m4')).toEqual(['wrong']);
    expect(kinds(svdf(0), 'cortex-m4')).toEqual([]);
    const crash = depthwise(4);
    const op = { ...crash.ops[0]!, inputs: [0, 1, -1] } as DeployedOp;
    expect(kinds({ ...crash, ops: [op] }, 'cortex-m4', 'tflm-reference')).toEqual(['wrong']);
  });
});
