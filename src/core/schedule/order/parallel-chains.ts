import type { Random } from '../../base/random.ts';
import type { OrderProblem } from './problem.ts';

/**
 * A network that forks into `branches` chains of `length` operators each and joins them: a stem, the branches one after the other, a
 * tree-less join of all, and a head; `branches * length + 3` operators. Sizes are random multiples of 16 up to 64 KiB: the hard case.
 */
export function parallelChains(branches: number, length: number, random: Random): OrderProblem {
  const bytes = [16 * random.int(1, 4096)];
  const inputs: number[][] = [];
  const outputs: number[][] = [];
  const add = (...sources: number[]): number => {
    inputs.push(sources);
    outputs.push([bytes.length]);
    return bytes.push(16 * random.int(1, 4096)) - 1;
  };
  const stem = add(0);
  const ends: number[] = [];
  for (let branch = 0; branch < branches; branch++) {
    let end = stem;
    for (let op = 0; op < length; op++) end = add(end);
    ends.push(end);
  }
  const head = add(add(...ends));
  const none = inputs.map(() => []);
  return { inputs, outputs, after: none, inPlace: none, bytes, scratch: inputs.map(() => 0), graphInputs: [0], graphOutputs: [head] };
}
