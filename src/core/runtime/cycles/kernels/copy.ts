import type { Counts } from '../kernel.ts';

/** Loop counts of memcpy as the Arm C library writes it: word by word where both ends are aligned or the length is worth aligning. */

export const COPY_TERMS = [
  'copies',
  'aligned bytes / 16',
  'aligned (bytes % 16) / 4',
  'aligned bytes % 4',
  'short unaligned bytes',
  'long unaligned copies',
  'long unaligned bytes / 4',
  'long unaligned bytes % 4',
] as const;

/** Of four copies in a row, those whose two ends both lie on a word. */
function alignedOfFour(bytes: number, stride: number, start: number): number {
  let aligned = 0;
  for (let i = 0; i < 4; i++) if ((((bytes * i) | (start + stride * i)) & 3) === 0) aligned++;
  return aligned;
}

/** The sums of those terms over several copies. */
export class Copies {
  private count = 0;
  private aligned16 = 0;
  private aligned4 = 0;
  private alignedRest = 0;
  private shortBytes = 0;
  private long = 0;
  private long4 = 0;
  private longRest = 0;

  /** `count` copies of `bytes` each, from one end to the next in the source, `stride` apart in the destination from byte `start` on. */
  note(count: number, bytes: number, stride: number, start: number): void {
    const aligned = (count * alignedOfFour(bytes, stride, start)) / 4;
    const unaligned = count - aligned;
    this.count += count;
    this.aligned16 += aligned * (bytes >> 4);
    this.aligned4 += aligned * ((bytes & 15) >> 2);
    this.alignedRest += aligned * (bytes & 3);
    if (bytes < 16) {
      this.shortBytes += unaligned * bytes;
    } else {
      this.long += unaligned;
      this.long4 += unaligned * (bytes >> 2);
      this.longRest += unaligned * (bytes & 3);
    }
  }

  addTo(counts: Counts): void {
    counts.add(this.count).add(this.aligned16).add(this.aligned4).add(this.alignedRest);
    counts.add(this.shortBytes).add(this.long).add(this.long4).add(this.longRest);
  }
}
