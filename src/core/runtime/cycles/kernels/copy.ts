/** Loop counts of memcpy as the Arm C library writes it: word by word where both ends are aligned or the length is worth aligning. */

export const COPY_TERMS = [
  'copies',
  'aligned bytes / 16',
  'aligned (bytes % 16) / 4',
  'short unaligned bytes',
  'long unaligned copies',
  'long unaligned bytes / 4',
] as const;

/** Adds `count` copies of `bytes` each to `sums`. */
export function addCopies(sums: number[], count: number, bytes: number, aligned: boolean): void {
  sums[0]! += count;
  if (aligned) {
    sums[1]! += count * (bytes >> 4);
    sums[2]! += count * ((bytes & 15) >> 2);
  } else if (bytes < 16) {
    sums[3]! += count * bytes;
  } else {
    sums[4]! += count;
    sums[5]! += count * (bytes >> 2);
  }
}
