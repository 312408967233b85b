import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/base/random.ts';
import type { Random } from '../core/base/random.ts';
import type { Activation, OptionsByCode, Padding } from '../core/graph/deployed.ts';
import { elementCount } from '../core/graph/tensor.ts';
import type { Elements } from '../core/quant/elements.ts';
import { createInterpreter } from '../core/quant/interpreter.ts';
import type { Kernels } from '../core/quant/kernels/registry.ts';
import { CLEAR_KERNELS } from '../core/quant/kernels/registry.ts';
import type { DeployedModel } from '../core/quant/memory.ts';
import { quantizedNetwork } from '../testing/quantized-network.ts';
import { tinyModel } from '../testing/tiny-model.ts';
import type { TinyTensor } from '../testing/tiny-model.ts';
import { createWasmKernels } from './wasm-kernels.ts';
import { SIMD_SOURCE_SHA256 } from './simd-wasm.ts';

const int8 = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.int(-128, 127));
/** From far below one to above one: left and right shifts, saturation and ties. */
const scaleOf = (random: Random): number => random.pick([2 ** -9, 0.003, 0.01, 0.25, 0.5, 1, 3, 2 ** -20, 40]);
const activation = (random: Random): Activation => random.pick(['NONE', 'RELU', 'RELU6', 'RELU_N1_TO_1']);

function activationTensor(random: Random, shape: readonly number[]): TinyTensor {
  return { shape, type: 'int8', scale: random.pick([0.02, 0.1, 1]), zero: random.int(-128, 127) };
}

interface Window {
  readonly cells: number;
  readonly filter: number;
  readonly stride: number;
  readonly dilation: number;
}

function windowOf(random: Random): Window {
  const [filter, dilation] = [random.int(1, 5), random.pick([1, 1, 2])];
  return { filter, dilation, stride: random.int(1, 3), cells: random.int((filter - 1) * dilation + 1, 12) };
}

function outputs({ cells, filter, stride, dilation }: Window, padding: Padding): number {
  return padding === 'SAME' ? Math.ceil(cells / stride) : Math.ceil((cells - (filter - 1) * dilation) / stride);
}

interface Parts {
  readonly down: Window;
  readonly across: Window;
  readonly options: OptionsByCode['CONV_2D'];
}

function partsOf(random: Random): Parts {
  const [down, across] = [windowOf(random), windowOf(random)];
  const options = {
    padding: random.pick(['SAME', 'VALID'] as const),
    strideH: down.stride,
    strideW: across.stride,
    dilationH: down.dilation,
    dilationW: across.dilation,
    activation: activation(random),
  };
  return { down, across, options };
}

function bias(random: Random, count: number): TinyTensor {
  return { shape: [count], type: 'int32', scale: 1, data: Array.from({ length: count }, () => random.int(-30_000, 30_000)) };
}

function randomConv(random: Random): DeployedModel {
  const { down, across, options } = partsOf(random);
  const [batches, channels, filters] = [random.int(1, 2), random.int(1, 19), random.int(1, 21)];
  const weights: TinyTensor = {
    shape: [filters, down.filter, across.filter, channels],
    type: 'int8',
    scale: Array.from({ length: filters }, () => scaleOf(random)),
    data: int8(random, filters * down.filter * across.filter * channels),
  };
  return tinyModel(
    [
      activationTensor(random, [batches, down.cells, across.cells, channels]),
      weights,
      activationTensor(random, [batches, outputs(down, options.padding), outputs(across, options.padding), filters]),
      bias(random, filters),
    ],
    { code: 'CONV_2D', options, inputs: [0, 1, 3], outputs: [2] },
  );
}

function randomDepthwise(random: Random): DeployedModel {
  const { down, across, options } = partsOf(random);
  const [batches, channels] = [random.int(1, 2), random.int(1, 35)];
  const weights: TinyTensor = {
    shape: [1, down.filter, across.filter, channels],
    type: 'int8',
    scale: Array.from({ length: channels }, () => scaleOf(random)),
    axis: 3,
    data: int8(random, down.filter * across.filter * channels),
  };
  return tinyModel(
    [
      activationTensor(random, [batches, down.cells, across.cells, channels]),
      weights,
      activationTensor(random, [batches, outputs(down, options.padding), outputs(across, options.padding), channels]),
      bias(random, channels),
    ],
    { code: 'DEPTHWISE_CONV_2D', options: { ...options, depthMultiplier: 1 }, inputs: [0, 1, 3], outputs: [2] },
  );
}

