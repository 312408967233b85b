/** How far values reached in a step, by scale group. */
import { dispose, keep, max, min, type Tensor } from '@tensorflow/tfjs-core';
import type { Range } from '../../core/quant/kernels/quantization.ts';
import { answersAtOnce } from '../backends/settle.ts';

interface Later {
  readonly group: number;
  readonly low: Tensor;
  readonly high: Tensor;
}

export class SeenRanges {
  readonly ranges = new Map<number, Range>();
  /** What a GPU has still to answer. */
  private later: Later[] = [];

  /** Takes down how far a value reaches. */
  see(group: number, value: Tensor): void {
    const [low, high] = [min(value), max(value)];
    if (answersAtOnce()) this.widen(group, { low: low.dataSync()[0]!, high: high.dataSync()[0]! });
    else this.later.push({ group, low: keep(low), high: keep(high) });
  }

  widen(group: number, range: Range): void {
    widen(this.ranges, group, range);
  }

  /** Waits until everything is in `ranges`. */
  async settled(): Promise<ReadonlyMap<number, Range>> {
    const waiting = this.later;
    this.later = [];
    for (const { group, low, high } of waiting) {
      this.widen(group, { low: (await low.data())[0]!, high: (await high.data())[0]! });
      dispose([low, high]);
    }
    return this.ranges;
  }
}

/** Widens a group's range by another. */
export function widen(ranges: Map<number, Range>, group: number, { low, high }: Range): void {
  const known = ranges.get(group);
  ranges.set(group, known === undefined ? { low, high } : { low: Math.min(known.low, low), high: Math.max(known.high, high) });
}
