import type { Evidence } from '../../base/evidence.ts';
import type { Chip } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';

export interface CycleFactor {
  /** Cycles per instruction. */
  readonly factor: number;
  /** Half-width of the 90 % band. */
  readonly errorPercent: number;
  readonly evidence: Evidence;
}

/** Cycles per instruction of a chip under a runtime. */
export function cyclesPerInstruction(chip: Chip, _runtime: RuntimeId): CycleFactor {
  return { factor: chip.core === 'cortex-m7' ? 0.96 : 1.5, errorPercent: 30, evidence: 'modelled' };
}
