/** RESHAPE as files have it: with its target as an int32 constant, or in its options only. */
import type { Emitter } from './op.ts';
import type { Shape } from '../graph/tensor.ts';
import { boolField } from './fields.ts';

export const SHAPE_TENSOR = boolField('shapeTensor', 'Shape as a tensor', true, {
  advanced: true,
  help: 'Files hold the target shape as a constant beside the operator, or only inside it.',
});

export function emitReshape(emit: Emitter, input: number, shape: Shape, withTensor: boolean): number {
  const output = emit.activation('out', shape, emit.typeOf(input));
  const inputs = withTensor ? [input, emit.integers('shape', shape)] : [input];
  emit.op('RESHAPE', inputs, [output], { newShape: shape });
  return output;
}
