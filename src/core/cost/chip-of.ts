import type { Design } from '../document/design.ts';
import { CHIPS, chipById } from '../mcu/catalogue.ts';
import type { Chip } from '../mcu/chip.ts';

/** The chip a design is deployed on: its own custom chip, else the catalogue's, else the catalogue's first. */
export function chipOf(design: Design): Chip {
  return design.customChips.find((chip) => chip.id === design.chip) ?? chipById(design.chip) ?? CHIPS[0]!;
}
