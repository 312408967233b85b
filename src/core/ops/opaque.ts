/**
 * An operator this version does not know, kept as a box: its tensors count, its work is unknown.
 *
 * `operands` lists the operator's inputs in order: `in` for a value of the graph, `-` for one left out, `int32 4x2` for a constant,
 * `state int8 1x16` for a variable. `outputs` and `intermediates` list types alone: `int8 1x25x5x64, float32 1`; an output may be `auto`.
 */
import { fail, type Result } from '../base/result.ts';
import type { OptionsByCode } from '../graph/deployed.ts';
import { ELEMENT_BITS, type ElementType, type TensorType } from '../graph/tensor.ts';
import { NO_TENSOR } from './conv-layer.ts';
import { defineOp } from './define.ts';
import { intField, intsField, textField } from './fields.ts';
import type { Emitter, OpSpec } from './op.ts';
import { readInts, readNumber, readText, type Settings } from './settings.ts';

const NAME = textField('name', 'Operator', 'CUSTOM');
const BUILTIN = intField('builtin', 'Schema number', 32, [0, 65535], { advanced: true });
const VERSION = intField('version', 'Version', 1, [0, 65535], { advanced: true });
const OUTPUTS = textField('outputs', 'Outputs', 'int8 1x1', {
  advanced: true,
  help: 'Type and shape of each output: int8 1x25x5x64, float32 1. The type "auto" follows the quantisation of the design.',
});
const OPERANDS = textField('operands', 'Inputs', '', {
  advanced: true,
  help: 'Each input in order: in, - for none, int32 4x2 for a constant, state int8 1x16 for kept state. Empty: the connected ones.',
});
const INTERMEDIATES = textField('intermediates', 'Scratch tensors', '', { advanced: true });
const OPTIONS_TYPE = intField('optionsType', 'Kind of options', 0, [0, 255], { advanced: true, help: '0: the operator has none.' });
const OPTIONS = intsField('options', 'Options', [], [0, 255], { advanced: true, help: 'Bytes as the file holds them.' });
const CUSTOM_OPTIONS = intsField('customOptions', 'Custom options', [], [0, 255], {
  advanced: true,
  help: 'Bytes as the file holds them.',
});

type Operand =
  | { readonly kind: 'in' }
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly type: TensorType }
  | { readonly kind: 'state'; readonly type: TensorType };

export const opaque: OpSpec = defineOp({
  kind: 'opaque',
  label: 'Other operator',
  group: 'other',
  summary: 'An operator of a file that Tinyscape does not know: its memory counts, its time does not.',
  arity: { min: 0, max: undefined },
  fields: [NAME, BUILTIN, VERSION, OUTPUTS, OPERANDS, INTERMEDIATES, OPTIONS_TYPE, OPTIONS, CUSTOM_OPTIONS],
  card: (settings) => readText(settings, NAME),
  outputs,
  weights: (settings) =>
    (parseOperands(readText(settings, OPERANDS)) ?? []).flatMap((operand, i) =>
      operand.kind === 'constant' ? [{ name: `constant${i}`, shape: operand.type.shape, trainable: false }] : [],
    ),
  lower,
});

/** "int8 1x25x5x64"; a scalar is the type alone. Undefined when it is neither. */
function parseTensorType(text: string): TensorType | undefined {
  const [type, dimensions, ...rest] = text.trim().split(/\s+/);
  if (type === undefined || !Object.hasOwn(ELEMENT_BITS, type) || rest.length > 0) return undefined;
  const sizes = dimensions === undefined ? [] : dimensions.split('x');
  return sizes.every((size) => /^\d{1,10}$/.test(size)) ? { shape: sizes.map(Number), type: type as ElementType } : undefined;
}

function parseList<T>(text: string, parse: (item: string) => T | undefined): readonly T[] | undefined {
  if (text.trim() === '') return [];
  const items = text.split(',').map(parse);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function parseOperands(text: string): readonly Operand[] | undefined {
  return parseList(text, parseOperand);
}

function parseOperand(text: string): Operand | undefined {
  const item = text.trim();
  if (item === 'in') return { kind: 'in' };
  if (item === '-') return { kind: 'none' };
  const kind = item.startsWith('state ') ? 'state' : 'constant';
  const type = parseTensorType(kind === 'state' ? item.slice('state '.length) : item);
  return type === undefined ? undefined : { kind, type };
}

function outputs(settings: Settings, inputs: readonly TensorType[], auto: ElementType = 'int8'): Result<readonly TensorType[]> {
  const types = parseList(readText(settings, OUTPUTS).replaceAll(/\bauto\b/g, auto), parseTensorType);
  if (types === undefined) return fail(`Outputs must read like "int8 1x25x5x64, float32 1", got "${readText(settings, OUTPUTS)}"`);
  const operands = parseOperands(readText(settings, OPERANDS));
  if (operands === undefined) return fail(`Inputs must read like "in, int32 4x2, -", got "${readText(settings, OPERANDS)}"`);
  if (parseList(readText(settings, INTERMEDIATES), parseTensorType) === undefined)
    return fail(`Scratch tensors must read like "int8 1x16", got "${readText(settings, INTERMEDIATES)}"`);
  const wanted = operands.filter((operand) => operand.kind === 'in').length;
  if (operands.length > 0 && wanted !== inputs.length)
    return fail(`${readText(settings, NAME)} expects ${wanted} inputs, got ${inputs.length}`);
  return { ok: true, value: types };
}

function lower(settings: Settings, emit: Emitter, outputTypes: readonly TensorType[]): readonly number[] {
  const operands = parseOperands(readText(settings, OPERANDS))!;
  const inputs = operands.length === 0 ? allInputs(emit) : emitOperands(emit, operands);
  const results = outputTypes.map(({ shape, type }, i) => emit.activation(`out${i + 1}`, shape, type));
  const scratch = parseList(readText(settings, INTERMEDIATES), parseTensorType)!.map(({ shape, type }, i) =>
    emit.activation(`scratch${i + 1}`, shape, type),
  );
  emit.op('OPAQUE', inputs, [...results], optionsOf(settings), scratch.length > 0 ? scratch : undefined);
  return results;
}

function optionsOf(settings: Settings): OptionsByCode['OPAQUE'] {
  const optionsType = readNumber(settings, OPTIONS_TYPE);
  const customOptions = readInts(settings, CUSTOM_OPTIONS);
  return {
    builtin: readNumber(settings, BUILTIN),
    name: readText(settings, NAME),
    version: readNumber(settings, VERSION),
    ...(optionsType === 0 ? {} : { optionsType, optionsTable: readInts(settings, OPTIONS) }),
    ...(customOptions.length === 0 ? {} : { customOptions }),
  };
}

function allInputs(emit: Emitter): readonly number[] {
  return Array.from({ length: emit.inputCount }, (_, i) => emit.input(i));
}

function emitOperands(emit: Emitter, operands: readonly Operand[]): readonly number[] {
  let next = 0;
  return operands.map((operand, i) => {
    if (operand.kind === 'in') return emit.input(next++);
    if (operand.kind === 'none') return NO_TENSOR;
    const { shape, type } = operand.type;
    return operand.kind === 'state' ? emit.variable(`state${i}`, shape, type) : emit.constant(`constant${i}`, shape, type);
  });
}
