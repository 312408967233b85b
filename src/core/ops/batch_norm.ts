/** Batch normalisation: folded into the layer before it where possible, otherwise a multiplication and an addition. */
import { fail, ok } from '../base/result.ts';
import type { TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { floatField } from './fields.ts';
import type { Emitter, OpSpec, WeightSpec } from './op.ts';
import type { Settings } from './settings.ts';

const EPSILON = floatField('epsilon', 'Epsilon', 0.001, [0, 1], { advanced: true, help: 'Added to the variance.' });
const MOMENTUM = floatField('momentum', 'Momentum', 0.99, [0, 1], { advanced: true, help: 'Of the running averages, while training.' });

export const batchNorm: OpSpec = defineOp({
  kind: 'batch_norm',
  label: 'Batch norm',
  group: 'other',
  summary: 'Normalises each channel; free on the chip when it follows a convolution or a dense layer.',
  arity: { min: 1, max: 1 },
  fields: [EPSILON, MOMENTUM],
  oneD: 'keeps',
  absorbs: { activation: true },
  card: () => '',
  outputs: (_settings, [input]) =>
    input!.shape.length > 0 ? ok([input!]) : fail('Batch norm expects channels to normalise, got a single number'),
  weights: (_settings, [input]) => weightsOf(input!),
  lower,
});

function weightsOf({ shape }: TensorType): readonly WeightSpec[] {
  const channels = [shape.at(-1)!];
  return [
    { name: 'gamma', shape: channels, trainable: true },
    { name: 'beta', shape: channels, trainable: true },
    { name: 'mean', shape: channels, trainable: false },
    { name: 'variance', shape: channels, trainable: false },
  ];
}

/** On its own: x * factor + offset, one pair a channel. */
function lower(_settings: Settings, emit: Emitter): readonly number[] {
  const input = emit.asIs(0);
  const shape = emit.shapeOf(input);
  const type = emit.typeOf(input);
  const channels = [shape.at(-1)!];
  const factor = emit.constant('factor', channels, type);
  const offset = emit.constant('offset', channels, type);
  const scaled = emit.activation('scaled', shape, type);
  const output = emit.activation('out', shape, type);
  emit.op('MUL', [input, factor], [scaled], { activation: 'NONE' });
  emit.op('ADD', [scaled, offset], [output], { activation: emit.fused });
  return [output];
}
