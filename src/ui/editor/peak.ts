/** Which values are in memory at the moment of the peak, told by the nodes that make them. */
import type { Estimate } from '../../core/cost/estimate-types.ts';
import { originalNode } from '../../core/graph/expand.ts';
import type { GraphNode, NodeId } from '../../core/graph/graph.ts';

/** The time at which an operator runs: time 0 is before the first. */
function timeOfOp(op: number): number {
  return op + 1;
}

/** Deployed tensors alive while the operator at the peak runs. */
function tensorsAtPeak(estimate: Estimate): ReadonlySet<number> {
  const time = timeOfOp(estimate.sram.peakOp);
  const alive = estimate.buffers.filter((buffer) => buffer.tensor >= 0 && buffer.first <= time && time <= buffer.last);
  return new Set(alive.map((buffer) => buffer.tensor));
}

/**
 * Nodes whose value is alive at the peak. A node that deployment folds into the one before it (a batch norm, a fused ReLU) passes the
 * question on to its source.
 */
export function nodesAtPeak(estimate: Estimate, nodes: readonly GraphNode[]): ReadonlySet<NodeId> {
  const wrong = new Set(estimate.problems.map((problem) => problem.node));
  const alive = tensorsAtPeak(estimate);
  const { deployed } = estimate;
  const makes = new Map<NodeId, boolean>();
  for (const op of deployed.ops) {
    if (op.node === undefined) continue;
    const node = originalNode(op.node);
    const made = op.outputs.some((tensor) => alive.has(tensor));
    makes.set(node, made || (makes.get(node) ?? false));
  }
  const sources = new Map(nodes.map((node) => [node.id, node.inputs[0]?.node]));
  const inputsAlive = deployed.inputs.some((tensor) => alive.has(tensor));
  const isAlive = (id: NodeId, depth: number): boolean => {
    const known = makes.get(id);
    if (known !== undefined || depth > nodes.length) return known ?? false;
    const source = sources.get(id);
    return source === undefined ? inputsAlive : isAlive(source, depth + 1);
  };
  return new Set(nodes.filter((node) => !wrong.has(node.id) && isAlive(node.id, 0)).map((node) => node.id));
}

const CACHE = new WeakMap<Estimate, ReadonlySet<NodeId>>();

/** The same, worked out once for each estimate. */
export function cachedNodesAtPeak(estimate: Estimate, nodes: readonly GraphNode[]): ReadonlySet<NodeId> {
  const known = CACHE.get(estimate) ?? nodesAtPeak(estimate, nodes);
  CACHE.set(estimate, known);
  return known;
}
