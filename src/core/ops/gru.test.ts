import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createBuilder } from '../graph/builder.ts';
import type { DeployedGraph, DeployedOp } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import { lower } from '../lower/lower.ts';
import type { OpKind } from './registry.ts';

type Vector = readonly number[];
interface Weights {
  readonly kernel: readonly Vector[];
  readonly recurrent: readonly Vector[];
  readonly bias: Vector;
  readonly recurrentBias: Vector;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The definition, step by step over plain vectors. */
function gruStates(steps: readonly Vector[], units: number, { kernel, recurrent, bias, recurrentBias }: Weights): readonly Vector[] {
  let state: Vector = new Array<number>(units).fill(0);
  return steps.map((x) => {
    const a = kernel.map((row, i) => dot(row, x) + bias[i]!);
    const before = state;
    const d = recurrent.map((row, i) => dot(row, before) + recurrentBias[i]!);
    state = before.map((h, u) => {
      const update = sigmoid(a[u]! + d[u]!);
      const reset = sigmoid(a[units + u]! + d[units + u]!);
      const candidate = Math.tanh(a[2 * units + u]! + reset * d[2 * units + u]!);
      return update * h + (1 - update) * candidate;
    });
    return state;
  });
}

/** Runs the float operators a GRU is written out in, batch 1; `values` holds each tensor's numbers. */
function run(graph: DeployedGraph, values: Map<number, Vector>): void {
  for (const op of graph.ops) {
    const results = runOp(
      op,
      graph,
      op.inputs.map((index) => values.get(index)!),
    );
    op.outputs.forEach((index, i) => values.set(index, results[i]!));
  }
}

function runOp(op: DeployedOp, graph: DeployedGraph, [a, b, c]: readonly Vector[]): readonly Vector[] {
  const pairwise = (f: (x: number, y: number) => number): readonly Vector[] => [b!.map((y, i) => f(a![a!.length === 1 ? 0 : i]!, y))];
  switch (op.code) {
    case 'STRIDED_SLICE': {
      const width = graph.tensors[op.inputs[0]!]!.shape[2]!;
      const step = graph.tensors[op.inputs[1]!]!.values![1]!;
      return [a!.slice(step * width).slice(0, width)];
    }
    case 'FULLY_CONNECTED':
      return [c!.map((offset, i) => dot(b!.slice(i * a!.length, (i + 1) * a!.length), a!) + offset)];
    case 'SPLIT':
      return op.outputs.map((_, i) => b!.slice((i * b!.length) / 3, ((i + 1) * b!.length) / 3));
    case 'ADD':
      return pairwise((x, y) => x + y);
    case 'SUB':
      return pairwise((x, y) => x - y);
    case 'MUL':
      return pairwise((x, y) => x * y);
    case 'LOGISTIC':
      return [a!.map(sigmoid)];
    case 'TANH':
      return [a!.map(Math.tanh)];
    case 'RESHAPE':
      return [a!];
    default:
      throw new Error(`no such operator in a GRU: ${op.code}`);
  }
}

describe('a GRU written out in ordinary operators', () => {
  it.each([1, 2, 7])('computes what the definition says after %i steps', (steps) => {
    const random = createRandom(steps);
    const numbers = (count: number): Vector => Array.from({ length: count }, () => 2 * random.next() - 1);
    const [units, channels] = [3, 4];
    const weights: Weights = {
      kernel: Array.from({ length: 3 * units }, () => numbers(channels)),
      recurrent: Array.from({ length: 3 * units }, () => numbers(units)),
      bias: numbers(3 * units),
      recurrentBias: numbers(3 * units),
    };
    const input = numbers(steps * channels);
    const builder = createBuilder<OpKind>();
    builder.chain(builder.add('input', { shape: [steps, channels] }), ['gru', { units }]);
    const { deployed } = lower(builder.build(), { scheme: 'float32', io: 'float32' });
    const contents: Readonly<Record<string, Vector>> = {
      kernel: weights.kernel.flat(),
      bias: weights.bias,
      recurrent: weights.recurrent.flat(),
      recurrent_bias: weights.recurrentBias,
      one: [1],
      first_update: weights.recurrentBias.slice(0, units),
      first_reset: weights.recurrentBias.slice(units, 2 * units),
      first_candidate: weights.recurrentBias.slice(2 * units),
    };
    const values = new Map<number, Vector>([[deployed.inputs[0]!, input]]);
    deployed.tensors.forEach(({ role, name, values: ints, shape }, index) => {
      if (role !== 'constant') return;
      const content = ints ?? contents[name.slice(name.indexOf('/') + 1)]!;
      expect(content.length).toBe(elementCount(shape));
      values.set(index, content);
    });
    run(deployed, values);
    const expected = gruStates(
      Array.from({ length: steps }, (_, t) => input.slice(t * channels, (t + 1) * channels)),
      units,
      weights,
    );
    const got = values.get(deployed.outputs[0]!)!;
    got.forEach((value, u) => expect(value).toBeCloseTo(expected.at(-1)![u]!, 12));
    expect(got.length).toBe(units);
  });
});
