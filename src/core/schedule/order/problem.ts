/** The operator-order question, stripped of what operators mean: which buffers each operator reads and writes, and their sizes. */
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';

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
export interface BufferRules {
  /** Planned bytes of a tensor; 0 when it is not planned. */
  readonly bytesOf: (tensor: DeployedTensor) => number;
  /** Scratch bytes of an operator, every request aligned. */
  readonly scratchOf: (op: DeployedOp, index: number) => number;
  /** Inputs an operator may overwrite; default none. */
  readonly inPlaceOf?: (op: DeployedOp) => readonly number[];
}

/** The order problem of a deployed graph under a runtime's rules. */
export function orderProblemOf(graph: DeployedGraph, rules: BufferRules): OrderProblem {
  const bytes = graph.tensors.map((tensor) => (tensor.role === 'activation' ? rules.bytesOf(tensor) : 0));
  const planned = (tensors: readonly number[]): number[] => [...new Set(tensors)].filter((tensor) => (bytes[tensor] ?? 0) > 0);
  return {
    inputs: graph.ops.map((op) => planned(op.inputs)),
    outputs: graph.ops.map((op) => planned(op.outputs)),
    after: sharedStateOrder(graph),
    inPlace: graph.ops.map((op) => planned(rules.inPlaceOf?.(op) ?? [])),
    bytes,
    scratch: graph.ops.map(rules.scratchOf),
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
