import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { deployedOp, deployedTensor } from '../../../testing/measured-graphs.ts';
import { randomDeployed } from '../../../testing/random-deployed.ts';
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import type { ElementType, Shape } from '../../graph/tensor.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import type { KernelMemory } from './memory.ts';
import { kernelMemory, kernelRecords } from './memory.ts';
import { targetOf } from './target.ts';

const CONV = { padding: 'SAME', strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, activation: 'NONE' } as const;

/** Input, kernel with one scale a channel, bias, output; the operator reads the first three. */
function conv(
  op: (inputs: number[], outputs: number[]) => DeployedOp,
  shapes: readonly [Shape, Shape, Shape],
  type: ElementType = 'int8',
): DeployedGraph {
  const [input, kernel, output] = shapes;
  const channels = output.at(-1)!;
  const tensors = [
    deployedTensor('activation', type, input),
    deployedTensor('constant', type === 'int16' ? 'int8' : type, kernel, channels),
    deployedTensor('constant', 'int32', [channels], channels),
    deployedTensor('activation', type, output),
  ];
  return { tensors, ops: [op([0, 1, 2], [3])], inputs: [0], outputs: [3] };
}

const conv2d = (...shapes: [Shape, Shape, Shape]): DeployedGraph => conv((i, o) => deployedOp('CONV_2D', i, o, CONV), shapes);
const depthwise = (...shapes: [Shape, Shape, Shape]): DeployedGraph =>
  conv((i, o) => deployedOp('DEPTHWISE_CONV_2D', i, o, { ...CONV, depthMultiplier: 1 }), shapes);

function memory(graph: DeployedGraph, runtime: RuntimeId, core: Core): KernelMemory {
  return kernelMemory(graph.ops[0]!, graph, runtime, core);
}

const scratch = (graph: DeployedGraph, runtime: RuntimeId, core: Core): number[] =>
  memory(graph, runtime, core).scratch.map(({ bytes }) => bytes);

