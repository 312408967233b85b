/**
 * How a file of ours is laid out, in bytes. Every table has one fixed set of fields for its kind, so that the size of a file is a sum:
 * writing (write.ts) and sizing (size.ts) use the same figures and cannot differ.
 *
 * Order: header, the layouts (vtables) in use, model, operator kinds, subgraph, operators, tensors, metadata, signatures, buffers;
 * then, each aligned to 8, quantisation parameters and shared zero points; then the data of the buffers, each aligned to 16. Offsets
 * in a flatbuffer point forwards, so a parent always stands before its children.
 */
import type { DeployedTensor, OpCode } from '../../graph/deployed.ts';
import { OPTIONS } from './options.ts';
import type { OptionField } from './options.ts';
import { SLOTS } from './schema.ts';

/** Bytes of the root offset and the file identifier. */
export const HEADER_BYTES = 8;

/** Where a kind of table keeps its fields. */
export interface TableLayout {
  /** Index into VTABLES. */
  readonly vtable: number;
  /** Bytes of the table, a multiple of 4. */
  readonly bytes: number;
  /** Byte offset in the table of the field in each slot; 0 where it has none. */
  readonly offsets: readonly number[];
}

/** The distinct vtables of all layouts, as the 16-bit words they are written in. */
export const VTABLES: (readonly number[])[] = [];

/** A layout with the given slots: `wide` fields of 4 bytes first, then `narrow` fields of one byte. */
function tableLayout(wide: readonly number[], narrow: readonly number[] = []): TableLayout {
  const offsets = Array.from({ length: Math.max(-1, ...wide, ...narrow) + 1 }, () => 0);
  wide.forEach((slot, i) => (offsets[slot] = 4 + 4 * i));
  narrow.forEach((slot, i) => (offsets[slot] = 4 + 4 * wide.length + i));
  const bytes = align(4 + 4 * wide.length + narrow.length, 4);
  return { vtable: sharedVtable([4 + 2 * offsets.length, bytes, ...offsets]), bytes, offsets };
}

function sharedVtable(words: readonly number[]): number {
  const found = VTABLES.findIndex((known) => known.length === words.length && known.every((word, i) => word === words[i]));
  return found >= 0 ? found : VTABLES.push(words) - 1;
}

/** Bytes of a vtable with its padding. */
export function vtableBytes(words: readonly number[]): number {
  return align(2 * words.length, 4);
}

export function align(bytes: number, to: number): number {
  return Math.ceil(bytes / to) * to;
}

const { model, operatorCode, subgraph, operator, tensor, quantization, buffer, metadata, signature, tensorMap } = SLOTS;
const MODEL_SLOTS = [model.version, model.operatorCodes, model.subgraphs, model.description, model.buffers];
const WIDE_OPTION: Readonly<Record<OptionField['kind'], boolean>> = {
  padding: false,
  activation: false,
  bool: false,
  int: true,
  positive: true,
  float: true,
  ints: true,
};

/** Layouts of the model table: [neither, metadata, signatures, both]. */
export const MODEL_LAYOUTS = [
  tableLayout(MODEL_SLOTS),
  tableLayout([...MODEL_SLOTS, model.metadata]),
  tableLayout([...MODEL_SLOTS, model.signatures]),
  tableLayout([...MODEL_SLOTS, model.metadata, model.signatures]),
] as const;
export const CODE_LAYOUT = tableLayout([operatorCode.version, operatorCode.builtin], [operatorCode.deprecatedBuiltin]);
export const CUSTOM_CODE_LAYOUT = tableLayout(
  [operatorCode.customCode, operatorCode.version, operatorCode.builtin],
  [operatorCode.deprecatedBuiltin],
);
export const SUBGRAPH_LAYOUT = tableLayout([subgraph.tensors, subgraph.inputs, subgraph.outputs, subgraph.operators]);
export const BUFFER_LAYOUT = tableLayout([buffer.data]);
export const EMPTY_LAYOUT = tableLayout([]);
export const METADATA_LAYOUT = tableLayout([metadata.name, metadata.buffer]);
export const SIGNATURE_LAYOUT = tableLayout([signature.inputs, signature.outputs, signature.key]);
export const TENSOR_MAP_LAYOUT = tableLayout([tensorMap.name, tensorMap.tensor]);
export const QUANTIZATION_LAYOUT = tableLayout([quantization.scale, quantization.zeroPoint]);
export const AXIS_QUANTIZATION_LAYOUT = tableLayout([quantization.scale, quantization.zeroPoint, quantization.dimension]);

/** Bits that choose a tensor's layout. */
export const HAS_BUFFER = 1;
export const HAS_QUANTIZATION = 2;
export const IS_VARIABLE = 4;
export const TENSOR_LAYOUTS: readonly TableLayout[] = Array.from({ length: 8 }, (_, bits) =>
  tableLayout(
    [
      tensor.shape,
      tensor.name,
      ...((bits & HAS_BUFFER) !== 0 ? [tensor.buffer] : []),
      ...((bits & HAS_QUANTIZATION) !== 0 ? [tensor.quantization] : []),
    ],
    [tensor.type, ...((bits & IS_VARIABLE) !== 0 ? [tensor.isVariable] : [])],
  ),
);

