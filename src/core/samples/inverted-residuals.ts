import { createBuilder, type GraphBuilder } from '../graph/builder.ts';
import type { Graph, PortRef } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

interface Block {
  readonly name: string;
  readonly expanded: number;
  readonly filters: number;
  readonly stride: 1 | 2;
}

const BLOCKS: readonly Block[] = [
  { name: 'Block 1', expanded: 32, filters: 16, stride: 2 },
  { name: 'Block 2', expanded: 64, filters: 16, stride: 1 },
  { name: 'Block 3', expanded: 64, filters: 24, stride: 2 },
  { name: 'Block 4', expanded: 96, filters: 24, stride: 1 },
  { name: 'Block 5', expanded: 96, filters: 40, stride: 2 },
  { name: 'Block 6', expanded: 160, filters: 40, stride: 1 },
];

/** Expand, filter by depth, project; added to its input where the shape stays. */
function invertedResidual(net: GraphBuilder<OpKind>, input: PortRef, { name, expanded, filters, stride }: Block): PortRef {
  const expand = net.add('conv2d', { filters: expanded, kernelH: 1, kernelW: 1, activation: 'relu6' }, input);
  const depthwise = net.add('depthwise_conv2d', { strideH: stride, strideW: stride, activation: 'relu6' }, expand);
  const project = net.add('conv2d', { filters, kernelH: 1, kernelW: 1 }, depthwise);
  if (stride === 2) {
    net.group(name, [expand, depthwise, project]);
    return project;
  }
  const sum = net.add('add', {}, input, project);
  net.group(name, [expand, depthwise, project, sum]);
  return sum;
}

function invertedResidualGraph(): Graph {
  const net = createBuilder<OpKind>();
  const input = net.add('input', { shape: [64, 64, 3] });
  let value = net.add('conv2d', { filters: 8, strideH: 2, strideW: 2, activation: 'relu6' }, input);
  for (const block of BLOCKS) value = invertedResidual(net, value, block);
  net.chain(
    value,
    ['conv2d', { filters: 128, kernelH: 1, kernelW: 1, activation: 'relu6' }],
    ['global_avg_pool'],
    ['dense', { units: 10 }],
    ['softmax'],
  );
  return net.build();
}

export const invertedResiduals: Sample = {
  id: 'inverted-residuals',
  name: 'Inverted residuals',
  summary: 'A small MobileNetV2: narrow values between blocks, wide ones inside, additions where the shape stays.',
  task: 'image',
  design: () =>
    sampleDesign(
      'Inverted residuals, 64x64',
      'rp2350',
      invertedResidualGraph(),
      'After Sandler et al. 2018. The expanded values inside a block set the peak of SRAM.',
    ),
};
