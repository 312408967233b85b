import { createBuilder, type GraphBuilder } from '../../graph/builder.ts';
import type { Graph, PortRef } from '../../graph/graph.ts';
import type { OpKind } from '../../ops/registry.ts';
import { buildUnas, type Map2D, type UnasBuilder } from './build-unas.ts';
import type { UnasLayer, UnasNetwork } from './unas-genotype.ts';

/** The network a genotype stands for, as it is trained and deployed: pooled odd sizes are rounded down, branches padded with Pad. */
export function unasGraph(network: UnasNetwork): Graph {
  const [height, width, channels] = network.input;
  const graph = createBuilder<OpKind>();
  const handle = graph.add('input', { shape: [height, width, channels] });
  buildUnas(network, { handle, height, width, channels }, graphBuilder(graph));
  return graph.build();
}

function graphBuilder(graph: GraphBuilder<OpKind>): UnasBuilder<PortRef> {
  return {
    convolve: (input, layer) => convolve(graph, input, layer),
    pool: (input, type, height, width) => ({
      handle: graph.add(
        type === 'avg' ? 'avg_pool2d' : 'max_pool2d',
        { poolH: height, poolW: width, strideH: height, strideW: width, padding: 'valid' },
        input.handle,
      ),
      height: Math.floor(input.height / height),
      width: Math.floor(input.width / width),
      channels: input.channels,
    }),
    add: (inputs) => add(graph, inputs),
    flatten: (input) => graph.add('flatten', {}, input.handle),
    dense: (input, units, activation) => graph.add('dense', activation === 'none' ? { units } : { units, activation }, input),
  };
}

/** Convolution, then batch norm, then ReLU, as far as the genes say. */
function convolve(graph: GraphBuilder<OpKind>, input: Map2D<PortRef>, layer: UnasLayer): Map2D<PortRef> {
  const { kernel } = layer;
  const stride = layer.strided ? 2 : 1;
  const depthwise = layer.type === 'DWConv2D';
  const params = {
    ...(depthwise ? {} : { filters: layer.filters }),
    kernelH: kernel,
    kernelW: kernel,
    strideH: stride,
    strideW: stride,
    padding: 'valid',
    ...(layer.relu && !layer.batchNorm ? { activation: 'relu' } : {}),
  };
  let handle = graph.add(depthwise ? 'depthwise_conv2d' : 'conv2d', params, input.handle);
  if (layer.batchNorm) handle = graph.add('batch_norm', {}, handle);
  if (layer.relu && layer.batchNorm) handle = graph.add('relu', {}, handle);
  return {
    handle,
    height: Math.floor((input.height - kernel) / stride) + 1,
    width: Math.floor((input.width - kernel) / stride) + 1,
    channels: depthwise ? input.channels : layer.filters,
  };
}

function add(graph: GraphBuilder<OpKind>, inputs: readonly Map2D<PortRef>[]): Map2D<PortRef> {
  const height = Math.max(...inputs.map((input) => input.height));
  const width = Math.max(...inputs.map((input) => input.width));
  const padded = inputs.map((input) => {
    const pads = [0, height - input.height, 0, width - input.width];
    return pads.some((pad) => pad > 0) ? graph.add('pad', { pads }, input.handle) : input.handle;
  });
  return { handle: graph.add('add', {}, ...padded), height, width, channels: inputs[0]!.channels };
}
