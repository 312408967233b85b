/** What is drawn of a sound. */

/** The loudest of each of `count` equal stretches, 0 to 1. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const peaks = Array.from({ length: count }, () => 0);
  samples.forEach((value, i) => {
    const at = Math.floor((i * count) / samples.length);
    peaks[at] = Math.min(1, Math.max(peaks[at]!, Math.abs(value)));
  });
  return peaks;
}

/** The least that the meter shows, dB below full scale. */
const FLOOR_DB = -60;

/** How loud samples of -1 to 1 are: 0 at -60 dB and below, 1 at full scale. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length);
  return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / FLOOR_DB));
}
