import type { OrderProblem } from './problem.ts';

/** An order problem with its relations spelled out both ways; every list is free of duplicates. */
export interface OrderGraph {
  readonly count: number;
  readonly before: readonly (readonly number[])[];
  readonly next: readonly (readonly number[])[];
  readonly reads: readonly (readonly number[])[];
  readonly writes: readonly (readonly number[])[];
  readonly inPlace: readonly (readonly number[])[];
  /** Operators that read each tensor. */
  readonly readers: readonly (readonly number[])[];
  /** Operator that writes each tensor, -1 when none does: it is then there from the beginning. */
  readonly writer: Int32Array;
  /** 1 for a graph output: alive to the end. */
  readonly kept: Uint8Array;
  readonly bytes: Float64Array;
  readonly scratch: Float64Array;
  /** Graph inputs nobody reads: alive only before the first operator. */
  readonly unreadBytes: number;
  /** What is alive when the first operator starts, besides its outputs. */
  readonly startBytes: number;
}

/**
 * Derives readers, writers and precedence. A file may name a tensor wrongly: its first writer counts, and an operator that stands
 * before the writer reads nothing.
 */
export function orderGraphOf(problem: OrderProblem): OrderGraph {
  const count = problem.inputs.length;
  const bytes = Float64Array.from(problem.bytes);
  const writer = writersOf(problem.outputs, bytes.length);
  const writes = problem.outputs.map((tensors, op) => [...new Set(tensors)].filter((tensor) => writer[tensor] === op));
  const reads = problem.inputs.map((tensors, op) => [...new Set(tensors)].filter((tensor) => writer[tensor]! < op));
  const before = reads.map((tensors, op) => {
    const producers = tensors.map((tensor) => writer[tensor]!).filter((producer) => producer >= 0);
    return [...new Set([...producers, ...(problem.after[op] ?? [])])].sort((a, b) => a - b);
  });
  const readers = invert(reads, bytes.length);
  const kept = new Uint8Array(bytes.length);
  for (const tensor of problem.graphOutputs) kept[tensor] = 1;
  return {
    count,
    before,
    next: invert(before, count),
    reads,
    writes,
    inPlace: problem.inPlace,
    readers,
    writer,
    kept,
    bytes,
    scratch: Float64Array.from(problem.scratch),
    unreadBytes: total([...new Set(problem.graphInputs)], bytes, (tensor) => readers[tensor]!.length === 0 && kept[tensor] === 0),
    startBytes: total([...bytes.keys()], bytes, (tensor) => writer[tensor] === -1 && (readers[tensor]!.length > 0 || kept[tensor] === 1)),
  };
}

function writersOf(writes: readonly (readonly number[])[], tensors: number): Int32Array {
  const writer = new Int32Array(tensors).fill(-1);
  writes.forEach((outputs, op) => {
    for (const tensor of outputs) if (writer[tensor] === -1) writer[tensor] = op;
  });
  return writer;
}

function invert(lists: readonly (readonly number[])[], size: number): number[][] {
  const inverse: number[][] = Array.from({ length: size }, () => []);
  lists.forEach((list, from) => {
    for (const to of list) inverse[to]!.push(from);
  });
  return inverse;
}

function total(tensors: readonly number[], bytes: Float64Array, counts: (tensor: number) => boolean): number {
  let sum = 0;
  for (const tensor of tensors) if (counts(tensor)) sum += bytes[tensor]!;
  return sum;
}
