import { createBuilder, type GraphBuilder } from '../graph/builder.ts';
import type { Graph, PortRef } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

/** Two convolutions beside an identity, or beside a strided 1x1 convolution where the map shrinks. */
function residual(net: GraphBuilder<OpKind>, input: PortRef, filters: number, stride: 1 | 2): PortRef {
  const strides = { strideH: stride, strideW: stride };
  const deep = net.chain(input, ['conv2d', { filters, ...strides, activation: 'relu' }], ['conv2d', { filters }]);
  if (stride === 1) return net.add('add', { activation: 'relu' }, input, deep);
  const shortcut = net.add('conv2d', { filters, kernelH: 1, kernelW: 1, ...strides }, input);
  return net.add('add', { activation: 'relu' }, shortcut, deep);
}

function resNet(): Graph {
  const net = createBuilder<OpKind>();
  let value = net.add('conv2d', { filters: 16, activation: 'relu' }, net.add('input', { shape: [32, 32, 3] }));
  value = residual(net, value, 16, 1);
  value = residual(net, value, 32, 2);
  value = residual(net, value, 64, 2);
  net.chain(value, ['avg_pool2d', { poolH: 8, poolW: 8, strideH: 8, strideW: 8 }], ['flatten'], ['dense', { units: 10 }], ['softmax']);
  return net.build();
}

export const resNet8: Sample = {
  id: 'resnet-8',
  name: 'ResNet-8',
  summary: 'Ten kinds of small pictures (CIFAR-10). Three residual blocks; image classification of MLPerf Tiny.',
  task: 'image',
  design: () =>
    sampleDesign(
      'ResNet-8, CIFAR-10',
      'stm32l4r5zi',
      resNet(),
      "Image classification, MLPerf Tiny reference network: a 32x32 colour image, ten classes. The chip is the benchmark's reference board.",
    ),
};
