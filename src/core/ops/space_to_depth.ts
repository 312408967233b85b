/** Space to depth. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { BLOCK } from './depth_to_space.ts';
import { expectRank } from './expect.ts';
import type { OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';

export const spaceToDepth: OpSpec = defineOp({
  kind: 'space_to_depth',
  label: 'Space to depth',
  group: 'shape',
  summary: 'Turns squares of pixels into channels: smaller image, more channels, nothing lost.',
  arity: { min: 1, max: 1 },
  fields: [BLOCK],
  card: (settings) => `block ${readNumber(settings, BLOCK)}`,
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => {
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('SPACE_TO_DEPTH', [emit.input(0)], [result], { blockSize: readNumber(settings, BLOCK) });
    return [result];
  },
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Space to depth', 4, shape);
  const block = readNumber(settings, BLOCK);
  const [batch, height, width, channels] = shape as readonly [number, number, number, number];
  if (height % block !== 0 || width % block !== 0)
    return fail(`Space to depth with block ${block} expects height and width divisible by ${block}, got ${shapeText(shape)}`);
  return { ok: true, value: [{ shape: [batch, height / block, width / block, channels * block * block], type }] };
}
