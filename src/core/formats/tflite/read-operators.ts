import type { DeployedOp, DeployedTensor, OptionsByCode } from '../../graph/deployed.ts';
import type { Shape } from '../../graph/tensor.ts';
import { isKnownCode, OPTIONS } from './options.ts';
import type { OptionField } from './options.ts';
import { ACTIVATIONS, builtinName, CUSTOM, PADDINGS, SLOTS } from './schema.ts';
import type { FlatTable } from './table.ts';
import { MAX_RANK } from './tflite-file.ts';

const { operatorCode: CODE, operator: OPERATOR } = SLOTS;
const PLACEHOLDER = 127;
/** Kinds of options table that are not kept: they refer to vectors or texts (3, 111, 115) or hold 64-bit fields (114). */
const NOT_KEPT = new Set([3, 111, 114, 115]);
/** An unknown operator's options are kept up to these sizes. */
const MAX_TABLE_BYTES = 256;
const MAX_CUSTOM_BYTES = 4096;

/** An entry of the file's list of operator kinds. */
export interface OperatorCode {
  readonly builtin: number;
  readonly name: string;
  readonly version: number;
}

/** Number, name and version; old files hold the number in the narrow field, which ends at 127. */
export function readOperatorCode(table: FlatTable): OperatorCode {
  const narrow = table.int8(CODE.deprecatedBuiltin);
  const builtin = narrow === PLACEHOLDER ? table.int32(CODE.builtin) : Math.max(narrow, table.int32(CODE.builtin));
  if (builtin < 0 || builtin > 1_000) table.fail(`operator number ${builtin} does not exist`);
  const name = builtin === CUSTOM ? table.text(CODE.customCode, 'name') : builtinName(builtin);
  return { builtin, name, version: table.int32(CODE.version, 1) };
}

/** One operator, its tensor indices checked against `tensors`. */
export function readOperator(table: FlatTable, codes: readonly OperatorCode[], tensors: readonly DeployedTensor[]): DeployedOp {
  const inputs = readIndices(table, OPERATOR.inputs, 'inputs', tensors.length, -1);
  const outputs = readIndices(table, OPERATOR.outputs, 'outputs', tensors.length, 0);
  const intermediates = readIndices(table, OPERATOR.intermediates, 'intermediates', tensors.length, 0);
  const code = operatorCodeOf(table, codes);
  const known = code.builtin !== CUSTOM && isKnownCode(code.name);
  const output = tensors[outputs[0] ?? -1];
  const options = known ? readOptions(table, code, output) : { ...code, ...readOpaqueOptions(table) };
  return {
    code: known ? code.name : 'OPAQUE',
    inputs,
    outputs,
    ...(intermediates.length === 0 ? {} : { intermediates }),
    options,
    node: undefined,
  } as DeployedOp;
}

/** The kind of an operator. */
export function operatorCodeOf(table: FlatTable, codes: readonly OperatorCode[]): OperatorCode {
  const index = table.uint32(OPERATOR.opcode);
  return codes[index] ?? table.fail(`refers to operator kind ${index} of ${codes.length}`);
}

type OpaqueOptions = Pick<OptionsByCode['OPAQUE'], 'optionsType' | 'optionsTable' | 'customOptions'>;

/** Options of an operator we do not know, as they stand. */
function readOpaqueOptions(table: FlatTable): OpaqueOptions {
  const optionsType = table.uint8(OPERATOR.optionsType);
  const options = optionsType === 0 || NOT_KEPT.has(optionsType) ? undefined : table.child(OPERATOR.options, `options of ${table.what}`);
  const custom = table.data(OPERATOR.customOptions, 'custom options');
  return {
    ...(options === undefined || options.rawBytes > MAX_TABLE_BYTES ? {} : { optionsType, optionsTable: options.raw() }),
    ...(custom === undefined || custom.length > MAX_CUSTOM_BYTES ? {} : { customOptions: [...custom] }),
  };
}

function readIndices(table: FlatTable, slot: number, what: string, count: number, least: number): number[] {
  const indices = table.int32s(slot, what);
  const wrong = indices.find((index) => index < least || index >= count);
  if (wrong !== undefined) table.fail(`its ${what} refer to tensor ${wrong} of ${count}`);
  return indices;
}

function readOptions(table: FlatTable, code: OperatorCode, output: DeployedTensor | undefined): Readonly<Record<string, unknown>> {
  if (!isKnownCode(code.name)) return {};
  const { union, fields } = OPTIONS[code.name];
  if (union === 0) return {};
  const type = table.uint8(OPERATOR.optionsType);
  const label = `options of ${table.what} (${code.name})`;
  if (type !== 0 && type !== union) table.fail(`${code.name} carries options of kind ${type} in place of ${union}`);
  const options = type === 0 ? undefined : table.child(OPERATOR.options, label);
  const read = fields
    .filter((field) => field.key !== 'potScaleInt16')
    .map((field) => [field.key, readOption(options, field, table, code.name)]);
  const potScale = potScaleOf(fields, options, output);
  return { ...Object.fromEntries(read), ...potScale, ...newShapeOf(code, output) };
}

/** RESHAPE's target as it turned out: files leave it open, empty, or to a tensor. */
function newShapeOf(code: OperatorCode, output: DeployedTensor | undefined): { newShape?: Shape } {
  return code.name === 'RESHAPE' && output !== undefined ? { newShape: output.shape } : {};
}

/** ADD and SUB: the flag counts for int16 only, and is left out elsewhere. */
function potScaleOf(
  fields: readonly OptionField[],
  options: FlatTable | undefined,
  output: DeployedTensor | undefined,
): { potScaleInt16?: boolean } {
  const field = fields.find((candidate) => candidate.key === 'potScaleInt16');
  if (field === undefined || output?.type !== 'int16') return {};
  return (options?.uint8(field.slot, 1) ?? 1) === 0 ? {} : { potScaleInt16: true };
}

function readOption(options: FlatTable | undefined, field: OptionField, op: FlatTable, code: string): unknown {
  const absent = field.absent ?? 0;
  const wrong = (value: number): never => op.fail(`${code} has ${field.key} ${value}`);
  switch (field.kind) {
    case 'padding': {
      const value = options?.int8(field.slot, absent) ?? absent;
      return PADDINGS[value] ?? wrong(value);
    }
    case 'activation': {
      const value = options?.int8(field.slot, absent) ?? absent;
      return ACTIVATIONS[value] ?? wrong(value);
    }
    case 'bool':
      return (options?.uint8(field.slot, absent) ?? absent) !== 0;
    case 'int':
      return options?.int32(field.slot, absent) ?? absent;
    case 'positive': {
      const value = options?.int32(field.slot, absent) ?? absent;
      return value >= 1 ? value : wrong(value);
    }
    case 'float': {
      const value = options?.float32(field.slot, absent) ?? absent;
      return Number.isFinite(value) ? shortest(value) : wrong(value);
    }
    case 'ints':
      return readDimensions(options, field, op, code);
  }
}

/** The number with the fewest digits that is stored as this float32: 0.3 in place of 0.30000001192092896. */
function shortest(stored: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(stored.toPrecision(digits));
    if (Math.fround(candidate) === stored) return candidate;
  }
  return stored;
}

function readDimensions(options: FlatTable | undefined, field: OptionField, op: FlatTable, code: string): readonly number[] {
  const length = options?.vector(field.slot, 4, field.key).length ?? 0;
  if (length > MAX_RANK) op.fail(`${code} lists ${length} dimensions; at most ${MAX_RANK} can be opened`);
  return options?.int32s(field.slot, field.key) ?? [];
}
