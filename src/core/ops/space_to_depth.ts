/** Space to depth. */
import { fail, type Result } from '../base/result.ts';
import type { Params } from '../graph/graph.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { BLOCK } from './depth_to_space.ts';
import { expectRank } from './expect.ts';
import { readNumber } from './fields.ts';
import type { OpSpec } from './op.ts';

export const spaceToDepth: OpSpec = defineOp({
  kind: 'space_to_depth',
  label: 'Space to depth',
  group: 'shape',
  summary: 'Turns squares of pixels into channels: smaller image, more channels, nothing lost.',
  arity: { min: 1, max: 1 },
  fields: [BLOCK],
  card: (params) => `block ${readNumber(params, BLOCK)}`,
  outputs,
  weights: () => [],
  lower: (params, emit, [output]) => {
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('SPACE_TO_DEPTH', [emit.input(0)], [result], { blockSize: readNumber(params, BLOCK) });
    return [result];
  },
});

function outputs(params: Params, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Space to depth', 4, shape);
  const block = readNumber(params, BLOCK);
  const [batch, height, width, channels] = shape as readonly [number, number, number, number];
  if (height % block !== 0 || width % block !== 0)
    return fail(`Space to depth with block ${block} expects height and width divisible by ${block}, got ${shapeText(shape)}`);
  return { ok: true, value: [{ shape: [batch, height / block, width / block, channels * block * block], type }] };
}
