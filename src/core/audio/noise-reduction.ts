/** Subtracts from each channel its running average, the noise, but leaves at least a share of the signal. */

/** Fraction bits of the coefficients, and of the estimates. */
export const NOISE_BITS = 14;
export const SMOOTHING_BITS = 10;

const fixed = (share: number): number => Math.floor(Math.fround(share) * 2 ** NOISE_BITS);

/** Share of a new frame in the average of an even and an odd channel, and the least share of the signal that stays. */
export const EVEN_SMOOTHING = fixed(0.025);
export const ODD_SMOOTHING = fixed(0.06);
export const LEAST_SIGNAL = fixed(0.05);

/** Updates the estimates and the signal, both unsigned 32-bit. */
export function reduceNoise(signal: Uint32Array, estimates: Uint32Array): void {
  for (let i = 0; i < signal.length; i++) {
    const smoothing = i % 2 === 0 ? EVEN_SMOOTHING : ODD_SMOOTHING;
    const scaled = (signal[i]! << SMOOTHING_BITS) >>> 0;
    const mixed = scaled * smoothing + estimates[i]! * (2 ** NOISE_BITS - smoothing);
    const estimate = Math.floor(mixed / 2 ** NOISE_BITS);
    estimates[i] = estimate;
    const least = Math.floor((signal[i]! * LEAST_SIGNAL) / 2 ** NOISE_BITS);
    signal[i] = Math.max((scaled - Math.min(estimate, scaled)) >>> SMOOTHING_BITS, least);
  }
}
