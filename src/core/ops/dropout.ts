/** Dropout: acts in training only. */
import { defineOp } from './define.ts';
import { floatField } from './fields.ts';
import type { OpSpec } from './op.ts';
import { readNumber } from './settings.ts';

const RATE = floatField('rate', 'Rate', 0.5, [0, 1], { help: 'Share of values dropped while training.' });

export const dropout: OpSpec = defineOp({
  kind: 'dropout',
  label: 'Dropout',
  group: 'other',
  summary: 'Drops random values while training; costs nothing on the chip.',
  arity: { min: 1, max: 1 },
  fields: [RATE],
  oneD: 'keeps',
  card: (settings) => String(readNumber(settings, RATE)),
  outputs: (_settings, inputs) => ({ ok: true, value: [inputs[0]!] }),
  weights: () => [],
  lower: (_settings, emit) => [emit.asIs(0)],
});
