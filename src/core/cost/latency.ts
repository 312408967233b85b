/** How long one inference takes: instructions by operator, cycles by core, milliseconds by clock, each with its error. */
import { weakest } from '../base/evidence.ts';
import type { Evidence } from '../base/evidence.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Chip } from '../mcu/chip.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
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
  /** Half-width of the 90 % band, as if all operators erred the same way. */
  readonly errorPercent: number;
  readonly evidence: Evidence;
}

function sumInstructions(deployed: DeployedGraph, chip: Chip, runtime: RuntimeId): InstructionSum {
  const instructions: number[] = [];
  let total = interpreterInstructions(deployed.ops.length, chip.core);
  let error = 0;
  let known = true;
  for (let i = 0; i < deployed.ops.length; i++) {
    const facts = instructionFacts(deployed.ops[i]!, deployed, runtime, chip.core);
    instructions.push(facts?.instructions ?? 0);
    if (facts === undefined || facts.evidence === 'unknown') known = false;
    if (facts === undefined) continue;
    total += facts.instructions;
    error += facts.instructions * facts.errorPercent;
  }
  return { instructions, total, errorPercent: error / total, evidence: known ? 'modelled' : 'unknown' };
}

/**
 * One inference of `deployed` by the chip's processor (never by its accelerator). A clock of 0 MHz, a core without a chip, gives cycles but
 * no milliseconds; so does a figure that is not known.
 */
export function latencyOf(
  deployed: DeployedGraph,
  chip: Chip,
  runtime: RuntimeId,
  cycleFactor = cyclesPerInstruction(chip, runtime),
): Latency {
  const { factor } = cycleFactor;
  const sum = sumInstructions(deployed, chip, runtime);
  const evidence = weakest(sum.evidence, cycleFactor.evidence);
  const known = chip.clockMHz > 0 && evidence !== 'unknown';
  const total = {
    instructions: Math.round(sum.total),
    cycles: Math.round(sum.total * factor),
    ms: known ? (sum.total * factor) / (chip.clockMHz * 1000) : undefined,
    errorPercent: Math.hypot(sum.errorPercent, cycleFactor.errorPercent),
    evidence,
  };
  return { total, instructions: sum.instructions, cycles: sum.instructions.map((own) => own * factor) };
}
