/** Messages that several ops give in the same words. */
import { fail, type Result } from '../base/result.ts';
import { elementCount, shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { MAX_ELEMENTS } from './define.ts';

const AXES: Readonly<Record<number, string>> = {
  2: 'batch, features',
  3: 'batch, time, channels',
  4: 'batch, height, width, channels',
};

/** "Conv 2D expects 4 dimensions (batch, height, width, channels), got 1x64". */
export function expectRank(label: string, rank: 2 | 3 | 4, shape: Shape): Result<never> {
  return fail(`${label} expects ${rank} dimensions (${AXES[rank]}), got ${shapeText(shape)}`);
}

/** A problem when weights of this shape would be absurdly large; undefined otherwise. */
export function kernelProblem(kernel: Shape): Result<never> | undefined {
  if (elementCount(kernel) <= MAX_ELEMENTS) return undefined;
  return fail(`Weights of ${shapeText(kernel)} are more than 2^31 elements`);
}

/** The axis counted from the front; a problem in words when the value has no such axis. */
export function resolveAxis(label: string, axis: number, shape: Shape): Result<number> {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (resolved >= 0 && resolved < shape.length) return { ok: true, value: resolved };
  return fail(`${label} has axis ${axis}, but the input ${shapeText(shape)} has ${shape.length} dimension${shape.length === 1 ? '' : 's'}`);
}

/** A problem when the inputs' element types differ; undefined otherwise. */
export function typesProblem(label: string, inputs: readonly TensorType[]): Result<never> | undefined {
  const first = inputs[0]!.type;
  for (let i = 1; i < inputs.length; i++) {
    const { type } = inputs[i]!;
    if (type !== first) return fail(`${label} expects inputs of one type, got ${first} and ${type}`);
  }
  return undefined;
}
