/** How far values reached in a step, by scale group. */
import { dispose, keep, max, min, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Range } from '../../core/quant/kernels/quantization.ts';
import { answersAtOnce } from '../backends/settle.ts';

/** What is taken of a value: how far it reaches, or how far without the few values furthest out. */
export type Reach = 'extremes' | 'percentile';

/** Share of the values left out at either end, and values looked at. */
const OUTLIERS = 0.0005;
const LOOKED_AT = 8192;

interface Later {
  readonly group: number;
  readonly reach: Tensor[];
}

export class SeenRanges {
  readonly ranges = new Map<number, Range>();
  private readonly reach: Reach;
  /** What a GPU has still to answer. */
  private later: Later[] = [];

  constructor(reach: Reach) {
    this.reach = reach;
  }

  /** Takes down how far a value reaches. */
  see(group: number, value: Tensor): void {
    const reach = this.reach === 'extremes' ? [min(value), max(value)] : [value];
    if (answersAtOnce()) this.widen(group, this.rangeOf(reach.map((each) => each.dataSync<'float32'>())));
    else this.later.push({ group, reach: reach.map((each) => keep(reshape(each, [-1]))) });
  }

  widen(group: number, range: Range): void {
    widen(this.ranges, group, range);
  }

  /** Waits until everything is in `ranges`. */
  async settled(): Promise<ReadonlyMap<number, Range>> {
    const waiting = this.later;
    this.later = [];
    for (const { group, reach } of waiting) {
      this.widen(group, this.rangeOf(await Promise.all(reach.map((each) => each.data<'float32'>()))));
      dispose(reach);
    }
    return this.ranges;
  }

  private rangeOf([low, high = low]: readonly Float32Array[]): Range {
    return this.reach === 'extremes' ? { low: low![0]!, high: high![0]! } : withoutOutliers(low!);
  }
}

/** Of evenly spaced values, where there are many. */
export function withoutOutliers(values: Float32Array): Range {
  const step = Math.max(1, Math.floor(values.length / LOOKED_AT));
  const some = Float32Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step]!).sort();
  const left = Math.floor(OUTLIERS * some.length);
  return { low: some[left]!, high: some.at(-1 - left)! };
}

/** Widens a group's range by another. */
export function widen(ranges: Map<number, Range>, group: number, { low, high }: Range): void {
  const known = ranges.get(group);
  ranges.set(group, known === undefined ? { low, high } : { low: Math.min(known.low, low), high: Math.max(known.high, high) });
}
