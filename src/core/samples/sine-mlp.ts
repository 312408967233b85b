import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

function sineGraph(): Graph {
  const net = createBuilder<OpKind>();
  net.chain(
    net.add('input', { shape: [1] }),
    ['dense', { units: 16, activation: 'relu' }],
    ['dense', { units: 16, activation: 'relu' }],
    ['dense', { units: 1 }],
  );
  return net.build();
}

export const sineMlp: Sample = {
  id: 'sine-mlp',
  name: 'Sine MLP',
  summary: 'Learns sin(x) with 321 parameters: the "hello world" of TensorFlow Lite Micro, where the runtime outweighs the model.',
  task: 'signal',
  design: () =>
    sampleDesign('Sine, hello world', 'samd21g18', sineGraph(), 'The structure of the hello_world example of TensorFlow Lite Micro.'),
};
