/** The contract's JSON for one estimate. */
import type { Design } from '../core/document/design.ts';
import { bestOrderFacts } from '../core/cost/best-order-facts.ts';
import { chipOf } from '../core/cost/chip-of.ts';
import type { Estimate } from '../core/cost/estimate-types.ts';
import { nodeRows } from '../core/cost/node-rows.ts';
import { autoName } from '../core/graph/auto-name.ts';

export function estimateJson(source: string, design: Design, answer: Estimate): unknown {
  const chip = chipOf(design);
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
      peakNode: peakName(design, answer),
      bestOrder: bestOrderFacts(design, answer),
      evidence: sram.evidence,
    },
    flash: { model: flash.model, code: flash.code, total: flash.total, available: flash.available, evidence: flash.evidence },
    latency: { ...latency },
    energy: { ...energy },
    ...(answer.unas === undefined ? {} : { unas: answer.unas }),
    fits: answer.fits,
    binding: answer.binding,
    nodes: nodeRows(design, answer),
    problems: answer.problems.map(({ node, message }) => ({ node: autoName(design.graph, node), message })),
    warnings: answer.warnings.map((warning) => warning.message),
  };
}

function peakName(design: Design, answer: Estimate): string | undefined {
  const node = answer.deployed.ops[answer.sram.peakOp]?.node;
  return node === undefined ? undefined : autoName(design.graph, node);
}
