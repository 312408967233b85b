import { telling } from '../../core/training/confusion.ts';
import type { Mistake } from '../../core/training/progress.ts';
import type { Samples } from './batches.ts';

/** What is kept to be looked at: samples, and the values of all of them together. */
const MOST = { samples: 200, values: 2 ** 21 };

/** Samples misnamed, with their values; `size` is the number of a sample's values. Nothing where the target is the sample itself. */
export async function mistakesOf(samples: Samples, named: Int32Array, size: number): Promise<readonly Mistake[]> {
  const most = Math.min(MOST.samples, Math.floor(MOST.values / size));
  const mistakes: Mistake[] = [];
  for (const index of telling(samples.labels, named, most)) {
    const values = new Float32Array(size);
    await samples.read(Int32Array.of(index), values);
    mistakes.push({ index, source: samples.nameOf?.(index), label: samples.labels[index]!, named: named[index]!, values });
  }
  return mistakes;
}
