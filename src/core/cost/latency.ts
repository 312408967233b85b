/** How long one inference takes: instructions by operator, cycles by core, milliseconds by clock, each with its error. */
import { weakest } from '../base/evidence.ts';
import type { Evidence, Receipt } from '../base/evidence.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Chip } from '../mcu/chip.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import type { CycleFactor } from '../runtime/cycles/cycles-per-instruction.ts';
import { instructionFacts, interpreterInstructions } from '../runtime/cycles/instructions.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import type { LatencyEstimate } from './estimate-types.ts';

export interface Latency {
  readonly total: LatencyEstimate;
  /** Per deployed operator. */
  readonly instructions: readonly number[];
  readonly cycles: readonly number[];
}

/** Sums of the operators and of the interpreter's loop around them. */
interface InstructionSum {
  readonly instructions: readonly number[];
  readonly total: number;
  /** Half-width of the 90 % band: the operators' own, as if they all erred the same way. */
  readonly errorPercent: number;
  readonly evidence: Evidence;
}

function sumInstructions(deployed: DeployedGraph, chip: Chip, runtime: RuntimeId): InstructionSum {
  const instructions: number[] = [];
  let total = interpreterInstructions(deployed.ops.length, chip.core);
  let error = 0;
  let evidence: Evidence = 'modelled';
  for (const op of deployed.ops) {
    const facts = instructionFacts(op, deployed, runtime, chip.core);
    instructions.push(facts?.instructions ?? 0);
    evidence = weakest(evidence, facts?.evidence ?? 'unknown');
    if (facts === undefined) continue;
    total += facts.instructions;
    error += facts.instructions * facts.errorPercent;
  }
  return { instructions, total, errorPercent: error / total, evidence };
}

/** One inference of `deployed` on the chip's own core. A chip without a clock has cycles but no milliseconds. */
export function latencyOf(deployed: DeployedGraph, chip: Chip, runtime: RuntimeId, factor = factorOf(chip, runtime)): Latency {
  const sum = sumInstructions(deployed, chip, runtime);
  const cycles = sum.total * factor.cyclesPerInstruction;
  return {
    total: {
      instructions: Math.round(sum.total),
      cycles: Math.round(cycles),
      ms: chip.clockMHz > 0 ? cycles / (chip.clockMHz * 1000) : undefined,
      errorPercent: Math.round(Math.hypot(sum.errorPercent, factor.errorPercent)),
      evidence: weakest(sum.evidence, factor.evidence),
    },
    instructions: sum.instructions,
    cycles: sum.instructions.map((each) => each * factor.cyclesPerInstruction),
  };
}

function factorOf(chip: Chip, runtime: RuntimeId): CycleFactor {
  return cyclesPerInstruction(chip.core, runtime, chip.clockMHz, chip.flashExternal);
}

/** What the latency opens to: every operator's cycles, the interpreter's, and where the factor comes from. */
export function latencyReceipt(deployed: DeployedGraph, chip: Chip, runtime: RuntimeId): Receipt {
  const factor = factorOf(chip, runtime);
  const { cyclesPerInstruction: each, source } = factor;
  const ratio = each.toFixed(2);
  const operators = deployed.ops.map((op, i) => {
    const facts = instructionFacts(op, deployed, runtime, chip.core);
    const label = `${i + 1} ${op.code}`;
    if (facts === undefined) return { label, value: 0, formula: 'does not run here', evidence: 'unknown' as const };
    const formula = `${Math.round(facts.instructions)} instructions (${facts.kernel}) x ${ratio}`;
    return { label, value: facts.instructions * each, formula, evidence: facts.evidence };
  });
  const loop = interpreterInstructions(deployed.ops.length, chip.core);
  const interpreter = {
    label: 'interpreter',
    value: loop * each,
    formula: `${loop} instructions x ${ratio}`,
    evidence: 'measured' as const,
  };
  const rows = [...operators, interpreter];
  return {
    title: 'Latency',
    unit: 'cycles',
    total: rows.reduce((sum, row) => sum + row.value, 0),
    formula: `sum of instructions x ${ratio} cycles an instruction (${source})`,
    rows,
  };
}
