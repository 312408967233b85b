import type { Random } from '../../core/base/random.ts';
import { normal } from '../../core/base/distributions.ts';

/** Adds normal noise of this deviation to each value. */
export function addNoise(values: Float32Array, deviation: number, random: Random): void {
  if (deviation > 0) for (let i = 0; i < values.length; i++) values[i]! += deviation * normal(random);
}
