import { assert } from '../base/assert.ts';
import type { DeployedTensor } from '../graph/deployed.ts';
import type { ElementType } from '../graph/tensor.ts';
import { entryBytes, viewElements, type Elements } from './elements.ts';
import { roundHalfAway } from './fixed-point.ts';

const RANGES: Partial<Record<ElementType, readonly [low: number, high: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
};

/** Reals as a tensor holds them: where it is quantised, rounded to the nearest step (halves away from 0) and clipped; else as they are. */
export function elementsOfReals(values: ArrayLike<number>, { shape, type, quantization }: DeployedTensor): Elements {
  const elements = viewElements(new ArrayBuffer(entryBytes(shape, type)), 0, shape, type);
  assert(elements !== undefined && elements.length === values.length, `${values.length} values for ${type} of ${shape.join('x')}`);
  const [low, high] = RANGES[type] ?? [-Infinity, Infinity];
  const [scale] = quantization?.scales ?? [];
  const [zeroPoint = 0] = quantization?.zeroPoints ?? [];
  const isBig = elements instanceof BigInt64Array || elements instanceof BigUint64Array;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const step =
      scale === undefined || RANGES[type] === undefined ? value : Math.max(low, Math.min(high, roundHalfAway(value / scale) + zeroPoint));
    if (isBig) elements[i] = BigInt(Math.trunc(step));
    else elements[i] = step;
  }
  return elements;
}
