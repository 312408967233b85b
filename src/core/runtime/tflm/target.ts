/** What decides a kernel's memory on a core: whose kernels run, which vector unit they were built for, and the ABI. */
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import type { Abi } from './structs.ts';

/** Vector extension CMSIS-NN is built for: DSP instructions (Armv7E-M and Armv8-M with DSP), MVE (Helium), or plain C. */
export type VectorUnit = 'none' | 'dsp' | 'mve';

export interface Target {
  readonly kernels: 'reference' | 'cmsis-nn';
  readonly vectors: VectorUnit;
  readonly abi: Abi;
}

const ARM: Abi = { pointerBytes: 4, enumBytes: 1 };
const OTHER_32: Abi = { pointerBytes: 4, enumBytes: 4 };
const OTHER_64: Abi = { pointerBytes: 8, enumBytes: 4 };

const VECTORS: Readonly<Record<Core, VectorUnit>> = {
  'cortex-m0': 'none',
  'cortex-m0+': 'none',
  'cortex-m3': 'none',
  'cortex-m4': 'dsp',
  'cortex-m7': 'dsp',
  'cortex-m33': 'dsp',
  'cortex-m55': 'mve',
  'cortex-m85': 'mve',
  'xtensa-lx6': 'none',
  'xtensa-lx7': 'none',
  'esp32-s3': 'none',
  riscv32: 'none',
  'esp32-p4': 'none',
  riscv64: 'none',
  avr: 'none',
};

const REFERENCE_ARM: Target = { kernels: 'reference', vectors: 'none', abi: ARM };
const REFERENCE_32: Target = { kernels: 'reference', vectors: 'none', abi: OTHER_32 };
const REFERENCE_64: Target = { kernels: 'reference', vectors: 'none', abi: OTHER_64 };
const CMSIS_NN: Readonly<Record<VectorUnit, Target>> = {
  none: { kernels: 'cmsis-nn', vectors: 'none', abi: ARM },
  dsp: { kernels: 'cmsis-nn', vectors: 'dsp', abi: ARM },
  mve: { kernels: 'cmsis-nn', vectors: 'mve', abi: ARM },
};

/** CMSIS-NN runs on Arm cores only; any other core runs the reference kernels. */
export function targetOf(runtime: RuntimeId, core: Core): Target {
  const arm = core.startsWith('cortex-');
  if (arm && runtime === 'tflm-cmsis-nn') return CMSIS_NN[VECTORS[core]];
  if (arm) return REFERENCE_ARM;
  return core === 'riscv64' ? REFERENCE_64 : REFERENCE_32;
}
