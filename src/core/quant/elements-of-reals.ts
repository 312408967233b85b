import { assert } from '../base/assert.ts';
import type { DeployedTensor } from '../graph/deployed.ts';
import { entryBytes, viewElements, type Elements } from './elements.ts';
import { roundHalfAway } from './fixed-point.ts';
import { INTEGER_RANGES } from './kernels/quantization.ts';

/** Reals as a tensor holds them: where it is quantised, rounded to the nearest step (halves away from 0) and clipped; else as they are. */
export function elementsOfReals(values: ArrayLike<number>, { shape, type, quantization }: DeployedTensor): Elements {
  const elements = viewElements(new ArrayBuffer(entryBytes(shape, type)), 0, shape, type);
  assert(elements !== undefined && elements.length === values.length, `${values.length} values for ${type} of ${shape.join('x')}`);
  const range = INTEGER_RANGES[type];
  const [scale] = quantization?.scales ?? [];
  const [zeroPoint = 0] = quantization?.zeroPoints ?? [];
  const isBig = elements instanceof BigInt64Array || elements instanceof BigUint64Array;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const step =
      scale === undefined || range === undefined
        ? value
        : Math.max(range.low, Math.min(range.high, roundHalfAway(value / scale) + zeroPoint));
    if (isBig) elements[i] = BigInt(Math.trunc(step));
    else elements[i] = step;
  }
  return elements;
}
