import type { Counts } from '../kernel.ts';

/** Loop counts of memcpy as the Arm C library writes it: word by word where both ends are aligned or the length is worth aligning. */

export const COPY_TERMS = [
  'copies',
  'aligned bytes / 16',
  'aligned (bytes % 16) / 4',
  'short unaligned bytes',
  'long unaligned copies',
  'long unaligned bytes / 4',
] as const;

/** The sums of those terms over several copies. */
export class Copies {
  private count = 0;
  private aligned16 = 0;
  private aligned4 = 0;
  private shortBytes = 0;
  private long = 0;
  private long4 = 0;

  /** `count` copies of `bytes` each. */
  note(count: number, bytes: number, aligned: boolean): void {
    this.count += count;
    if (aligned) {
      this.aligned16 += count * (bytes >> 4);
      this.aligned4 += count * ((bytes & 15) >> 2);
    } else if (bytes < 16) {
      this.shortBytes += count * bytes;
    } else {
      this.long += count;
      this.long4 += count * (bytes >> 2);
    }
  }

  addTo(counts: Counts): void {
    counts.add(this.count).add(this.aligned16).add(this.aligned4).add(this.shortBytes).add(this.long).add(this.long4);
  }
}
