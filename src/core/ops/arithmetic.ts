/** Elementwise merges: shapes are broadcast as NumPy does, from the last dimension backwards. */
import { fail, type Result } from '../base/result.ts';
import type { OpCode } from '../graph/deployed.ts';
import { sameShape, shapeText, type Shape, type TensorType } from '../graph/tensor.ts';
import { ACTIVATION, activationCard, emitActivation, fusedActivation } from './activation-param.ts';
import { defineOp } from './define.ts';
import { typesProblem } from './expect.ts';
import type { Emitter, OpSpec } from './op.ts';
import type { Settings } from './settings.ts';

type MergeCode = Extract<OpCode, 'ADD' | 'SUB' | 'MUL' | 'MINIMUM' | 'MAXIMUM'>;
interface MergeWords {
  readonly kind: string;
  readonly label: string;
  readonly summary: string;
}

/** A merge of two values, or of any number taken two at a time. */
export function arithmeticOp(code: MergeCode, words: MergeWords, maxInputs?: number): OpSpec {
  const fuses = code !== 'MINIMUM' && code !== 'MAXIMUM';
  return defineOp({
    ...words,
    group: 'merge',
    arity: { min: 2, max: maxInputs },
    fields: fuses ? [ACTIVATION] : [],
    oneD: 'keeps',
    absorbs: { activation: fuses },
    card: (settings) => (fuses ? activationCard(settings).slice(3) : ''),
    outputs: (_settings, inputs) => merge(words.label, inputs),
    weights: () => [],
    lower: (settings, emit) => lowerMerge(code, settings, emit),
  });
}

/** The shape both broadcast to; undefined when they do not match. */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) {
    const left = a[a.length - rank + i] ?? 1;
    const right = b[b.length - rank + i] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    shape.push(left === 1 ? right : left);
  }
  return shape;
}

function merge(label: string, inputs: readonly TensorType[]): Result<readonly TensorType[]> {
  const mixed = typesProblem(label, inputs);
  if (mixed !== undefined) return mixed;
  let shape = inputs[0]!.shape;
  for (let i = 1; i < inputs.length; i++) {
    const joined = broadcast(shape, inputs[i]!.shape);
    if (joined === undefined)
      return fail(`${label} expects equal shapes, got ${inputs.map((input) => shapeText(input.shape)).join(' and ')}`);
    shape = joined;
  }
  return { ok: true, value: [shape === inputs[0]!.shape ? inputs[0]! : { shape, type: inputs[0]!.type }] };
}

/** Inputs in shapes that line up: when one is raised to height 1, the other rank-3 ones are raised too. */
export function alignedInputs(emit: Emitter): readonly number[] {
  let raised = false;
  let flat = true;
  for (let i = 0; i < emit.inputCount; i++) {
    raised ||= emit.isRaised(i);
    flat &&= emit.rankOf(i) <= 3;
  }
  const tensors: number[] = [];
  for (let i = 0; i < emit.inputCount; i++) tensors.push(raised && flat ? emit.raised(i) : emit.input(i));
  return tensors;
}

function lowerMerge(code: MergeCode, settings: Settings, emit: Emitter): readonly number[] {
  const tensors = alignedInputs(emit);
  let result = tensors[0]!;
  for (let i = 1; i < tensors.length; i++) {
    const last = i === tensors.length - 1;
    const shape = broadcast(emit.shapeOf(result), emit.shapeOf(tensors[i]!))!;
    const output = emit.activation('out', shape, emit.typeOf(result));
    const pair = [result, tensors[i]!];
    if (code === 'MINIMUM' || code === 'MAXIMUM') emit.op(code, pair, [output], {});
    else emit.op(code, pair, [output], { activation: last ? fusedActivation(settings, emit) : 'NONE' });
    result = output;
  }
  return [emitActivation(settings, emit, result)];
}
