/** One design against every chip and runtime. */
import type { Design } from '../document/design.ts';
import { CHIPS } from '../mcu/catalogue.ts';
import type { Chip } from '../mcu/chip.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import { RUNTIMES } from '../runtime/runtimes.ts';
import { estimate } from './estimate.ts';
import type { Estimate } from './estimate-types.ts';

export interface ChipVerdict {
  readonly chip: Chip;
  readonly runtime: RuntimeId;
  readonly estimate: Estimate;
  /** The largest of total / available over SRAM and flash: under 1 is room left, over 1 is by how much it is too large. */
  readonly fill: number;
}

/** Engines that run on a chip; the literature's model is none. */
function runtimesOn(chip: Chip): readonly RuntimeId[] {
  return Object.values(RUNTIMES).flatMap((runtime) => (runtime.id !== 'unas' && runtime.runsOn(chip.core) ? [runtime.id] : []));
}

/** A verdict for each chip of the catalogue and of the design, under each engine that runs on it. */
export function chipMatrix(design: Design): readonly ChipVerdict[] {
  const chips = [...design.customChips, ...CHIPS];
  const { sramBytes: _sram, flashBytes: _flash, ...budgets } = design.budgets;
  return chips.flatMap((chip) =>
    runtimesOn(chip).map((runtime) => {
      const answer = estimate({ ...design, chip: chip.id, runtime, budgets });
      return { chip, runtime, estimate: answer, fill: fillOf(answer) };
    }),
  );
}

function fillOf({ sram, flash }: Estimate): number {
  return Math.max(sram.total / sram.available, flash.total / flash.available);
}
