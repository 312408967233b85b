import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { type Sample, sampleDesign } from './sample.ts';

function autoencoderGraph(): Graph {
  const net = createBuilder<OpKind>();
  let value = net.add('input', { shape: [640] });
  for (const units of [128, 128, 128, 128, 8, 128, 128, 128, 128]) value = net.add('dense', { units, activation: 'relu' }, value);
  net.add('dense', { units: 640 }, value);
  return net.build();
}

export const autoencoder: Sample = {
  id: 'autoencoder',
  name: 'Deep AutoEncoder',
  summary: 'Does the machine sound as usual? Dense layers through a bottleneck of 8; anomaly detection of MLPerf Tiny.',
  task: 'audio',
  design: () =>
    sampleDesign(
      'Deep AutoEncoder, anomaly detection',
      'stm32l4r5zi',
      autoencoderGraph(),
      'Anomaly detection, MLPerf Tiny reference network: 5 frames of 128 log-mel energies, rebuilt through 8 values; the error is the alarm.',
    ),
};
