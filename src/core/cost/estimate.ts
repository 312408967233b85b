/**
 * The cost of a design on its chip under its runtime. Pure and without a cache: fast enough for each keystroke and for a search's
 * millions of candidates. `createEstimator` memoises for the screen.
 */
import { weakest } from '../base/evidence.ts';
import type { Design } from '../document/design.ts';
import { tfliteBytes } from '../formats/tflite/size.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { lower, type Lowered } from '../lower/lower.ts';
import type { Chip } from '../mcu/chip.ts';
import { macsOf } from '../ops/macs.ts';
import { codeBytes } from '../runtime/code-size/code-bytes.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import { builtFor } from '../runtime/cycles/kernel-build.ts';
import { warningsOf } from '../runtime/support/warnings.ts';
import { interpreterBytes } from '../runtime/tflm/interpreter.ts';
import { type ArenaPlan, planArena } from '../schedule/arena.ts';
import { bestPlacedOrder, reordered } from '../schedule/order/best-placed-order.ts';
import { type Around, aroundOf } from './around.ts';
import { chipOf } from './chip-of.ts';
import { energyOf } from './energy.ts';
import type { Estimate, FlashEstimate, OpCost, SramEstimate } from './estimate-types.ts';
import { estimateUnas } from './estimate-unas.ts';
import { type Latency, latencyOf } from './latency.ts';
import { constantBytes, paramsOf } from './params.ts';
import { arenaHome } from './sram.ts';
import { type Comparison, verdictOf } from './verdict.ts';

/**
 * Everything the screen and the contract show of a design. Mistakes in the graph are in `problems`; the rest keeps its numbers.
 * `best` is the best operator order of this very design where it is known already, so that it is not looked for again.
 */
export function estimate(design: Design, best?: readonly number[]): Estimate {
  const chip = chipOf(design);
  const lowered = lower(design.graph, design.quantize, design.origin);
  return design.runtime === 'unas' ? estimateUnas(design, chip, lowered) : estimateDeployed(design, chip, lowered, best);
}

function estimateDeployed(design: Design, chip: Chip, lowered: Lowered, best: readonly number[] | undefined): Estimate {
  const deployed = inOrder(design, chip, lowered.deployed, best);
  const plan = planArena(deployed, design.runtime, chip.core);
  const cycles = builtFor(design.application.kernelBuild, cyclesPerInstruction(chip, design.runtime));
  const latency = latencyOf(deployed, chip, design.runtime, cycles);
  const energy = energyOf(latency.total, chip);
  const around = aroundOf(design.application);
  const sram = sramOf(design, chip, plan, deployed, around);
  const flash = flashOf(design, chip, deployed, around, lowered.asciiNames);
  const warnings = warningsOf(deployed, design.runtime, chip.core);
  const ops = opCosts(deployed, plan, latency);
  return {
    deployed,
    macs: sum(ops, 'macs'),
    params: sum(ops, 'params'),
    sram,
    flash,
    latency: latency.total,
    energy,
    ...verdict(design, { sram, flash, latency: latency.total, energy, warnings, problems: lowered.problems }),
    buffers: plan.buffers,
    ops,
    warnings,
    problems: lowered.problems,
    nodes: lowered.nodes,
    types: lowered.types,
  };
}

/** The operators in the order they are exported and run. */
function inOrder(design: Design, chip: Chip, deployed: DeployedGraph, best: readonly number[] | undefined): DeployedGraph {
  if (design.order === 'file' || deployed.ops.length < 3) return deployed;
  return reordered(deployed, best ?? bestPlacedOrder(deployed, design.runtime, chip.core).order);
}

function sramOf(design: Design, chip: Chip, plan: ArenaPlan, deployed: DeployedGraph, around: Around): SramEstimate {
  const { region, available } = arenaHome(chip, plan.minArena);
  return {
    activations: plan.activations,
    persistent: plan.persistent,
    arena: plan.arena,
    minArena: plan.minArena,
    total: plan.minArena + interpreterBytes(deployed) + around.sramBytes,
    available: design.budgets.sramBytes ?? available,
    region,
    peakOp: plan.peakOp,
    evidence: isOpaque(deployed) ? 'unknown' : weakest('exact', around.evidence),
  };
}

/** An unedited file has its own size; anything else the size its export would have. */
function flashOf(design: Design, chip: Chip, deployed: DeployedGraph, around: Around, asciiNames: boolean): FlashEstimate {
  const model = design.origin?.fileBytes ?? tfliteBytes(deployed, {}, asciiNames);
  const code = codeBytes(deployed, design.runtime, chip.core, design.application.int8Registrations);
  return {
    model,
    code: code.bytes,
    total: alignUp16(model) + code.bytes + around.flashBytes,
    available: design.budgets.flashBytes ?? chip.flashBytes,
    evidence: weakest(code.evidence, around.flashBytes > 0 ? around.evidence : 'exact'),
  };
}

function alignUp16(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}

function opCosts(deployed: DeployedGraph, plan: ArenaPlan, latency: Latency): OpCost[] {
  const costs: OpCost[] = [];
  for (let i = 0; i < deployed.ops.length; i++) {
    const op = deployed.ops[i]!;
    costs.push({
      macs: macsOf(op, deployed),
      params: paramsOf(op, deployed),
      instructions: latency.instructions[i]!,
      cycles: latency.cycles[i]!,
      scratch: plan.scratch[i]!,
      weightBytes: constantBytes(op, deployed),
      liveBytes: plan.liveBytes[i]!,
    });
  }
  return costs;
}

function sum(ops: readonly OpCost[], key: 'macs' | 'params'): number {
  let total = 0;
  for (let i = 0; i < ops.length; i++) total += ops[i]![key];
  return total;
}

function verdict(design: Design, answer: Verdicted): Pick<Estimate, 'fits' | 'binding'> {
  const { sram, flash, latency, energy, warnings } = answer;
  const { budgets } = design;
  const comparisons: readonly Comparison[] = [
    { what: 'sram', actual: sram.total, limit: known(sram.available) },
    { what: 'flash', actual: flash.total, limit: known(flash.available) },
    { what: 'latency', actual: latency.ms, limit: budgets.latencyMs },
    { what: 'energy', actual: energy.microjoules, limit: budgets.energyMicrojoules },
  ];
  const found = verdictOf(comparisons);
  if (found.fits === false) return found;
  if (warnings.some((warning) => warning.kind === 'unsupported')) return { fits: false, binding: undefined };
  return isWhole(answer) ? found : { fits: 'unknown', binding: undefined };
}

type Verdicted = Pick<Estimate, 'sram' | 'flash' | 'latency' | 'energy' | 'warnings' | 'problems'>;

/** False where a total leaves something out: a node with a mistake, an operator nobody knows, a chip without memory. */
function isWhole({ sram, flash, problems }: Verdicted): boolean {
  if (problems.length > 0 || sram.available === 0 || flash.available === 0) return false;
  return sram.evidence !== 'unknown' && flash.evidence !== 'unknown';
}

/** An operator whose own records in the arena are not known. */
function isOpaque({ ops }: DeployedGraph): boolean {
  for (let i = 0; i < ops.length; i++) if (ops[i]!.code === 'OPAQUE') return true;
  return false;
}

/** A core without a chip has no memory to compare with. */
function known(available: number): number | undefined {
  return available > 0 ? available : undefined;
}
