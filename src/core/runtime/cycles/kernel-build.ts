import type { CycleFactor } from './cycles-per-instruction.ts';

/** What the kernels are compiled for: the counted ones for speed (-O2). */
export type KernelBuild = 'speed' | 'size';

/**
 * An allowance for -Os, the default of Mbed and Arduino: one to two times the cycles of -O2, because loops are not unrolled and calls not
 * inlined. No such build was counted here; the one published set of such a board (MLPerf Tiny v0.5) is a check, not a source.
 */
const SIZE_FACTOR = 1.5;
const SIZE_ERROR_PERCENT = 33;

/** The factor of a core for kernels compiled this way. */
export function builtFor(build: KernelBuild, cycles: CycleFactor): CycleFactor {
  if (build === 'speed') return cycles;
  return {
    ...cycles,
    factor: cycles.factor * SIZE_FACTOR,
    errorPercent: Math.hypot(cycles.errorPercent, SIZE_ERROR_PERCENT),
    source: `${cycles.source}; kernels compiled with -Os: an allowance of one to two times the cycles`,
  };
}
