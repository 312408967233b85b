/** How long a training step and an inference take on the backend in use. */
import * as tf from '@tensorflow/tfjs-core';
import { createPeerModel } from './peer-model.ts';
import type { PeerNetwork } from './peer-networks.ts';

export interface TrainingTime {
  readonly net: string;
  readonly batch: number;
  readonly threads: number;
  readonly backend: string;
  /** Medians, in milliseconds. */
  readonly train_ms: number;
  readonly forward_ms: number;
}

export interface TimingRequest {
  readonly network: PeerNetwork;
  readonly batch: number;
  readonly threads: number;
  readonly seconds: number;
}

const WARM_UPS = 3;
const LEAST_RUNS = 5;
const SEED = 1;

export function timeTraining({ network, batch, threads, seconds }: TimingRequest): TrainingTime {
  const model = createPeerModel(network, SEED);
  const x = tf.randomNormal([batch, ...network.input], 0, 1, 'float32', SEED);
  const targets = network.loss === 'squared-error' ? (x as tf.Tensor2D) : oneHot(batch, network.outputs);
  const train = medianMs(seconds, () => model.train(x, targets));
  const forward = medianMs(seconds / 2, () => tf.tidy(() => tf.sum(model.forward(x)).dataSync<'float32'>()[0]!));
  model.dispose();
  tf.dispose([x, targets]);
  return { net: network.name, batch, threads, backend: tf.getBackend(), train_ms: round(train), forward_ms: round(forward) };
}

function oneHot(batch: number, classes: number): tf.Tensor2D {
  const labels = Array.from({ length: batch }, (_, i) => i % classes);
  return tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32') as tf.Tensor2D);
}

function medianMs(seconds: number, run: () => void): number {
  for (let i = 0; i < WARM_UPS; i++) run();
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || times.length < LEAST_RUNS) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
