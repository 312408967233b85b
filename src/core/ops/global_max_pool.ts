/** Global max pooling, deployed as a MAX_POOL_2D as large as its input. */
import type { TensorType } from '../graph/tensor.ts';
import { defineOp } from './define.ts';
import { KEEP_POOLED, pooledType } from './global_avg_pool.ts';
import type { Emitter, OpSpec } from './op.ts';
import { emitReshape } from './reshape-emit.ts';
import { readBool, type Settings } from './settings.ts';

export const globalMaxPool: OpSpec = defineOp({
  kind: 'global_max_pool',
  label: 'Global max pool',
  group: 'pool',
  summary: 'Keeps the largest value of each channel over the whole image or signal.',
  arity: { min: 1, max: 1 },
  fields: [KEEP_POOLED],
  oneD: 'raises',
  card: () => '',
  outputs: (settings, [input]) => pooledType('Global max pool', settings, input!),
  weights: () => [],
  lower,
});

function lower(settings: Settings, emit: Emitter, [output]: readonly TensorType[]): readonly number[] {
  const input = emit.raised(0);
  const [batch, height, width, channels] = emit.shapeOf(input) as readonly [number, number, number, number];
  const pooled = emit.activation('pooled', [batch, 1, 1, channels], output!.type);
  const window = { strideH: height, strideW: width, filterH: height, filterW: width };
  emit.op('MAX_POOL_2D', [input], [pooled], { padding: 'VALID', ...window, activation: 'NONE' });
  return [readBool(settings, KEEP_POOLED) ? pooled : emitReshape(emit, pooled, output!.shape, true)];
}
