/** Flatten: everything but the batch becomes one vector. */
import type { TensorType } from '../graph/tensor.ts';
import { elementCount } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { expectRank } from './expect.ts';
import type { OpSpec } from './op.ts';
import { emitReshape, SHAPE_TENSOR } from './reshape-emit.ts';
import { readBool } from './settings.ts';

export const flatten: OpSpec = defineOp({
  kind: 'flatten',
  label: 'Flatten',
  group: 'shape',
  summary: 'Lays all values out as one vector, for a dense layer.',
  arity: { min: 1, max: 1 },
  fields: [SHAPE_TENSOR],
  card: () => '',
  outputs: (_settings, [input]) => (input!.shape.length < 1 ? expectRank('Flatten', 2, input!.shape) : { ok: true, value: [flat(input!)] }),
  weights: () => [],
  lower: (settings, emit, [output]) => [emitReshape(emit, emit.asIs(0), output!.shape, readBool(settings, SHAPE_TENSOR))],
});

function flat({ shape, type }: TensorType): TensorType {
  return { shape: [shape[0]!, elementCount(shape) / shape[0]!], type };
}
