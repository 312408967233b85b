/** What the 2-D and 1-D pooling layers share. */
import type { Result } from '../base/result.ts';
import type { TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { strideCard } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { expectRank } from './expect.ts';
import { type ChoiceField, type IntField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readNumber, type Settings } from './settings.ts';
import { PADDING, paddingOf, POOL, POOL_H, POOL_W, raise, slide, slide1D, STRIDE, STRIDE_H, STRIDE_W } from './window.ts';

type PoolCode = 'MAX_POOL_2D' | 'AVERAGE_POOL_2D';
interface PoolWords {
  readonly kind: string;
  readonly label: string;
  readonly summary: string;
}

const STEP_H: IntField = { ...STRIDE_H, default: 2 };
const STEP_W: IntField = { ...STRIDE_W, default: 2 };
const STEP: IntField = { ...STRIDE, default: 2 };
const POOL_PADDING: ChoiceField = { ...PADDING, default: 'valid' };

/** Pooling over height and width. */
export function pool2d(code: PoolCode, words: PoolWords): OpSpec {
  return defineOp({
    ...words,
    group: 'pool',
    arity: { min: 1, max: 1 },
    fields: [POOL_H, POOL_W, STEP_H, STEP_W, POOL_PADDING, ACTIVATION],
    absorbs: { activation: true },
    card: card2d,
    outputs: (settings, [input]) => outputs2d(words.label, settings, input!),
    weights: () => [],
    lower: (settings, emit, [output]) => lower2d(code, settings, emit, output!),
  });
}

/** Pooling over time; deployed as a 2-D pool of height 1. */
export function pool1d(code: PoolCode, words: PoolWords): OpSpec {
  return defineOp({
    ...words,
    group: 'pool',
    arity: { min: 1, max: 1 },
    fields: [POOL, STEP, POOL_PADDING, ACTIVATION],
    oneD: 'raises',
    absorbs: { activation: true },
    card: (settings) => `${readNumber(settings, POOL)} · /${readNumber(settings, STEP)}${activationCard(settings)}`,
    outputs: (settings, [input]) => outputs1d(words.label, settings, input!),
    weights: () => [],
    lower: (settings, emit, [output]) => lower1d(code, settings, emit, output!),
  });
}

function card2d(settings: Settings): string {
  const stride = strideCard(readNumber(settings, STEP_H), readNumber(settings, STEP_W));
  return `${readNumber(settings, POOL_H)}×${readNumber(settings, POOL_W)}${stride}${activationCard(settings)}`;
}

function outputs2d(label: string, settings: Settings, { shape, type }: TensorType): Result<readonly TensorType[]> {
  if (shape.length !== 4) return expectRank(label, 4, shape);
  const window = {
    kernelH: readNumber(settings, POOL_H),
    kernelW: readNumber(settings, POOL_W),
    strideH: readNumber(settings, STEP_H),
    strideW: readNumber(settings, STEP_W),
    dilationH: 1,
    dilationW: 1,
    padding: paddingOf(settings, POOL_PADDING),
  };
  const slid = slide(shape, window, shape[3]!);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function outputs1d(label: string, settings: Settings, { shape, type }: TensorType): Result<readonly TensorType[]> {
  if (shape.length !== 3) return expectRank(label, 3, shape);
  const padding = paddingOf(settings, POOL_PADDING);
  const slid = slide1D(shape, readNumber(settings, POOL), readNumber(settings, STEP), 1, padding, shape[2]!);
  return slid.ok ? { ok: true, value: [{ shape: slid.value, type }] } : slid;
}

function lower2d(code: PoolCode, settings: Settings, emit: Emitter, { shape, type }: TensorType): readonly number[] {
  const result = emit.activation('out', shape, type);
  emit.op(code, [emit.input(0)], [result], {
    padding: paddingOf(settings, POOL_PADDING),
    strideH: readNumber(settings, STEP_H),
    strideW: readNumber(settings, STEP_W),
    filterH: readNumber(settings, POOL_H),
    filterW: readNumber(settings, POOL_W),
    activation: fusedActivation(settings, emit),
  });
  return [emitActivation(settings, emit, result)];
}

function lower1d(code: PoolCode, settings: Settings, emit: Emitter, { shape, type }: TensorType): readonly number[] {
  const input = emit.raised(0);
  const result = emit.activation('out', raise(shape), type);
  emit.op(code, [input], [result], {
    padding: paddingOf(settings, POOL_PADDING),
    strideH: 1,
    strideW: readNumber(settings, STEP),
    filterH: 1,
    filterW: readNumber(settings, POOL),
    activation: fusedActivation(settings, emit),
  });
  return [emitActivation(settings, emit, result)];
}
