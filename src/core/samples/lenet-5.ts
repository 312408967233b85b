import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

function leNet(): Graph {
  const net = createBuilder<OpKind>();
  net.chain(
    net.add('input', { shape: [28, 28, 1] }),
    ['conv2d', { filters: 6, kernelH: 5, kernelW: 5, activation: 'tanh' }],
    ['avg_pool2d'],
    ['conv2d', { filters: 16, kernelH: 5, kernelW: 5, padding: 'valid', activation: 'tanh' }],
    ['avg_pool2d'],
    ['flatten'],
    ['dense', { units: 120, activation: 'tanh' }],
    ['dense', { units: 84, activation: 'tanh' }],
    ['dense', { units: 10 }],
    ['softmax'],
  );
  return net.build();
}

export const leNet5: Sample = {
  id: 'lenet-5',
  name: 'LeNet-5',
  summary: 'Handwritten digits. The classic: two convolutions, two poolings, three dense layers, tanh throughout.',
  task: 'image',
  design: () =>
    sampleDesign(
      'LeNet-5, handwritten digits',
      'stm32f446re',
      leNet(),
      'After LeCun et al. 1998, for 28x28 images padded to the original size.',
    ),
};
