/** The contract's JSON for one estimate. */
import type { Design } from '../core/document/design.ts';
import { bestOrderFacts } from '../core/cost/best-order-facts.ts';
import { chipOf } from '../core/cost/chip-of.ts';
import { frontEndLoad } from '../core/cost/front-end-load.ts';
import type { Estimate } from '../core/cost/estimate-types.ts';
import { originalNode } from '../core/graph/expand.ts';
import type { NodeId } from '../core/graph/graph.ts';
import { displayName } from '../core/ops/registry.ts';

type Name = (node: NodeId | undefined) => string | undefined;

export function estimateJson(source: string, design: Design, answer: Estimate): unknown {
  const chip = chipOf(design);
  const nameOf = namesOf(design);
  const { sram, flash, latency, energy, deployed } = answer;
  return {
    name: design.name,
    source,
    chip: chip.id,
    core: chip.core,
    runtime: design.runtime,
    order: design.order,
    ops: deployed.ops.length,
    macs: answer.macs,
    params: answer.params,
    sram: {
      activations: sram.activations,
      persistent: sram.persistent,
      arena: sram.arena,
      minArena: sram.minArena,
      total: sram.total,
      available: sram.available,
      region: sram.region,
      peakNode: nameOf(deployed.ops[sram.peakOp]?.node),
      bestOrder: bestOrderJson(design),
      evidence: sram.evidence,
    },
    flash,
    latency,
    energy,
    frontEnd: frontEndLoad(design.application, chip),
    unas: answer.unas,
    fits: answer.fits,
    binding: answer.binding,
    nodes: nodesJson(answer, nameOf),
    problems: answer.problems.map(({ node, message }) => ({ node: nameOf(node), message })),
    warnings: answer.warnings.map((warning) => warning.message),
  };
}

function namesOf(design: Design): Name {
  const names = new Map(design.graph.nodes.map((node) => [node.id, displayName(node)]));
  return (node) => (node === undefined ? undefined : names.get(originalNode(node)));
}

function bestOrderJson(design: Design): unknown {
  const { activations, lowerBound, orderExact, placementExact } = bestOrderFacts(design);
  return { activations, lowerBound, orderExact, placementExact };
}

/** One entry per deployed operator, in running order. */
function nodesJson({ deployed, ops }: Estimate, nameOf: Name): unknown {
  return deployed.ops.map((op, at) => {
    const { macs, params, instructions, cycles, scratch } = ops[at]!;
    const output = deployed.tensors[op.outputs[0] ?? -1];
    return {
      name: nameOf(op.node) ?? output?.name ?? '',
      op: op.code === 'OPAQUE' ? op.options.name : op.code,
      outputShape: output?.shape,
      macs,
      params,
      instructions,
      cycles,
      scratch,
    };
  });
}
