import { beforeAll, expect, it } from 'vitest';
import { trainNetwork, type TrainNetwork } from '../../cli/bench/train-networks.ts';
import { createRandom } from '../../core/base/random.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { createNetwork } from '../model/network.ts';
import { isWorthDividing } from './is-worth-dividing.ts';

beforeAll(openCpuAndWasm);

it.each<[TrainNetwork, number, boolean]>([
  ['ds-cnn', 32, true],
  ['resnet-8', 32, true],
  ['mobilenet-v1-025', 32, true],
  ['mnist-cnn', 32, true],
  ['autoencoder', 32, false],
  ['autoencoder', 256, true],
  ['mnist-cnn', 1, false],
])('what was measured decides: %s with a batch of %i', (name, batch, worth) => {
  const graph = trainNetwork(name);
  const network = createNetwork(graph, initialWeights(createRandom(1), graph));
  if (!network.ok) throw new Error(network.error.message);
  expect(isWorthDividing(network.value, batch)).toBe(worth);
  network.value.dispose();
});
