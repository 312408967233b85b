/** A recording as what the network reads. */
import { createExtract } from '../../../core/audio/extract.ts';
import type { FrontEnd } from '../../../core/audio/front-end.ts';

/** Samples a second that recordings are brought to, Hz. */
export const SAMPLE_RATE = 16_000;

/** `samples` from -1 to 1 at `SAMPLE_RATE`; the first `count` of them, silence behind where there are fewer. */
export function waveformValues(samples: Float32Array, count: number): Float32Array {
  const values = new Float32Array(count);
  values.set(samples.subarray(0, count));
  return values;
}

/** Features of the first second, frame after frame. */
export function featureValues(samples: Float32Array, frontEnd: FrontEnd): Float32Array {
  const second = waveformValues(samples, SAMPLE_RATE);
  const integers = Int16Array.from(second, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))));
  const features = createExtract(frontEnd, SAMPLE_RATE)(integers);
  return Float32Array.from(features, (value) => value * frontEnd.unit);
}