describe('kernelMemory', () => {
  it('names what a convolution keeps', () => {
    const graph = conv2d([1, 32, 32, 16], [8, 3, 3, 16], [1, 32, 32, 8]);
    expect(memory(graph, 'tflm-reference', 'cortex-m4')).toEqual({
      persistent: [
        { what: 'builtin parameters', bytes: 28 },
        { what: 'operator data', bytes: 56 },
        { what: 'multiplier of each channel', bytes: 32 },
        { what: 'shift of each channel', bytes: 32 },
      ],
      scratch: [],
    });
  });

  it('unrolls two int16 columns with DSP instructions or none, four int8 columns with MVE', () => {
    const graph = conv2d([1, 32, 32, 3], [16, 3, 3, 3], [1, 32, 32, 16]);
    expect(scratch(graph, 'tflm-cmsis-nn', 'cortex-m7')).toEqual([112]);
    expect(scratch(graph, 'tflm-cmsis-nn', 'cortex-m0+')).toEqual([112]);
    expect(scratch(graph, 'tflm-cmsis-nn', 'cortex-m85')).toEqual([128]);
  });

  it('asks for no scratch for a pointwise convolution', () => {
    expect(scratch(conv2d([1, 8, 8, 4], [8, 1, 1, 4], [1, 8, 8, 8]), 'tflm-cmsis-nn', 'cortex-m55')).toEqual([]);
  });

  it('asks for a padded row for a 1x5 convolution with MVE', () => {
    const graph = conv2d([1, 1, 128, 32], [64, 1, 5, 32], [1, 1, 128, 64]);
    expect(scratch(graph, 'tflm-cmsis-nn', 'cortex-m55')).toEqual([224]);
    expect(scratch(graph, 'tflm-cmsis-nn', 'cortex-m4')).toEqual([640]);
  });

  it('runs a 3x3 depthwise kernel without scratch except with MVE, and a 5x5 one with', () => {
    const small = depthwise([1, 24, 24, 32], [1, 3, 3, 32], [1, 24, 24, 32]);
    const large = depthwise([1, 24, 24, 32], [1, 5, 5, 32], [1, 24, 24, 32]);
    expect(scratch(small, 'tflm-cmsis-nn', 'cortex-m33')).toEqual([]);
    expect(scratch(small, 'tflm-cmsis-nn', 'cortex-m55')).toEqual([4464]);
    expect(scratch(large, 'tflm-cmsis-nn', 'cortex-m33')).toEqual([1600]);
    expect(scratch(large, 'tflm-cmsis-nn', 'cortex-m3')).toEqual([]);
  });

  it('keeps the sums of a dense layer’s weights with MVE only', () => {
    const tensors = [
      deployedTensor('activation', 'int8', [1, 640]),
      deployedTensor('constant', 'int8', [128, 640]),
      deployedTensor('activation', 'int8', [1, 128]),
    ];
    const op = deployedOp('FULLY_CONNECTED', [0, 1, -1], [2], { activation: 'NONE', keepNumDims: false });
    const graph: DeployedGraph = { tensors, ops: [op], inputs: [0], outputs: [2] };
    const sums = { what: 'sum of each row of weights', bytes: 512 };
    expect(memory(graph, 'tflm-cmsis-nn', 'cortex-m55').persistent).toContainEqual(sums);
    expect(memory(graph, 'tflm-cmsis-nn', 'cortex-m4').persistent).not.toContainEqual(sums);
  });

  it('gives CMSIS-NN’s kernels to Arm cores only', () => {
    expect(targetOf('tflm-cmsis-nn', 'riscv32').kernels).toBe('reference');
    expect(targetOf('tflm-cmsis-nn', 'cortex-m0').kernels).toBe('cmsis-nn');
    expect(targetOf('tflm-reference', 'cortex-m55')).toEqual(targetOf('tflm-reference', 'cortex-m0'));
  });

  it('answers for any operator with any operands, in whole bytes', () => {
    const random = createRandom(11);
    for (let i = 0; i < 2_000; i++) {
      const graph = randomDeployed(random, 6);
      const core = random.pick<Core>(['cortex-m0+', 'cortex-m4', 'cortex-m55', 'riscv32', 'riscv64']);
      for (const op of graph.ops) {
        const { persistent, scratch: asked } = kernelMemory(op, graph, 'tflm-cmsis-nn', core);
        for (const { bytes } of [...persistent, ...asked])
          expect(Number.isSafeInteger(bytes) && bytes >= 0, `${op.code} ${bytes}`).toBe(true);
      }
    }
  });
});

describe('kernelRecords', () => {
  it('has the sizes the compiler gave TFLM’s structs on 32-bit Arm', () => {
    const table = kernelRecords(targetOf('tflm-reference', 'cortex-m4'));
    const sizes = Object.fromEntries(Object.entries(table).map(([code, { params, opDataBytes }]) => [code, [params.bytes, opDataBytes]]));
    expect(sizes).toMatchObject({
      CONV_2D: [28, 56],
      DEPTHWISE_CONV_2D: [28, 56],
      FULLY_CONNECTED: [5, 48],
      AVERAGE_POOL_2D: [40, 32],
      ADD: [2, 60],
      MUL: [1, 36],
      SOFTMAX: [4, 56],
      MEAN: [1, 44],
      RESHAPE: [36, 0],
      CONCATENATION: [8, 24],
      SVDF: [8, 36],
      UNIDIRECTIONAL_SEQUENCE_LSTM: [16, 688],
      OPAQUE: [0, 0],
    });
  });

  it('has CMSIS-NN’s larger ones', () => {
    const table = kernelRecords(targetOf('tflm-cmsis-nn', 'cortex-m4'));
    expect(table.CONV_2D.opDataBytes).toBe(60);
    expect(table.FULLY_CONNECTED.opDataBytes).toBe(72);
    expect(table.UNIDIRECTIONAL_SEQUENCE_LSTM.opDataBytes).toBe(912);
  });
});
