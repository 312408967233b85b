import { describe, expect, it } from 'vitest';
import { quantizedNetwork } from '../../../testing/quantized-network.ts';
import { ok, type Result } from '../../base/result.ts';
import { createRandom } from '../../base/random.ts';
import { randomWeights } from '../../document/random-weights.ts';
import { NO_WEIGHTS, type Weights } from '../../document/weights.ts';
import { decodeWeights, encodeWeights } from '../../document/weights-blob.ts';
import { writeTflite } from '../../formats/tflite/write.ts';
import { createBuilder } from '../../graph/builder.ts';
import type { Graph } from '../../graph/graph.ts';
import type { OpKind } from '../../ops/registry.ts';
import { withQuantization } from './kept-quantization.ts';
import { quantizeAsKept, quantizeDesign } from './quantize-design.ts';
import type { QuantizedModel } from './quantized-model.ts';

/** As they come back from where they are kept. */
function kept(graph: Graph, weights: Weights, model: QuantizedModel, bits: 8 | 4 = 8): Weights {
  const read = decodeWeights(encodeWeights(withQuantization(graph, weights, model, { weightBits: bits })));
  return read.ok ? read.value : NO_WEIGHTS;
}

/** Two copies of a block, with batch norm and activations of its own. */
function blocks(): Graph {
  const net = createBuilder<OpKind>();
  const dense = net.add('dense', { units: 4 }, net.add('input', { shape: [4] }));
  const norm = net.add('batch_norm', {}, dense);
  net.group('block', [dense, norm, net.add('relu', {}, norm)], 2);
  return net.build();
}

describe('scales kept with the weights', () => {
  it('make the same integers of random networks of every operation, inputs and outputs of either type', () => {
    for (let seed = 0; seed < 120; seed++) {
      const { graph, weights, model } = quantizedNetwork(seed, seed % 2 === 0 ? 'int8' : 'float32');
      const again = quantizeAsKept(graph, kept(graph, weights, model), seed % 2 === 0 ? 'int8' : 'float32');
      expect(fileOf(again)).toEqual(fileOf(ok(model)));
    }
  });

  it.each(['lstm', 'svdf', 'gru'] as const)('hold the states of %s', (kind) => {
    const net = createBuilder<OpKind>();
    net.add(kind, kind === 'svdf' ? { units: 4, memory: 3 } : { units: 4 }, net.add('input', { shape: kind === 'svdf' ? [6] : [5, 6] }));
    const { first, again } = roundTrip(net.build(), 8);
    expect(again).toEqual(first);
  });

  it.each([8, 4] as const)('hold copies of a repeated block, and weights of %i bits', (bits) => {
    const { first, again, weights } = roundTrip(blocks(), bits);
    expect(again).toEqual(first);
    expect([...weights.activations.keys()].toSorted()).toEqual(['1', '2', '2#2']);
  });

  it('are of use with all of them there, and only as integers take them', () => {
    const graph = blocks();
    const { weights } = roundTrip(graph, 8);
    const changed = (quantization: { scales: number[]; zeroPoints: number[]; axis: number } | undefined): Weights => ({
      ...weights,
      activations: new Map([...weights.activations, ['2#2', [quantization]]]),
    });
    expect(quantizeAsKept(graph, changed({ scales: [0.5], zeroPoints: [3], axis: 0 }), 'int8').ok).toBe(true);
    for (const wrong of [
      undefined,
      { scales: [], zeroPoints: [], axis: 0 },
      { scales: [0], zeroPoints: [0], axis: 0 },
      { scales: [0.5, 0.5], zeroPoints: [0, 0], axis: 0 },
      { scales: [0.5], zeroPoints: [0.5], axis: 0 },
      { scales: [0.5], zeroPoints: [128], axis: 0 },
    ])
      expect(quantizeAsKept(graph, changed(wrong), 'int8')).toMatchObject({ ok: false });
  });
});

describe('scales of kernels kept with the weights', () => {
  const graph = blocks();
  const { weights } = roundTrip(graph, 8);
  const withKernels = (kernels: readonly (readonly number[] | undefined)[]): Weights => {
    const read = decodeWeights(encodeWeights({ ...weights, trained: { ...weights.trained!, kernelScales: new Map([['2#2', kernels]]) } }));
    return read.ok ? read.value : NO_WEIGHTS;
  };

  it('take the place of those that the largest values give, and clip what they do not reach', () => {
    const coarse = quantizeAsKept(graph, withKernels([[1e-4]]), 'int8');
    if (!coarse.ok) throw new Error(coarse.error.message);
    const kernels = coarse.value.graph.tensors.flatMap(({ role, quantization }, at) =>
      role === 'constant' && quantization?.scales[0] === 1e-4 ? [...new Int8Array(coarse.value.data[at]!.slice().buffer)] : [],
    );
    expect(kernels).toHaveLength(16);
    expect(kernels.every((step) => Math.abs(step) <= 127)).toBe(true);
    expect(kernels.filter((step) => Math.abs(step) === 127).length).toBeGreaterThan(8);
    expect(fileOf(quantizeAsKept(graph, withKernels([undefined]), 'int8'))).toEqual(fileOf(quantizeAsKept(graph, weights, 'int8')));
  });

  it.each([[[1e-4, 1e-4]], [[0]], [[-1]]])('are refused where they do not fit: %j', (scales) => {
    expect(quantizeAsKept(graph, withKernels([scales]), 'int8')).toMatchObject({
      ok: false,
      error: { message: 'The weights keep scales that do not fit the network' },
    });
  });
});

/** The file of a calibrated network, and the one that the kept weights give. */
function roundTrip(graph: Graph, weightBits: 8 | 4) {
  const weights = randomWeights(createRandom(4), graph);
  const random = createRandom(5);
  const samples = Array.from({ length: 3 }, () => [Float32Array.from({ length: lengthOf(graph) }, () => 3 * random.next() - 1)]);
  const model = quantizeDesign(graph, weights, { samples }, { method: { kind: 'mse' }, io: 'int8', weightBits });
  if (!model.ok) throw new Error(model.error.message);
  const held = kept(graph, weights, model.value, weightBits);
  return { first: fileOf(model), again: fileOf(quantizeAsKept(graph, held, 'int8')), weights: held };
}

function fileOf(model: Result<QuantizedModel>): Uint8Array {
  const written = model.ok ? writeTflite(model.value.graph, model.value.data) : model;
  if (!written.ok) throw new Error(written.error.message);
  return written.value;
}

function lengthOf({ nodes }: Graph): number {
  return (nodes[0]!.params['shape'] as readonly number[]).reduce((product, side) => product * side, 1);
}
