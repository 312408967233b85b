import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

function dsCnnGraph(): Graph {
  const net = createBuilder<OpKind>();
  const stem = { filters: 64, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2, activation: 'relu' };
  let value = net.add('conv2d', stem, net.add('input', { shape: [49, 10, 1] }));
  for (let block = 0; block < 4; block++) {
    value = net.chain(
      value,
      ['depthwise_conv2d', { activation: 'relu' }],
      ['conv2d', { filters: 64, kernelH: 1, kernelW: 1, activation: 'relu' }],
    );
  }
  net.chain(value, ['avg_pool2d', { poolH: 25, poolW: 5, strideH: 25, strideW: 5 }], ['flatten'], ['dense', { units: 12 }], ['softmax']);
  return net.build();
}

export const dsCnn: Sample = {
  id: 'ds-cnn',
  name: 'DS-CNN',
  summary: 'Ten spoken commands, silence or another word. Four depthwise-separable blocks; keyword spotting of MLPerf Tiny.',
  task: 'audio',
  design: () =>
    sampleDesign(
      'DS-CNN, keyword spotting',
      'stm32l4r5zi',
      dsCnnGraph(),
      "Keyword spotting, MLPerf Tiny reference network: 49 frames of 10 MFCCs, twelve classes. The chip is the benchmark's reference board.",
    ),
};
