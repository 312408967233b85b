import type { Random } from '../../core/base/random.ts';

/** Changes one sample in place. */
export type Change = (sample: Float32Array, random: Random) => void;
