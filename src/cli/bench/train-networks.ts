/** The networks that training is timed on: as in the native peer, layer by layer. */
import { createBuilder, type GraphBuilder } from '../../core/graph/builder.ts';
import type { Graph, PortRef } from '../../core/graph/graph.ts';
import type { OpKind } from '../../core/ops/registry.ts';

type Net = GraphBuilder<OpKind>;
type Value = PortRef;

interface ConvNorm {
  readonly filters: number;
  readonly kernel: readonly [number, number];
  readonly stride?: number;
  readonly relu?: boolean;
}

function convNorm(net: Net, from: Value, { filters, kernel: [kernelH, kernelW], stride = 1, relu = true }: ConvNorm): Value {
  const conv = net.add('conv2d', { filters, kernelH, kernelW, strideH: stride, strideW: stride, padding: 'same', bias: false }, from);
  const norm = net.add('batch_norm', { momentum: 0.9 }, conv);
  return relu ? net.add('relu', {}, norm) : norm;
}

function depthwiseNorm(net: Net, from: Value, stride = 1): Value {
  const conv = net.add(
    'depthwise_conv2d',
    { kernelH: 3, kernelW: 3, strideH: stride, strideW: stride, padding: 'same', bias: false },
    from,
  );
  return net.add('relu', {}, net.add('batch_norm', { momentum: 0.9 }, conv));
}

function head(net: Net, from: Value, units: number): void {
  net.add('dense', { units }, net.add('global_avg_pool', {}, from));
}

function dsCnn(net: Net): void {
  let value = convNorm(net, net.add('input', { shape: [49, 10, 1] }), { filters: 64, kernel: [10, 4], stride: 2 });
  for (let block = 0; block < 4; block++) value = convNorm(net, depthwiseNorm(net, value), { filters: 64, kernel: [1, 1] });
  head(net, value, 12);
}

function residual(net: Net, from: Value, filters: number, stride: number): Value {
  const a = convNorm(net, from, { filters, kernel: [3, 3], stride });
  const b = convNorm(net, a, { filters, kernel: [3, 3], relu: false });
  const skip =
    stride === 1 ? from : net.add('conv2d', { filters, kernelH: 1, kernelW: 1, strideH: stride, strideW: stride, padding: 'same' }, from);
  return net.add('relu', {}, net.add('add', {}, b, skip));
}

function resNet8(net: Net): void {
  const stem = convNorm(net, net.add('input', { shape: [32, 32, 3] }), { filters: 16, kernel: [3, 3] });
  head(net, residual(net, residual(net, residual(net, stem, 16, 1), 32, 2), 64, 2), 10);
}

function mobileNet(net: Net): void {
  const plan = [
    [16, 1],
    [32, 2],
    [32, 1],
    [64, 2],
    [64, 1],
    [128, 2],
    ...Array.from({ length: 5 }, () => [128, 1]),
    [256, 2],
    [256, 1],
  ] as const;
  let value = convNorm(net, net.add('input', { shape: [96, 96, 3] }), { filters: 8, kernel: [3, 3], stride: 2 });
  for (const [filters, stride] of plan) value = convNorm(net, depthwiseNorm(net, value, stride), { filters: filters, kernel: [1, 1] });
  head(net, value, 2);
}

function autoEncoder(net: Net): void {
  let value = net.add('input', { shape: [640] });
  for (const units of [128, 128, 128, 128, 8, 128, 128, 128, 128])
    value = net.add('relu', {}, net.add('batch_norm', { momentum: 0.9 }, net.add('dense', { units }, value)));
  net.add('dense', { units: 640 }, value);
}

function mnistCnn(net: Net): void {
  const stem = convNorm(net, net.add('input', { shape: [28, 28, 1] }), { filters: 16, kernel: [3, 3] });
  const wide = depthwiseNorm(net, convNorm(net, stem, { filters: 32, kernel: [3, 3], stride: 2 }));
  head(net, convNorm(net, wide, { filters: 64, kernel: [1, 1] }), 10);
}

const DRAWINGS = { 'ds-cnn': dsCnn, 'resnet-8': resNet8, 'mobilenet-v1-025': mobileNet, autoencoder: autoEncoder, 'mnist-cnn': mnistCnn };

export type TrainNetwork = keyof typeof DRAWINGS;
export const TRAIN_NETWORKS = Object.keys(DRAWINGS) as TrainNetwork[];

export function trainNetwork(name: TrainNetwork): Graph {
  const net = createBuilder<OpKind>();
  DRAWINGS[name](net);
  return net.build();
}
