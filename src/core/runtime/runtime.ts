import type { Core } from '../mcu/chip.ts';

/** An inference engine with the build choices that change memory or code. */
export type RuntimeId = 'tflm-reference' | 'tflm-cmsis-nn' | 'unas';

export interface Runtime {
  readonly id: RuntimeId;
  readonly name: string;
  /** One sentence: what it is and which version was measured. */
  readonly description: string;
  /** True when the engine runs (or, for a literature model, applies) on the core. */
  readonly runsOn: (core: Core) => boolean;
}
