/** Latency: instructions per operator, cycles by a factor of the core, milliseconds by the clock. */
import { weakest } from '../base/evidence.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Chip } from '../mcu/chip.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import { instructionsOf, interpreterInstructions } from '../runtime/cycles/instructions.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import type { LatencyEstimate } from './estimate-types.ts';

export interface Latency {
  readonly total: LatencyEstimate;
  /** By operator index. */
  readonly instructions: Float64Array;
  readonly cycles: Float64Array;
}

/** One inference on the chip under the runtime; the clock of 0 MHz (a core without a chip) gives cycles but no milliseconds. */
export function latencyOf(deployed: DeployedGraph, chip: Chip, runtime: RuntimeId): Latency {
  const { factor, errorPercent, evidence } = cyclesPerInstruction(chip, runtime);
  const count = deployed.ops.length;
  const instructions = new Float64Array(count);
  const cycles = new Float64Array(count);
  let sum = interpreterInstructions(count, chip.core);
  for (let i = 0; i < count; i++) {
    const own = instructionsOf(deployed.ops[i]!, deployed, runtime, chip.core);
    instructions[i] = own;
    cycles[i] = own * factor;
    sum += own;
  }
  const ms = chip.clockMHz > 0 && evidence !== 'unknown' ? (sum * factor) / (chip.clockMHz * 1000) : undefined;
  const total = {
    instructions: Math.round(sum),
    cycles: Math.round(sum * factor),
    ms,
    errorPercent,
    evidence: weakest('modelled', evidence),
  };
  return { total, instructions, cycles };
}
