/** Triangular mel filters over the power spectrum, and the square root of what each gathers. */
import { bitLength, roundSingle } from './bits.ts';
import type { FftTables } from './real-fft.ts';

/** Fraction bits of a weight. */
export const FILTER_BITS = 12;

export interface FilterBank {
  readonly channels: number;
  /** First bin of the spectrum that any channel reads, and the one after the last. */
  readonly firstBin: number;
  readonly endBin: number;
  /** Of `firstBin` and each after it: the rising triangle it lies in, 0 to `channels`. Triangle c rises into channel c - 1 and falls out of c - 2. */
  readonly triangle: Uint8Array;
  /** Weight of each bin in the channel it falls out of. */
  readonly falling: Int16Array;
  /** Weight of each bin in the channel it rises into. */
  readonly rising: Int16Array;
}

/** Mel of a frequency, single precision. */
function mel(hz: number): number {
  return Math.fround(1127 * Math.fround(Math.log1p(Math.fround(hz / 700))));
}

/** Filters whose centres are evenly spaced in mel between the two limits, as `microfrontend` quantizes them. */
export function filterBank({ size }: FftTables, sampleRate: number, channels: number, lowerHz: number, upperHz: number): FilterBank {
  const hzPerBin = Math.fround((0.5 * sampleRate) / (size / 2));
  const low = mel(lowerHz);
  const spacing = Math.fround(Math.fround(mel(upperHz) - low) / (channels + 1));
  const edge = (i: number): number => (i === 0 ? low : Math.fround(low + Math.fround(spacing * i)));
  const firstBin = Math.floor(Math.fround(1.5 + Math.fround(lowerHz / hzPerBin)));
  const triangle: number[] = [];
  const falling: number[] = [];
  const rising: number[] = [];
  for (let bin = firstBin, i = 0; ; bin++) {
    const at = mel(Math.fround(bin * hzPerBin));
    while (i <= channels && at > edge(i + 1)) i++;
    if (i > channels) return pack(channels, firstBin, triangle, falling, rising);
    const weight = Math.fround(Math.fround(edge(i + 1) - at) / Math.fround(edge(i + 1) - edge(i)));
    triangle.push(i);
    falling.push(roundSingle(Math.fround(weight * 2 ** FILTER_BITS)));
    rising.push(roundSingle(Math.fround(Math.fround(1 - weight) * 2 ** FILTER_BITS)));
  }
}

function pack(channels: number, firstBin: number, triangle: number[], falling: number[], rising: number[]): FilterBank {
  return {
    channels,
    firstBin,
    endBin: firstBin + triangle.length,
    triangle: Uint8Array.from(triangle),
    falling: Int16Array.from(falling),
    rising: Int16Array.from(rising),
  };
}

/** Energy of each channel; `energies` has one place more in front, which no channel reads. Sums stay below 2 to the 53. */
export function gather(bank: FilterBank, spectrum: Int16Array, energies: Float64Array): void {
  energies.fill(0);
  for (let i = 0; i < bank.triangle.length; i++) {
    const real = spectrum[2 * (bank.firstBin + i)]!;
    const imaginary = spectrum[2 * (bank.firstBin + i) + 1]!;
    const energy = real * real + imaginary * imaginary;
    const triangle = bank.triangle[i]!;
    energies[triangle]! += bank.falling[i]! * energy;
    if (triangle < bank.channels) energies[triangle + 1]! += bank.rising[i]! * energy;
  }
}

/** The square root rounded to nearest; as in the C source, a root of 16 ones in a 32-bit number is not rounded up. */
export function roundedRoot(value: number): number {
  let root = Math.floor(Math.sqrt(value));
  if (root * root > value) root--;
  const most = value < 2 ** 32 ? 0xffff : 0xffffffff;
  return value - root * root > root && root !== most ? root + 1 : root;
}

/** Bits by which amplitudes are too small for the log: of the FFT's divisions, less those of the square root of the weights. */
export function correctionBits(fftPoints: number): number {
  return bitLength(fftPoints) - 1 - FILTER_BITS / 2;
}
