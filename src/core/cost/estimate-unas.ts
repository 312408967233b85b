/** A design under the µNAS resource model: one byte an element, best order, the input not counted, no runtime, no code. */
import type { Design } from '../document/design.ts';
import type { DeployedGraph, DeployedOp } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import type { Lowered } from '../lower/lower.ts';
import type { Chip } from '../mcu/chip.ts';
import { macsOf } from '../ops/macs.ts';
import { unasResources } from '../schedule/order/unas-resources.ts';
import type { Estimate, OpCost } from './estimate-types.ts';
import { constantBytes, paramsOf } from './params.ts';
import { arenaHome } from './sram.ts';
import { verdictOf } from './verdict.ts';

/** Budgets mean the model's own figures; latency and energy are not part of it. */
export function estimateUnas(design: Design, chip: Chip, lowered: Lowered): Estimate {
  const { deployed } = lowered;
  const { exact, ...unas } = unasResources(deployed);
  const ops = deployed.ops.map((op) => opCost(op, deployed));
  const home = arenaHome(chip, unas.pmu);
  const sramLimit = design.budgets.sramBytes ?? home.available;
  const flashLimit = design.budgets.flashBytes ?? chip.flashBytes;
  const memory = { activations: unas.pmu, persistent: 0, arena: unas.pmu, minArena: unas.pmu, total: unas.pmu };
  return {
    deployed,
    macs: unas.macs,
    params: ops.reduce((sum, op) => sum + op.params, 0),
    sram: { ...memory, available: sramLimit, region: home.region, peakOp: peakOf(ops), evidence: exact ? 'exact' : 'modelled' },
    flash: { model: unas.size, code: 0, total: unas.size, available: flashLimit, evidence: 'exact' },
    latency: { instructions: 0, cycles: 0, ms: undefined, errorPercent: 0, evidence: 'unknown' },
    energy: { microjoules: undefined, evidence: 'unknown' },
    unas,
    ...verdictOf([
      { what: 'sram', actual: unas.pmu, limit: sramLimit },
      { what: 'flash', actual: unas.size, limit: flashLimit },
      { what: 'latency', actual: undefined, limit: design.budgets.latencyMs },
      { what: 'energy', actual: undefined, limit: design.budgets.energyMicrojoules },
    ]),
    buffers: [],
    ops,
    warnings: [],
    problems: lowered.problems,
    nodes: lowered.nodes,
    types: lowered.types,
  };
}

function opCost(op: DeployedOp, graph: DeployedGraph): OpCost {
  return {
    macs: macsOf(op, graph),
    params: paramsOf(op, graph),
    instructions: 0,
    cycles: 0,
    scratch: 0,
    weightBytes: constantBytes(op, graph),
    liveBytes: workingSet(op, graph),
  };
}

/** Elements an operator reads and writes, the network's inputs left out. */
function workingSet(op: DeployedOp, graph: DeployedGraph): number {
  let elements = 0;
  for (const index of [...op.inputs, ...op.outputs]) {
    const tensor = graph.tensors[index];
    if (tensor?.role === 'activation' && !graph.inputs.includes(index)) elements += elementCount(tensor.shape);
  }
  return elements;
}

function peakOf(ops: readonly OpCost[]): number {
  let peak = ops.length === 0 ? -1 : 0;
  ops.forEach((op, at) => {
    if (op.liveBytes > ops[peak]!.liveBytes) peak = at;
  });
  return peak;
}
