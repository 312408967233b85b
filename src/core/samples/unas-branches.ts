import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

/** Three branches between an addition and the stem, then two more: the order in which they run decides the peak. */
function branches(): Graph {
  const net = createBuilder<OpKind>();
  const point = (filters: number) => ({ filters, kernelH: 1, kernelW: 1 });
  const valid = { padding: 'valid' };
  const relu = { activation: 'relu' };
  const input = net.add('input', { shape: [32, 32, 3] });
  const stem = net.add('conv2d', { filters: 12, strideH: 2, strideW: 2, ...valid, ...relu }, input);
  const plain = net.add('conv2d', { filters: 24, ...valid, ...relu }, stem);
  const slim = net.chain(stem, ['depthwise_conv2d', { ...valid, ...relu }], ['conv2d', point(24)]);
  const wide = net.chain(stem, ['conv2d', { ...point(48), ...relu }], ['depthwise_conv2d', { ...valid, ...relu }], ['conv2d', point(24)]);
  const sum = net.add('max_pool2d', {}, net.add('add', {}, plain, slim, wide));
  const short = net.add('conv2d', { ...point(32) }, sum);
  const long = net.chain(sum, ['conv2d', { ...point(64), ...relu }], ['conv2d', point(32)]);
  net.chain(
    net.add('add', relu, short, long),
    ['avg_pool2d'],
    ['flatten'],
    ['dense', { units: 32, activation: 'relu' }],
    ['dense', { units: 10 }],
  );
  return net.build();
}

export const unasBranches: Sample = {
  id: 'unas-branches',
  name: 'µNAS-style branches',
  summary: 'A found rather than drawn network for CIFAR-10: parallel branches, whose running order decides the peak of SRAM.',
  task: 'image',
  design: () =>
    sampleDesign(
      'µNAS-style network with branches',
      'stm32f446re',
      branches(),
      'In the manner of the µNAS search space (arXiv:2010.14246). Compare the file order with the best order in the memory map.',
    ),
};
