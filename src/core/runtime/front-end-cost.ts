/**
 * What the exported audio front ends take on a chip at 16 kHz: their C source compiled by arm-none-eabi-gcc 12.2 -O2 and run in Unicorn 2 (the
 * processor of QEMU), instructions counted on the reference signals 0, 2 and 3; silence takes a sixth less.
 */
import type { FrontEndId } from '../audio/front-end.ts';
import type { Core } from '../mcu/chip.ts';

export interface FrontEndCost {
  /** The state of the C source, exact: a test compiles it. */
  readonly stateBytes: number;
  /** Tables and code on a Cortex-M0+, where the code is largest: 0.4 to 0.7 KiB less on the others. */
  readonly flashBytes: number;
  readonly framesPerSecond: number;
  /** Per frame, on the cores counted. */
  readonly instructions: Readonly<Partial<Record<Core, number>>>;
}

export const FRONT_END_COSTS: Readonly<Record<FrontEndId, FrontEndCost>> = {
  'micro-speech': {
    stateBytes: 3504,
    flashBytes: 7216,
    framesPerSecond: 50,
    instructions: { 'cortex-m0+': 176_232, 'cortex-m3': 87_912, 'cortex-m4': 85_113, 'cortex-m7': 85_416, 'cortex-m33': 86_193 },
  },
  'mfcc-49x10': {
    stateBytes: 3344,
    flashBytes: 7284,
    framesPerSecond: 50,
    instructions: { 'cortex-m0+': 166_209, 'cortex-m3': 85_790, 'cortex-m4': 83_282, 'cortex-m7': 83_340, 'cortex-m33': 84_322 },
  },
  'mfcc-98x40': {
    stateBytes: 3344,
    flashBytes: 9676,
    framesPerSecond: 100,
    instructions: { 'cortex-m0+': 174_433, 'cortex-m3': 90_738, 'cortex-m4': 88_240, 'cortex-m7': 88_303, 'cortex-m33': 89_270 },
  },
};

/** Cores whose instructions were not counted, and the one with the same instructions as far as this code goes. */
const STANDS_FOR: Readonly<Partial<Record<Core, Core>>> = {
  'cortex-m0': 'cortex-m0+',
  'cortex-m55': 'cortex-m33',
  'cortex-m85': 'cortex-m33',
};

/** Instructions for one second of sound; undefined for a core whose instructions were not counted. */
export function frontEndInstructions(id: FrontEndId, core: Core): number | undefined {
  const { instructions, framesPerSecond } = FRONT_END_COSTS[id];
  const perFrame = instructions[STANDS_FOR[core] ?? core];
  return perFrame === undefined ? undefined : perFrame * framesPerSecond;
}
