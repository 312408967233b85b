import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

function accelerometerGraph(): Graph {
  const net = createBuilder<OpKind>();
  net.chain(
    net.add('input', { shape: [128, 3] }),
    ['conv1d', { filters: 16, kernel: 5, activation: 'relu' }],
    ['max_pool1d'],
    ['conv1d', { filters: 32, kernel: 5, activation: 'relu' }],
    ['max_pool1d'],
    ['conv1d', { filters: 32, activation: 'relu' }],
    ['global_avg_pool'],
    ['dense', { units: 6 }],
    ['softmax'],
  );
  return net.build();
}

export const accelerometerCnn: Sample = {
  id: 'accelerometer-cnn',
  name: 'Accelerometer 1-D CNN',
  summary: 'Walking, climbing, sitting, ...: six activities from 2.56 s of a three-axis accelerometer at 50 Hz.',
  task: 'motion',
  design: () =>
    sampleDesign(
      'Activity from an accelerometer',
      'nrf52832',
      accelerometerGraph(),
      'Human activity recognition: 128 samples of three axes. 1-D layers run on the chip as 2-D ones of height 1.',
    ),
};
