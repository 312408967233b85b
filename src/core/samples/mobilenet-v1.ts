import { createBuilder } from '../graph/builder.ts';
import type { Graph, PortRef } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

/** Filters of the pointwise convolutions and the stride of the depthwise ones before them; width 0.25 of MobileNetV1. */
const BLOCKS: readonly (readonly [filters: number, stride: 1 | 2])[] = [
  [16, 1],
  [32, 2],
  [32, 1],
  [64, 2],
  [64, 1],
  [128, 2],
  [128, 1],
  [128, 1],
  [128, 1],
  [128, 1],
  [128, 1],
  [256, 2],
  [256, 1],
];

function mobileNet(): Graph {
  const net = createBuilder<OpKind>();
  const input = net.add('input', { shape: [96, 96, 3] });
  let value: PortRef = net.add('conv2d', { filters: 8, strideH: 2, strideW: 2, activation: 'relu' }, input);
  for (const [filters, stride] of BLOCKS) {
    value = net.chain(
      value,
      ['depthwise_conv2d', { strideH: stride, strideW: stride, activation: 'relu' }],
      ['conv2d', { filters, kernelH: 1, kernelW: 1, activation: 'relu' }],
    );
  }
  net.chain(value, ['avg_pool2d', { poolH: 3, poolW: 3, strideH: 3, strideW: 3 }], ['flatten'], ['dense', { units: 2 }], ['softmax']);
  return net.build();
}

export const mobileNetV1: Sample = {
  id: 'mobilenet-v1',
  name: 'MobileNetV1 0.25',
  summary: 'Is there a person in the picture? Depthwise-separable convolutions; visual wake words of MLPerf Tiny.',
  task: 'image',
  design: () =>
    sampleDesign(
      'MobileNetV1 0.25, visual wake words',
      'stm32l4r5zi',
      mobileNet(),
      "Visual wake words, MLPerf Tiny reference network: a 96x96 colour image, person or no person. The chip is the benchmark's reference board.",
    ),
};
