/** What listening costs: the audio front ends among the application's presets run all the time, whether or not the network does. */
import { weakest, type Evidence } from '../base/evidence.ts';
import type { Application } from '../document/design.ts';
import type { Chip } from '../mcu/chip.ts';
import { presetById } from '../runtime/application.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import { frontEndInstructions } from '../runtime/front-end-cost.ts';

export interface FrontEndLoad {
  /** For one second of sound. */
  readonly instructions: number | undefined;
  readonly cycles: number | undefined;
  /** Of the core's time, 0 to 1 and beyond; undefined where cycles or clock are not known. */
  readonly share: number | undefined;
  readonly errorPercent: number;
  readonly evidence: Evidence;
}

/** undefined where the application has no front end. */
export function frontEndLoad({ presets }: Pick<Application, 'presets'>, chip: Chip): FrontEndLoad | undefined {
  const ids = presets.flatMap((id) => presetById(id)?.frontEnd ?? []);
  if (ids.length === 0) return undefined;
  const counted = ids.map((id) => frontEndInstructions(id, chip.core));
  const { factor, errorPercent, evidence } = cyclesPerInstruction(chip, 'tflm-reference');
  if (counted.includes(undefined))
    return { instructions: undefined, cycles: undefined, share: undefined, errorPercent, evidence: 'unknown' };
  const instructions = counted.reduce((sum: number, each) => sum + each!, 0);
  const isKnown = evidence !== 'unknown';
  const cycles = isKnown ? Math.round(instructions * factor) : undefined;
  const share = cycles !== undefined && chip.clockMHz > 0 ? cycles / (chip.clockMHz * 1e6) : undefined;
  return { instructions, cycles, share, errorPercent, evidence: weakest('modelled', evidence) };
}
