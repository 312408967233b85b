import { tidy } from '@tensorflow/tfjs-core';
import { orderOf, readBatch, type Samples } from './batches.ts';
import { largestAt } from './evaluate.ts';
import type { HeldNetwork } from './held-network.ts';

const BATCH = 256;

/** The class that the network names for each sample; rounded as the chip rounds where it was trained so. */
export async function namedClasses({ network, shape, run, quantization }: HeldNetwork, samples: Samples): Promise<Int32Array> {
  const named = new Int32Array(samples.count);
  const order = orderOf(samples.count, undefined);
  const onValue = quantization?.round();
  for (let first = 0; first < samples.count; first += BATCH) {
    const batch = await readBatch(samples, order.subarray(first, first + BATCH), shape);
    const logits = tidy(() => network.forward([batch.input], run, onValue)[network.logits]!.clone());
    const output = await logits.data<'float32'>();
    logits.dispose();
    const classes = output.length / batch.size;
    for (let row = 0; row < batch.size; row++) named[first + row] = largestAt(output, row * classes, classes);
    batch.dispose();
  }
  return named;
}
