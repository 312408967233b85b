import type { Random } from '../../base/random.ts';
import type { OrderProblem } from './problem.ts';

/**
 * The order benchmark: a network that forks into `branches` chains of `length` operators and joins them again; with the operator before
 * the fork and three from the join on, `branches * length + 4` operators (4 branches of 14: 60). Sizes are random multiples of 16 up to
 * 64 KiB, which is harder than the steadily shrinking maps of real networks.
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
  const head = add(add(add(...ends)));
  const none = inputs.map(() => []);
  return { inputs, outputs, after: none, inPlace: none, bytes, scratch: inputs.map(() => 0), graphInputs: [0], graphOutputs: [head] };
}
