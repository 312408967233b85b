import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../base/random.ts';
import { bestOrder } from './best-order.ts';
import { liveProfile } from './live-bytes.ts';
import { orderGraphOf } from './order-graph.ts';
import type { OrderProblem } from './problem.ts';
import { parallelChains } from './parallel-chains.ts';

/** Operator i writes tensor inputs + i; some write a second tensor. Sizes, sharing, scratch, outputs and in-place are random. */
function randomProblem(random: Random): OrderProblem {
  const ops = random.int(1, 9);
  const graphInputs = Array.from({ length: random.int(1, 2) }, (_, i) => i);
  const bytes = graphInputs.map(() => size(random));
  const inputs: number[][] = [];
  const outputs: number[][] = [];
  for (let op = 0; op < ops; op++) {
    const sources = random.int(1, 3);
    inputs.push(
      Array.from({ length: sources }, () => random.int(random.next() < 0.5 ? Math.max(0, bytes.length - 3) : 0, bytes.length - 1)),
    );
    outputs.push([bytes.length]);
    bytes.push(size(random));
    if (random.next() < 0.1) outputs[op]!.push(bytes.push(size(random)) - 1);
  }
  const inPlace = inputs.map((tensors, op) => {
    const equal = tensors.filter((tensor) => bytes[tensor] === bytes[outputs[op]![0]!]);
    return random.next() < 0.4 ? equal : [];
  });
  const after = inputs.map((_, op) => (op > 0 && random.next() < 0.1 ? [random.int(0, op - 1)] : []));
  const scratch = inputs.map(() => (random.next() < 0.3 ? size(random) : 0));
  const graphOutputs = bytes.flatMap((_, tensor) => (random.next() < 0.15 ? [tensor] : []));
  return { inputs, outputs, after, inPlace, bytes, scratch, graphInputs, graphOutputs };
}

function size(random: Random): number {
  return random.int(1, random.next() < 0.5 ? 4 : 40) * 16;
}

/** Every legal order, tried. Live bytes are counted anew from the definition for each moment. */
function leastPeakByTryingAll(problem: OrderProblem): number {
  const count = problem.inputs.length;
  const writer = new Map(problem.outputs.flatMap((tensors, op) => tensors.map((tensor) => [tensor, op] as const)));
  const readers = (tensor: number): number[] => problem.inputs.flatMap((tensors, op) => (tensors.includes(tensor) ? [op] : []));
  const neededAfter = (tensor: number, done: readonly number[]): boolean =>
    problem.graphOutputs.includes(tensor) || readers(tensor).some((reader) => !done.includes(reader));
  const exists = (tensor: number, done: readonly number[]): boolean => {
    const op = writer.get(tensor);
    return op === undefined ? problem.graphInputs.includes(tensor) : done.includes(op);
  };
  const sum = (tensors: readonly number[]): number => tensors.reduce((total, tensor) => total + problem.bytes[tensor]!, 0);
  const all = Array.from({ length: problem.bytes.length }, (_, tensor) => tensor);
  const alive = (done: readonly number[]): number[] => all.filter((tensor) => exists(tensor, done) && neededAfter(tensor, done));
  const during = (done: readonly number[], op: number): number => {
    const takesOver = problem.inPlace[op]!.some((tensor) => !neededAfter(tensor, [...done, op]));
    const written = problem.outputs[op]!.slice(takesOver ? 1 : 0);
    return sum([...new Set([...alive(done), ...problem.inputs[op]!, ...written])]) + problem.scratch[op]!;
  };
  const legal = (op: number, done: readonly number[]): boolean =>
    problem.inputs[op]!.every((tensor) => exists(tensor, done)) && problem.after[op]!.every((earlier) => done.includes(earlier));
  let least = Infinity;
  const extend = (done: readonly number[], peak: number): void => {
    if (peak >= least) return;
    if (done.length === count) least = peak;
    for (let op = 0; op < count; op++) {
      if (!done.includes(op) && legal(op, done)) extend([...done, op], Math.max(peak, during(done, op)));
    }
  };
  extend([], sum(problem.graphInputs));
  return least;
}

