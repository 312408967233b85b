/** Pictures that a small network learns in a second. */
import { createRandom } from '../core/base/random.ts';
import { createBuilder } from '../core/graph/builder.ts';
import type { Graph } from '../core/graph/graph.ts';
import type { OpKind } from '../core/ops/registry.ts';
import type { Samples } from '../train/run/batches.ts';

/** 8 x 8 pictures of noise with a bright bar: upright, lying, or both as a cross. */
export function bars(count: number, seed: number): Samples {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: count }, () => random.int(0, 2));
  const values = Float32Array.from({ length: count * 64 }, () => 0.5 * random.next());
  labels.forEach((label, i) => {
    const at = random.int(1, 6);
    for (let k = 0; k < 8; k++) {
      if (label !== 1) values[64 * i + 8 * k + at]! += 0.5;
      if (label !== 0) values[64 * i + 8 * at + k]! += 0.5;
    }
  });
  const read = (indices: Int32Array, into: Float32Array): void =>
    indices.forEach((index, place) => into.set(values.subarray(64 * index, 64 * (index + 1)), 64 * place));
  return { count, labels, read };
}

/** To train, to validate, to test. */
export const BARS = { train: bars(600, 1), validation: bars(120, 2), test: bars(300, 3), sampleShape: [8, 8, 1], classes: 3 };

/** Learns them within a few epochs: convolution, batch norm, depthwise convolution, pooling. */
export function barsNetwork(): Graph {
  const net = createBuilder<OpKind>();
  const conv = net.add(
    'conv2d',
    { filters: 8, kernelH: 3, kernelW: 3, padding: 'same', bias: false },
    net.add('input', { shape: [8, 8, 1] }),
  );
  const active = net.add('relu', {}, net.add('batch_norm', { momentum: 0.9 }, conv));
  const wide = net.add(
    'relu',
    {},
    net.add('batch_norm', { momentum: 0.9 }, net.add('depthwise_conv2d', { strideH: 2, strideW: 2 }, active)),
  );
  net.add('softmax', {}, net.add('dense', { units: 3 }, net.add('flatten', {}, net.add('max_pool2d', {}, wide))));
  return net.build();
}
