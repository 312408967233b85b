/** From the values a tensor takes to the range its 256 steps cover. */
import type { Affine, Range } from '../kernels/quantization.ts';
import type { Observation } from './observe.ts';

/**
 * How a range is chosen. `minmax`: all that was seen. `percentile`: without the outermost values, `percent` of them kept in the middle.
 * `mse`: the share of the whole range with the least squared error after rounding and clipping.
 */
export type Method = { readonly kind: 'minmax' } | { readonly kind: 'percentile'; readonly percent: number } | { readonly kind: 'mse' };

const STEPS = 255;
const LOWEST = -128;
/** Shares of the whole range that `mse` tries. */
const SHARES = Array.from({ length: 65 }, (_, i) => 1 - i / 80);

export function chooseRange(observation: Observation, method: Method): Range {
  switch (method.kind) {
    case 'minmax':
      return observation;
    case 'percentile':
      return percentileRange(observation, method.percent);
    case 'mse':
      return leastErrorRange(observation);
  }
}

/** Scale and zero point of int8 over a range, which is stretched to hold 0 exactly. */
export function affineOver({ low, high }: Range): Affine {
  const [least, most] = [Math.min(0, low), Math.max(0, high)];
  const scale = Math.fround((most - least) / STEPS);
  if (!(scale > 0)) return { scale: 1, zeroPoint: 0 };
  return { scale, zeroPoint: Math.max(LOWEST, Math.min(LOWEST + STEPS, Math.round(LOWEST - least / scale))) };
}

/** One scale for values of either sign, `most` steps on each side of 0. */
export function symmetricScale(magnitude: number, most: number): number {
  const scale = Math.fround(magnitude / most);
  return scale > 0 ? scale : 1;
}

function centerOf({ low, high, counts }: Observation, bin: number): number {
  return low + ((bin + 0.5) * (high - low)) / counts.length;
}

/** The bins' edges outside which half of the rest lies on either side. */
function percentileRange(observation: Observation, percent: number): Range {
  const { low, high, counts } = observation;
  const total = counts.reduce((sum, each) => sum + each, 0);
  const rest = (total * (100 - percent)) / 200;
  const edge = (order: Float64Array): number => {
    let passed = 0;
    return (
      Math.max(
        0,
        order.findIndex((each) => (passed += each) > rest),
      ) / order.length
    );
  };
  return { low: low + edge(counts) * (high - low), high: high - edge(counts.toReversed()) * (high - low) };
}

function leastErrorRange(observation: Observation): Range {
  const { low, high } = observation;
  const candidates = SHARES.map((share) => ({ low: low * share, high: high * share }));
  const errors = candidates.map((range) => squaredError(observation, affineOver(range)));
  return candidates[errors.indexOf(Math.min(...errors))]!;
}

function squaredError(observation: Observation, { scale, zeroPoint }: Affine): number {
  let error = 0;
  observation.counts.forEach((times, bin) => {
    if (times === 0) return;
    const value = centerOf(observation, bin);
    const step = Math.max(LOWEST, Math.min(LOWEST + STEPS, Math.round(value / scale) + zeroPoint));
    error += times * (value - (step - zeroPoint) * scale) ** 2;
  });
  return error;
}