function isLegal(problem: OrderProblem, order: readonly number[]): boolean {
  const graph = orderGraphOf(problem);
  const place = new Map(order.map((op, i) => [op, i]));
  return place.size === problem.inputs.length && graph.before.every((ops, op) => ops.every((early) => place.get(early)! < place.get(op)!));
}

const chain: OrderProblem = {
  inputs: [[0], [1]],
  outputs: [[1], [2]],
  after: [[], []],
  inPlace: [[], []],
  bytes: [100, 50, 30],
  scratch: [0, 40],
  graphInputs: [0],
  graphOutputs: [2],
};

/** The second network reads what the first one gives. */
function inSeries(a: OrderProblem, b: OrderProblem): OrderProblem {
  const shift = a.bytes.length - 1;
  const move = (tensors: readonly number[]): number[] => tensors.map((tensor) => (tensor === 0 ? a.graphOutputs[0]! : tensor + shift));
  return {
    inputs: [...a.inputs, ...b.inputs.map(move)],
    outputs: [...a.outputs, ...b.outputs.map(move)],
    after: [...a.after, ...b.after],
    inPlace: [...a.inPlace, ...b.inPlace],
    bytes: [...Array.from(a.bytes), ...Array.from(b.bytes).slice(1)],
    scratch: [...Array.from(a.scratch), ...Array.from(b.scratch)],
    graphInputs: a.graphInputs,
    graphOutputs: move(b.graphOutputs),
  };
}

