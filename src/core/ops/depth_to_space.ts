/** Depth to space. */
import { fail, type Result } from '../base/result.ts';
import { shapeText, type TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { expectRank } from './expect.ts';
import { intField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';

export const BLOCK = intField('block', 'Block', 2, [2, 256], { help: 'Side of the square of pixels that channels become, or come from.' });

export const depthToSpace: OpSpec = defineOp({
  kind: 'depth_to_space',
  label: 'Depth to space',
  group: 'shape',
  summary: 'Turns channels into pixels: fewer channels, larger image.',
  arity: { min: 1, max: 1 },
  fields: [BLOCK],
  card: (settings) => `block ${readNumber(settings, BLOCK)}`,
  outputs,
  weights: () => [],
  lower: (settings, emit, [output]) => {
    const result = emit.activation('out', output!.shape, output!.type);
    emit.op('DEPTH_TO_SPACE', [emit.input(0)], [result], { blockSize: readNumber(settings, BLOCK) });
    return [result];
  },
});

function outputs(settings: Settings, [input]: readonly TensorType[]): Result<readonly TensorType[]> {
  const { shape, type } = input!;
  if (shape.length !== 4) return expectRank('Depth to space', 4, shape);
  const block = readNumber(settings, BLOCK);
  const [batch, height, width, channels] = shape as readonly [number, number, number, number];
  if (channels % (block * block) !== 0)
    return fail(`Depth to space with block ${block} expects channels divisible by ${block * block}, got ${shapeText(shape)}`);
  return { ok: true, value: [{ shape: [batch, height * block, width * block, channels / (block * block)], type }] };
}
