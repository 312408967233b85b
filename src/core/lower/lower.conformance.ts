import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../testing/reference-files.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { createBuilder, type GraphBuilder } from '../graph/builder.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Graph, Params, PortRef } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { lower } from './lower.ts';

type Builder = GraphBuilder<OpKind>;

/** A layer as Keras models write it: no bias, batch norm, then ReLU. */
function normed(net: Builder, from: PortRef, kind: 'conv2d' | 'depthwise_conv2d', params: Params): PortRef {
  return net.chain(from, [kind, params], ['batch_norm'], ['relu']);
}

function dsCnn(): Graph {
  const net = createBuilder<OpKind>();
  let x = normed(net, net.add('input', { shape: [49, 10, 1] }), 'conv2d', { filters: 64, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2 });
  x = net.chain(x, ['dropout']);
  for (let i = 0; i < 4; i++) {
    x = normed(net, x, 'depthwise_conv2d', { bias: false });
    x = normed(net, x, 'conv2d', { filters: 64, kernelH: 1, kernelW: 1, bias: false });
  }
  net.chain(
    x,
    ['dropout'],
    ['avg_pool2d', { poolH: 25, poolW: 5, strideH: 25, strideW: 5 }],
    ['flatten'],
    ['dense', { units: 12 }],
    ['softmax'],
  );
  return net.build();
}

function resNet8(): Graph {
  const net = createBuilder<OpKind>();
  let x = normed(net, net.add('input', { shape: [32, 32, 3] }), 'conv2d', { filters: 16 });
  for (const [filters, stride] of [
    [16, 1],
    [32, 2],
    [64, 2],
  ] as const) {
    const first = normed(net, x, 'conv2d', { filters, strideH: stride, strideW: stride });
    const second = net.chain(first, ['conv2d', { filters, bias: false }], ['batch_norm']);
    const operands =
      stride === 1 ? [x, second] : [net.add('conv2d', { filters, kernelH: 1, kernelW: 1, strideH: stride, strideW: stride }, x), second];
    x = net.add('relu', {}, net.add('add', {}, ...operands));
  }
  net.chain(x, ['avg_pool2d', { poolH: 8, poolW: 8, strideH: 8, strideW: 8 }], ['flatten'], ['dense', { units: 10 }], ['softmax']);
  return net.build();
}

/** Every operator with its options and its tensors' shape, type, role, bytes and number of scales; a RESHAPE's target stays out. */
function operators({ ops, tensors }: DeployedGraph): readonly unknown[] {
  const about = (index: number): unknown => {
    const { shape, type, role, bytes, scaleCount } = tensors[index]!;
    return { shape, type, role, bytes, scaleCount };
  };
  return ops.map(({ code, options, inputs, outputs }) => ({
    code,
    options: code === 'RESHAPE' ? {} : options,
    inputs: inputs.map(about),
    outputs: outputs.map(about),
  }));
}

/** Activations by index, as the names of their producers' positions: what the planner's order of equal sizes depends on. */
function activationOrder({ ops, tensors }: DeployedGraph): readonly number[] {
  const producer = new Map(ops.flatMap((op, at) => op.outputs.map((index) => [index, at] as const)));
  return tensors.flatMap(({ role }, index) => (role === 'activation' ? [producer.get(index) ?? -1] : []));
}

function fileGraph(name: string): DeployedGraph {
  const { bytes } = referenceModels().find((model) => model.name === name)!;
  const read = readTflite(bytes, name);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.graph;
}

describe.runIf(hasReference)('lowering against the TensorFlow Lite converter', () => {
  it.each([
    ['mlperf_kws_dscnn_int8', dsCnn()],
    ['mlperf_ic_resnet8_int8', resNet8()],
  ] as const)('gives the operators, types, scales and activation order of %s', (name, graph) => {
    const { deployed, problems } = lower(graph, { scheme: 'int8', io: 'int8' });
    const file = fileGraph(name);
    expect(problems).toEqual([]);
    expect(operators(deployed)).toEqual(operators(file));
    expect(activationOrder(deployed)).toEqual(activationOrder(file));
    expect(deployed.tensors.length).toBe(file.tensors.length);
  });
});