describe('bestOrder', () => {
  it('leaves a chain as it is and sums inputs, outputs and scratch', () => {
    expect(bestOrder(chain)).toEqual({ order: [0, 1], peakBytes: 150, lowerBound: 150, exact: true });
  });

  it('counts a graph input that nobody reads before the first operator only', () => {
    expect(bestOrder({ ...chain, bytes: [100, 50, 30, 500], graphInputs: [0, 3] }).peakBytes).toBe(600);
  });

  it('runs the branch that ends small first', () => {
    const problem: OrderProblem = {
      // 0 -> (op 0: 10 wide -> op 1: 10), 0 -> (op 2: 100 wide -> op 3: 1), both -> op 4.
      inputs: [[0], [1], [0], [3], [2, 4]],
      outputs: [[1], [2], [3], [4], [5]],
      after: [[], [], [], [], []],
      inPlace: [[], [], [], [], []],
      bytes: [10, 10, 10, 100, 1, 5],
      scratch: [0, 0, 0, 0, 0],
      graphInputs: [0],
      graphOutputs: [5],
    };
    // File order: tensor 2 (10) waits while op 2 holds 10 + 100. The other branch first: 10 + 100 + 1 at op 3.
    expect(bestOrder(problem)).toEqual({ order: [2, 3, 0, 1, 4], peakBytes: 111, lowerBound: 111, exact: true });
  });

  it('does not count the output of an operator that runs in place', () => {
    const add: OrderProblem = { ...chain, inPlace: [[], [1]], bytes: [10, 50, 50] };
    expect(bestOrder(add).peakBytes).toBe(90);
    expect(bestOrder({ ...add, graphOutputs: [1, 2] }).peakBytes).toBe(140);
  });

  it('answers a graph without operators', () => {
    const empty: OrderProblem = { ...chain, inputs: [], outputs: [], after: [], inPlace: [], scratch: [] };
    expect(bestOrder(empty)).toEqual({ order: [], peakBytes: 130, lowerBound: 130, exact: true });
  });

  it('equals trying every order on 2,000 random graphs of up to 9 operators', () => {
    const random = createRandom(20101424);
    let improved = 0;
    for (let round = 0; round < 2000; round++) {
      const problem = randomProblem(random);
      const best = bestOrder(problem);
      const graph = orderGraphOf(problem);
      expect(best.peakBytes, `round ${round}`).toBe(leastPeakByTryingAll(problem));
      expect(best.exact).toBe(true);
      expect(isLegal(problem, best.order)).toBe(true);
      expect(liveProfile(graph, best.order).peakBytes).toBe(best.peakBytes);
      if (
        best.peakBytes <
        liveProfile(
          graph,
          best.order.toSorted((a, b) => a - b),
        ).peakBytes
      )
        improved++;
    }
    expect(improved).toBeGreaterThan(100);
  });

  it('finds what an unbounded search finds, or says honestly that it did not, when the bound is tight', () => {
    const random = createRandom(7);
    let unproven = 0;
    for (let round = 0; round < 300; round++) {
      const problem = randomProblem(random);
      const best = bestOrder(problem);
      const bounded = bestOrder(problem, 2);
      expect(isLegal(problem, bounded.order)).toBe(true);
      expect(bounded.lowerBound).toBeLessThanOrEqual(best.peakBytes);
      expect(bounded.peakBytes).toBeGreaterThanOrEqual(best.peakBytes);
      expect(liveProfile(orderGraphOf(problem), bounded.order).peakBytes).toBe(bounded.peakBytes);
      expect(bounded.exact).toBe(bounded.peakBytes === bounded.lowerBound);
      if (!bounded.exact) unproven++;
    }
    expect(unproven).toBeGreaterThan(0);
  });

  it('claims nothing it has not proven when one of two segments is cut short', () => {
    let unproven = 0;
    for (let seed = 0; seed < 60; seed++) {
      const problem = inSeries(parallelChains(3, 4, createRandom(seed)), parallelChains(3, 4, createRandom(seed + 1000)));
      const best = bestOrder(problem);
      const bounded = bestOrder(problem, 1);
      expect(best.exact).toBe(true);
      expect(bounded.lowerBound).toBeLessThanOrEqual(best.peakBytes);
      expect(bounded.peakBytes).toBeGreaterThanOrEqual(best.peakBytes);
      if (!bounded.exact) unproven++;
    }
    expect(unproven).toBeGreaterThan(0);
  });

  it('leaves a segment of thousands of operators in file order, and says that it proved nothing', () => {
    const pairs = Array.from({ length: 1000 }, (_, i) => i);
    const none = [...pairs, ...pairs].map(() => []);
    const problem: OrderProblem = {
      // All first halves, then all second halves: 1,000 values of 16 bytes wait, where one would be enough.
      inputs: [...pairs.map(() => [0]), ...pairs.map((i) => [1 + i])],
      outputs: [...pairs.map((i) => [1 + i]), ...none],
      after: none,
      inPlace: none,
      bytes: [16, ...pairs.map(() => 16)],
      scratch: none.map(() => 0),
      graphInputs: [0],
      graphOutputs: [],
    };
    const best = bestOrder(problem);
    expect(best.order).toEqual(none.map((_, op) => op));
    expect(best).toMatchObject({ peakBytes: 16016, lowerBound: 32, exact: false });
  });

  it('proves the order of a 60-operator network of four branches', () => {
    for (let seed = 0; seed < 20; seed++) {
      const problem = parallelChains(4, 14, createRandom(seed));
      expect(problem.inputs.length).toBe(60);
      expect(bestOrder(problem).exact).toBe(true);
    }
  });

  it('gives the best found with a lower bound when forty branches are too many to prove', () => {
    const problem = parallelChains(40, 12, createRandom(3));
    const best = bestOrder(problem, 2000);
    expect(best.lowerBound).toBeLessThanOrEqual(best.peakBytes);
    expect(best.peakBytes).toBeLessThanOrEqual(
      liveProfile(
        orderGraphOf(problem),
        best.order.toSorted((a, b) => a - b),
      ).peakBytes,
    );
  });
});