function randomDense(random: Random): DeployedModel {
  const [rows, depth, units] = [random.int(1, 6), random.int(1, 80), random.int(1, 30)];
  const weights: TinyTensor = { shape: [units, depth], type: 'int8', scale: scaleOf(random), data: int8(random, units * depth) };
  return tinyModel([activationTensor(random, [rows, depth]), weights, activationTensor(random, [rows, units]), bias(random, units)], {
    code: 'FULLY_CONNECTED',
    options: { activation: activation(random), keepNumDims: false },
    inputs: [0, 1, 3],
    outputs: [2],
  });
}

function randomSum(random: Random): DeployedModel {
  const shape = [random.int(1, 5), random.int(1, 9)];
  const tensors = [0, 1, 2].map(() => activationTensor(random, shape));
  const code = random.pick(['ADD', 'SUB'] as const);
  return tinyModel(tensors, { code, options: { activation: activation(random) }, inputs: [0, 1], outputs: [2] });
}

/** The same operator on float32, its integers taken as reals. */
function asReal({ graph, data }: DeployedModel): DeployedModel {
  const tensors = graph.tensors.map(({ quantization: _, ...tensor }) => ({
    ...tensor,
    type: 'float32' as const,
    bytes: 4 * elementCount(tensor.shape),
    scaleCount: 0,
  }));
  const real = data.map((bytes, i) => {
    if (bytes === undefined) return undefined;
    const values = graph.tensors[i]!.type === 'int8' ? new Int8Array(bytes.buffer) : new Int32Array(bytes.buffer);
    return new Uint8Array(Float32Array.from(values, (value) => value / 97).buffer);
  });
  return { graph: { ...graph, tensors }, data: real };
}

/** Every operator's outputs. */
function tensorsOf(model: DeployedModel, kernels: Kernels, inputs: readonly Elements[]): Elements[] {
  const interpreter = createInterpreter(model, { kernels });
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const done = interpreter.value.run(inputs);
  if (!done.ok) throw new Error(done.error.message);
  return model.graph.ops.flatMap((op) => op.outputs.map((index) => interpreter.value.tensor(index)));
}

describe('the WebAssembly kernels', () => {
  it.each([
    ['convolutions', randomConv],
    ['depthwise convolutions', randomDepthwise],
    ['dense layers', randomDense],
    ['sums and differences', randomSum],
  ] as const)('give the bits of the clear ones on random %s', (_, make) => {
    const random = createRandom(3);
    for (let i = 0; i < 150; i++) {
      const model = make(random);
      const inputs = model.graph.inputs.map((index) => Int8Array.from(int8(random, model.graph.tensors[index]!.bytes)));
      expect(tensorsOf(model, createWasmKernels(), inputs), `model ${i}`).toEqual(tensorsOf(model, CLEAR_KERNELS, inputs));
    }
  });

  it.each([
    ['convolutions', randomConv],
    ['depthwise convolutions', randomDepthwise],
    ['dense layers', randomDense],
  ] as const)('round as the clear ones do on random float32 %s', (_, make) => {
    const random = createRandom(4);
    for (let i = 0; i < 60; i++) {
      const model = asReal(make(random));
      const count = elementCount(model.graph.tensors[0]!.shape);
      const inputs = [Float32Array.from({ length: count }, () => random.next() * 2 - 1)];
      expect(tensorsOf(model, createWasmKernels(), inputs), `model ${i}`).toEqual(tensorsOf(model, CLEAR_KERNELS, inputs));
    }
  });

  it('give the bits of the clear ones on random networks, quantised and not, tensor by tensor', () => {
    for (let seed = 100; seed < 130; seed++) {
      const { model, inputs } = quantizedNetwork(seed);
      expect(tensorsOf(model, createWasmKernels(), inputs), `seed ${seed}`).toEqual(tensorsOf(model, CLEAR_KERNELS, inputs));
      expect(tensorsOf(model.real, createWasmKernels(), inputs), `seed ${seed}`).toEqual(tensorsOf(model.real, CLEAR_KERNELS, inputs));
    }
  });

  it('are not the clear ones where the engine has SIMD', () => {
    expect(createWasmKernels().CONV_2D).not.toBe(CLEAR_KERNELS.CONV_2D);
  });

  it('were compiled from the source beside them', () => {
    const source = readFileSync(new URL('./simd.as', import.meta.url));
    expect(createHash('sha256').update(source).digest('hex')).toBe(SIMD_SOURCE_SHA256);
  });
});
