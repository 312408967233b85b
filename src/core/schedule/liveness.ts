/**
 * When each tensor is in memory. Time 0 is before the first operator; the operator at position i of the order runs at time i + 1.
 * Source: AllocationInfoBuilder::MarkAllocationLifetimes of tensorflow/tflite-micro at 90b983c2.
 */
import type { DeployedGraph } from '../graph/deployed.ts';

/** By tensor index, both ends included; -1 for a tensor that nothing writes (first) or reads (last). */
export interface Lifetimes {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Room for the lifetimes of `tensors` tensors, to be reused. */
export function createLifetimes(tensors: number): Lifetimes {
  return { first: new Int32Array(tensors), last: new Int32Array(tensors) };
}

/** Lifetimes of the graph's tensors when its operators run in `order` (operator indices; undefined is the graph's own). */
export function lifetimesOf(graph: DeployedGraph, order?: readonly number[]): Lifetimes {
  const lifetimes = createLifetimes(graph.tensors.length);
  markLifetimes(graph, order, lifetimes);
  return lifetimes;
}

/** As `lifetimesOf`, into `lifetimes`, which has room for all tensors. */
export function markLifetimes(graph: DeployedGraph, order: readonly number[] | undefined, { first, last }: Lifetimes): void {
  first.fill(-1, 0, graph.tensors.length);
  last.fill(-1, 0, graph.tensors.length);
  const count = order?.length ?? graph.ops.length;
  create(graph.inputs, 0, first, last);
  create(graph.outputs, 0, first, last);
  for (let i = 0; i < count; i++) {
    const op = graph.ops[order?.[i] ?? i]!;
    create(op.outputs, i + 1, first, last);
    for (let k = 0; k < op.inputs.length; k++) if (op.inputs[k]! >= 0) last[op.inputs[k]!] = i + 1;
  }
  for (let k = 0; k < graph.outputs.length; k++) last[graph.outputs[k]!] = count;
}

function create(tensors: readonly number[], time: number, first: Int32Array, last: Int32Array): void {
  for (let k = 0; k < tensors.length; k++) {
    first[tensors[k]!] = time;
    last[tensors[k]!] = time;
  }
}
