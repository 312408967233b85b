import type { Core } from '../../core/mcu/chip.ts';

const NAMES: Readonly<Record<Core, string>> = {
  'cortex-m0': 'Cortex-M0',
  'cortex-m0+': 'Cortex-M0+',
  'cortex-m3': 'Cortex-M3',
  'cortex-m4': 'Cortex-M4',
  'cortex-m7': 'Cortex-M7',
  'cortex-m33': 'Cortex-M33',
  'cortex-m55': 'Cortex-M55',
  'cortex-m85': 'Cortex-M85',
  'xtensa-lx6': 'Xtensa LX6',
  'xtensa-lx7': 'Xtensa LX7',
  'esp32-s3': 'Xtensa LX7 (S3)',
  riscv32: 'RISC-V 32',
  'esp32-p4': 'RISC-V (P4)',
  riscv64: 'RISC-V 64',
  avr: 'AVR',
};

export const CORES = Object.keys(NAMES) as readonly Core[];

/** As vendors write it. */
export function coreName(core: Core): string {
  return NAMES[core];
}
