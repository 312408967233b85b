/** The inference engines we can cost, and which cores they run on. */
import type { Core } from '../mcu/chip.ts';
import type { Runtime, RuntimeId } from './runtime.ts';

export type { RuntimeId };

const ARM_M: ReadonlySet<Core> = new Set([
  'cortex-m0',
  'cortex-m0+',
  'cortex-m3',
  'cortex-m4',
  'cortex-m7',
  'cortex-m33',
  'cortex-m55',
  'cortex-m85',
] satisfies Core[]);

export const RUNTIMES: Readonly<Record<RuntimeId, Runtime>> = {
  'tflm-cmsis-nn': {
    id: 'tflm-cmsis-nn',
    name: 'TFLM, CMSIS-NN',
    description: 'TensorFlow Lite Micro 90b983c2 with the CMSIS-NN 4ab83cc3 kernels, optimised for speed.',
    runsOn: (core) => ARM_M.has(core),
  },
  'tflm-reference': {
    id: 'tflm-reference',
    name: 'TFLM, reference kernels',
    description: 'TensorFlow Lite Micro 90b983c2 with its portable reference kernels.',
    runsOn: () => true,
  },
  unas: {
    id: 'unas',
    name: 'µNAS resource model',
    description: 'The model of the µNAS paper: one byte an element, the input not counted, Add in place, no runtime.',
    runsOn: () => true,
  },
};

/** CMSIS-NN where the core has it, else the reference kernels. */
export function defaultRuntime(core: Core): RuntimeId {
  return ARM_M.has(core) ? 'tflm-cmsis-nn' : 'tflm-reference';
}
