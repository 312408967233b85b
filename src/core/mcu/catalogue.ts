/** Every chip the product knows, by vendor and family. */
import type { Chip } from './chip.ts';
import { ALIF } from './alif.ts';
import { APOLLO } from './apollo.ts';
import { AVR } from './avr.ts';
import { EFR32 } from './efr32.ts';
import { ESP32 } from './esp32.ts';
import { GD32 } from './gd32.ts';
import { HIMAX } from './himax.ts';
import { IMXRT } from './imxrt.ts';
import { K210 } from './k210.ts';
import { LPC } from './lpc.ts';
import { MAX78 } from './max78.ts';
import { NRF } from './nrf.ts';
import { NUMICRO } from './numicro.ts';
import { PSOC } from './psoc.ts';
import { RA } from './ra.ts';
import { RP2 } from './rp2.ts';
import { SAM } from './sam.ts';
import { SIMPLELINK } from './simplelink.ts';
import { STM32F0 } from './stm32f0.ts';
import { STM32F1 } from './stm32f1.ts';
import { STM32F3 } from './stm32f3.ts';
import { STM32F4 } from './stm32f4.ts';
import { STM32F7 } from './stm32f7.ts';
import { STM32G0 } from './stm32g0.ts';
import { STM32G4 } from './stm32g4.ts';
import { STM32H5 } from './stm32h5.ts';
import { STM32H7 } from './stm32h7.ts';
import { STM32L0 } from './stm32l0.ts';
import { STM32L4 } from './stm32l4.ts';
import { STM32L5 } from './stm32l5.ts';
import { STM32N6 } from './stm32n6.ts';
import { STM32U3 } from './stm32u3.ts';
import { STM32U5 } from './stm32u5.ts';
import { STM32WB } from './stm32wb.ts';

export const CHIPS: readonly Chip[] = [
  ...STM32F0,
  ...STM32F1,
  ...STM32F3,
  ...STM32F4,
  ...STM32F7,
  ...STM32H7,
  ...STM32L0,
  ...STM32G0,
  ...STM32G4,
  ...STM32L4,
  ...STM32L5,
  ...STM32U3,
  ...STM32U5,
  ...STM32H5,
  ...STM32WB,
  ...STM32N6,
  ...NRF,
  ...RP2,
  ...ESP32,
  ...SAM,
  ...APOLLO,
  ...MAX78,
  ...IMXRT,
  ...LPC,
  ...K210,
  ...GD32,
  ...AVR,
  ...RA,
  ...ALIF,
  ...HIMAX,
  ...EFR32,
  ...PSOC,
  ...NUMICRO,
  ...SIMPLELINK,
];

const BY_ID: ReadonlyMap<string, Chip> = new Map(CHIPS.map((chip) => [chip.id, chip]));

/** The chip with this id; undefined when the catalogue has none. */
export function chipById(id: string): Chip | undefined {
  return BY_ID.get(id);
}
