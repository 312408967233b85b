/** The operator-order question, stripped of what operators mean: which buffers each operator reads and writes, and their sizes. */
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';

/** Operators 0..n-1 in file order, which is a legal order. Tensors are named by index; only planned ones are listed. */
export interface OrderProblem {
  /** Tensors each operator reads. */
  readonly inputs: readonly (readonly number[])[];
  /** Tensors each operator writes. */
  readonly outputs: readonly (readonly number[])[];
  /** Operators that must run before each operator for a reason other than its inputs (state they share). */
  readonly after: readonly (readonly number[])[];
  /** Inputs whose buffer an operator's first output may take over when nobody needs them any more; the sizes are equal. */
  readonly inPlace: readonly (readonly number[])[];
  /** Bytes of each tensor as the runtime plans it (aligned). */
  readonly bytes: ArrayLike<number>;
  /** Bytes of kernel scratch alive only while the operator runs (each request aligned). */
  readonly scratch: ArrayLike<number>;
  /** Alive from the beginning to their last reader. */
  readonly graphInputs: readonly number[];
  /** Alive from their producer to the end. */
  readonly graphOutputs: readonly number[];
}

/** What a runtime decides about a deployed graph's buffers. */
export interface BufferSizes {
  /** Planned bytes by tensor index; 0 when a tensor is not planned. */
  readonly bytes: ArrayLike<number>;
  /** Scratch bytes by operator index, every request aligned. */
  readonly scratch: ArrayLike<number>;
}

/** The order problem of a deployed graph under a runtime that runs nothing in place. */
export function orderProblemOf(graph: DeployedGraph, { bytes, scratch }: BufferSizes): OrderProblem {
  const planned = (tensors: readonly number[]): number[] => [...new Set(tensors)].filter((tensor) => (bytes[tensor] ?? 0) > 0);
  return {
    inputs: graph.ops.map((op) => planned(op.inputs)),
    outputs: graph.ops.map((op) => planned(op.outputs)),
    after: sharedStateOrder(graph),
    inPlace: graph.ops.map(() => []),
    bytes,
    scratch,
    graphInputs: planned(graph.inputs),
    graphOutputs: planned(graph.outputs),
  };
}

/**
 * Operators that touch the same variable keep their order, and so do operators we know nothing about, which may share state.
 * Tensors without bytes (empty, or handles) still order their readers after their writer.
 */
function sharedStateOrder(graph: DeployedGraph): number[][] {
  const lastToTouch = new Map<number | 'opaque', number>();
  const writer = new Map<number, number>();
  return graph.ops.map((op, index) => {
    const before = new Set<number>();
    const follow = (previous: number | undefined): void => {
      if (previous !== undefined) before.add(previous);
    };
    for (const tensor of op.inputs) follow(writer.get(tensor));
    for (const key of stateKeys(graph, op)) {
      follow(lastToTouch.get(key));
      lastToTouch.set(key, index);
    }
    for (const tensor of op.outputs) writer.set(tensor, index);
    return [...before];
  });
}

function stateKeys(graph: DeployedGraph, op: DeployedOp): (number | 'opaque')[] {
  const variables = [...op.inputs, ...op.outputs].filter((tensor) => graph.tensors[tensor]?.role === 'variable');
  return op.code === 'OPAQUE' ? [...variables, 'opaque'] : variables;
}
