/** Where each operator's options lie in its options table: the one description that reading, writing and sizing share. */
import type { OpCode } from '../../graph/deployed.ts';

export type OptionKind = 'padding' | 'activation' | 'int' | 'positive' | 'float' | 'bool' | 'ints';

export interface OptionField {
  /** Name in OptionsByCode. */
  readonly key: string;
  readonly slot: number;
  /** `positive` is an int32 of at least 1; padding, activation and bool are one byte; `ints` is a vector of int32. */
  readonly kind: OptionKind;
  /** Value when the file leaves the field out, where the schema's is not zero. */
  readonly absent?: number;
}

export interface OptionsTable {
  /** Number in the BuiltinOptions union; 0: the operator carries no table. */
  readonly union: number;
  readonly fields: readonly OptionField[];
}

const field = (key: string, slot: number, kind: OptionKind, absent?: number): OptionField =>
  absent === undefined ? { key, slot, kind } : { key, slot, kind, absent };

const NONE: OptionsTable = { union: 0, fields: [] };
const WINDOW = [field('padding', 0, 'padding'), field('strideW', 1, 'positive'), field('strideH', 2, 'positive')];
const activation = (slot: number): OptionField => field('activation', slot, 'activation');
const dilations = (slot: number): readonly OptionField[] => [
  field('dilationW', slot, 'positive', 1),
  field('dilationH', slot + 1, 'positive', 1),
];
const POOL: OptionsTable = {
  union: 5,
  fields: [...WINDOW, field('filterW', 3, 'positive'), field('filterH', 4, 'positive'), activation(5)],
};
const arithmetic = (union: number): OptionsTable => ({ union, fields: [activation(0), field('potScaleInt16', 1, 'bool', 1)] });
const resize = (union: number, slot: number): OptionsTable => ({
  union,
  fields: [field('alignCorners', slot, 'bool'), field('halfPixelCenters', slot + 1, 'bool')],
});

/** Options table of every operator that is not opaque. */
export const OPTIONS: Readonly<Record<Exclude<OpCode, 'OPAQUE'>, OptionsTable>> = {
  CONV_2D: { union: 1, fields: [...WINDOW, activation(3), ...dilations(4)] },
  DEPTHWISE_CONV_2D: { union: 2, fields: [...WINDOW, field('depthMultiplier', 3, 'int'), activation(4), ...dilations(5)] },
  TRANSPOSE_CONV: { union: 49, fields: [...WINDOW, activation(3)] },
  FULLY_CONNECTED: { union: 8, fields: [activation(0), field('keepNumDims', 2, 'bool')] },
  MAX_POOL_2D: POOL,
  AVERAGE_POOL_2D: POOL,
  ADD: arithmetic(11),
  SUB: arithmetic(28),
  MUL: { union: 21, fields: [activation(0)] },
  MINIMUM: NONE,
  MAXIMUM: NONE,
  CONCATENATION: { union: 10, fields: [field('axis', 0, 'int'), activation(1)] },
  PAD: NONE,
  PADV2: NONE,
  RESHAPE: { union: 17, fields: [field('newShape', 0, 'ints')] },
  SQUEEZE: { union: 30, fields: [field('dims', 0, 'ints')] },
  EXPAND_DIMS: NONE,
  MEAN: { union: 27, fields: [field('keepDims', 0, 'bool')] },
  SOFTMAX: { union: 9, fields: [field('beta', 0, 'float')] },
  LOGISTIC: NONE,
  TANH: NONE,
  RELU: NONE,
  RELU6: NONE,
  LEAKY_RELU: { union: 75, fields: [field('alpha', 0, 'float')] },
  HARD_SWISH: NONE,
  RESIZE_NEAREST_NEIGHBOR: resize(74, 0),
  RESIZE_BILINEAR: resize(15, 2),
  DEPTH_TO_SPACE: { union: 94, fields: [field('blockSize', 0, 'positive')] },
  SPACE_TO_DEPTH: { union: 19, fields: [field('blockSize', 0, 'positive')] },
  TRANSPOSE: NONE,
  STRIDED_SLICE: {
    union: 32,
    fields: ['beginMask', 'endMask', 'ellipsisMask', 'newAxisMask', 'shrinkAxisMask'].map((key, slot) => field(key, slot, 'int')),
  },
  SLICE: NONE,
  SPLIT: { union: 35, fields: [field('numSplits', 0, 'positive')] },
  UNIDIRECTIONAL_SEQUENCE_LSTM: {
    union: 71,
    fields: [
      activation(0),
      field('cellClip', 1, 'float'),
      field('projClip', 2, 'float'),
      field('timeMajor', 3, 'bool'),
      field('asymmetricQuantizeInputs', 4, 'bool'),
    ],
  },
  SVDF: { union: 6, fields: [field('rank', 0, 'positive'), activation(1), field('asymmetricQuantizeInputs', 2, 'bool')] },
  GATHER: { union: 23, fields: [field('axis', 0, 'int'), field('batchDims', 1, 'int')] },
  EMBEDDING_LOOKUP: NONE,
  QUANTIZE: NONE,
  DEQUANTIZE: NONE,
};

/** True for an operator whose options we know. */
export function isKnownCode(name: string): name is Exclude<OpCode, 'OPAQUE'> {
  return Object.hasOwn(OPTIONS, name);
}