/** Bits that choose an operator's layout. */
export const HAS_OPTIONS = 1;
export const HAS_INTERMEDIATES = 2;
export const HAS_CUSTOM_OPTIONS = 4;
export const OPERATOR_LAYOUTS: readonly TableLayout[] = Array.from({ length: 8 }, (_, bits) =>
  tableLayout(
    [
      operator.opcode,
      operator.inputs,
      operator.outputs,
      ...((bits & HAS_OPTIONS) !== 0 ? [operator.options] : []),
      ...((bits & HAS_INTERMEDIATES) !== 0 ? [operator.intermediates] : []),
      ...((bits & HAS_CUSTOM_OPTIONS) !== 0 ? [operator.customOptions] : []),
    ],
    (bits & HAS_OPTIONS) !== 0 ? [operator.optionsType] : [],
  ),
);

/** Layout of each operator's options table; operators without options have none. */
export const OPTION_LAYOUTS = Object.fromEntries(
  Object.entries(OPTIONS).map(([code, { union, fields }]) => [code, union === 0 ? undefined : optionLayout(fields)]),
) as Readonly<Record<Exclude<OpCode, 'OPAQUE'>, TableLayout | undefined>>;

function optionLayout(fields: readonly OptionField[]): TableLayout {
  const slots = (wide: boolean): number[] => fields.filter(({ kind }) => WIDE_OPTION[kind] === wide).map(({ slot }) => slot);
  return tableLayout(slots(true), slots(false));
}

/** A vector of `count` elements of 4 bytes (numbers or offsets), with its length. */
export function wordsBytes(count: number): number {
  return 4 + 4 * count;
}

/** A text of `utf8` bytes with its length and closing zero, padded. */
export function textBytes(utf8: number): number {
  return 4 + align(utf8 + 1, 4);
}

/** A vector of bytes with its length, padded. */
export function blobBytes(length: number): number {
  return 4 + align(length, 4);
}

/** Bytes of the layout at the start of an options table kept as a file held it. */
export function rawLayoutBytes(table: readonly number[]): number {
  return Math.min(table.length, (table[0] ?? 0) + 256 * (table[1] ?? 0));
}

/** An options table kept as a file held it: its layout, then its fields without the reference to the layout. */
export function rawTableBytes(table: readonly number[]): number {
  const ownLayout = rawLayoutBytes(table);
  return align(ownLayout, 4) + align(4 + table.length - ownLayout, 4);
}

/** Bytes of a text in UTF-8; a lone surrogate is written as U+FFFD, 3 bytes. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) i++;
  }
  return bytes;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Most channels whose all-zero zero points are kept once for every tensor that has as many. */
const MAX_SHARED_CHANNELS = 4096;

/** Which of the tensor's features choose its layout: HAS_BUFFER, HAS_QUANTIZATION, IS_VARIABLE. */
export function tensorBits({ role, bytes, scaleCount }: DeployedTensor): number {
  return (
    (role === 'constant' && bytes > 0 ? HAS_BUFFER : 0) + (scaleCount > 0 ? HAS_QUANTIZATION : 0) + (role === 'variable' ? IS_VARIABLE : 0)
  );
}

/** True when the tensor states along which axis its scales lie. */
export function hasAxis({ scaleCount, quantization: known }: DeployedTensor): boolean {
  return scaleCount > 1 || (known !== undefined && known.axis !== 0);
}

/** How many zero points are written: as many as scales, unless a file said otherwise. */
export function zeroPointCount({ scaleCount, quantization: known }: DeployedTensor): number {
  return known === undefined ? scaleCount : known.zeroPoints.length;
}

/** Per-channel weights have zero points of zero (TensorFlow Lite's int8 specification); one vector serves all with that many channels. */
export function sharesZeroPoints(of: DeployedTensor): boolean {
  const count = zeroPointCount(of);
  if (count < 2 || count > MAX_SHARED_CHANNELS) return false;
  return of.quantization === undefined || of.quantization.zeroPoints.every((zeroPoint) => zeroPoint === 0);
}

/** A tensor's quantisation parameters, scales and own zero points: a multiple of 8, starting at a multiple of 8. */
export function quantizationBytes(of: DeployedTensor): number {
  const start = (hasAxis(of) ? AXIS_QUANTIZATION_LAYOUT : QUANTIZATION_LAYOUT).bytes + wordsBytes(of.scaleCount);
  return sharesZeroPoints(of) ? align(start, 8) : align(start + 4, 8) + 8 * zeroPointCount(of);
}

/** A shared vector of zero points: padding, length, zeros. */
export function sharedZeroPointBytes(count: number): number {
  return 8 + 8 * count;
}

/** Data starts at a multiple of 16, its length in the 4 bytes before; the place after it, from the place before the length. */
export function afterData(position: number, bytes: number): number {
  return align(position + 4, 16) + bytes;
}
