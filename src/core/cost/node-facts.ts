import type { NodeId } from '../graph/graph.ts';
import { originalNode } from '../graph/expand.ts';
import type { Estimate, NodeFacts } from './estimate-types.ts';

type Sums = { -readonly [K in keyof NodeFacts]: NodeFacts[K] };

/**
 * Cost and output types of every sound design node: the sum over the operators it became, copies of a repeated block included.
 * Nodes that deployment folds away (batch norm, dropout) are there with no cost.
 */
export function nodeFacts(estimate: Estimate): ReadonlyMap<NodeId, NodeFacts> {
  const facts = new Map<NodeId, Sums>();
  estimate.nodes.forEach((node, at) => {
    const outputs = estimate.types[at];
    if (outputs === undefined || originalNode(node.id) !== node.id) return;
    facts.set(node.id, {
      node: node.id,
      outputs,
      macs: 0,
      params: 0,
      instructions: 0,
      cycles: 0,
      scratch: 0,
      weightBytes: 0,
      liveBytes: 0,
    });
  });
  estimate.deployed.ops.forEach((op, at) => {
    const sums = op.node === undefined ? undefined : facts.get(originalNode(op.node));
    if (sums === undefined) return;
    const cost = estimate.ops[at]!;
    sums.macs += cost.macs;
    sums.params += cost.params;
    sums.instructions += cost.instructions;
    sums.cycles += cost.cycles;
    sums.weightBytes += cost.weightBytes;
    sums.scratch = Math.max(sums.scratch, cost.scratch);
    sums.liveBytes = Math.max(sums.liveBytes, cost.liveBytes);
  });
  return facts;
}
