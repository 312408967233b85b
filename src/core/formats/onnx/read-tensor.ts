/** TensorProto: a constant with its contents, raw or in the typed lists. */
import { elementCount, shapeText } from '../../graph/tensor.ts';
import { float16 } from '../float16.ts';
import { MAX_ONNX_ELEMENTS, MAX_ONNX_RANK, type OnnxTensor, type OnnxType } from './onnx-model.ts';
import { append, bytesOf, fieldsOf, numberOf, numbersOf, textOf, WireError } from './wire.ts';

/** TensorProto.DataType. */
const TYPES: Readonly<Record<number, OnnxType>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float32',
  11: 'float32',
  16: 'float32',
};
const FLOAT16 = 10;
const DOUBLE = 11;
const BFLOAT16 = 16;
const EXTERNAL = 1;

/** The type of a DataType number; undefined for one that is not read here (strings, complex numbers, 4-bit and 8-bit floats). */
export function onnxType(number: number): OnnxType | undefined {
  return TYPES[number];
}

interface RawTensor {
  name: string;
  dataType: number;
  dims: number[];
  raw: Uint8Array | undefined;
  list: number[];
  isExternal: boolean;
}

export function readTensor(bytes: Uint8Array): { readonly name: string; readonly tensor: OnnxTensor } {
  const raw = readRaw(bytes);
  const { name, dataType, dims } = raw;
  const called = name === '' ? 'A constant' : `The constant "${name}"`;
  if (raw.isExternal) throw new WireError(`${called} keeps its values in another file (external data); save the model as one file`);
  const type = TYPES[dataType];
  if (type === undefined) throw new WireError(`${called} has elements of type ${dataType}, which is not read here`);
  if (dims.length > MAX_ONNX_RANK || !dims.every((size) => size >= 0)) throw new WireError(`${called} has the shape ${shapeText(dims)}`);
  const count = elementCount(dims);
  if (!(count <= MAX_ONNX_ELEMENTS)) throw new WireError(`${called} has ${count} elements; at most ${MAX_ONNX_ELEMENTS} are read`);
  const values = raw.raw === undefined ? listedValues(raw, type) : rawValues(raw.raw, dataType, count);
  if (values?.length !== count) throw new WireError(`${called} of ${shapeText(dims)} does not hold ${count} values`);
  return { name, tensor: { shape: dims, type, values } };
}

function readRaw(bytes: Uint8Array): RawTensor {
  const tensor: RawTensor = { name: '', dataType: 0, dims: [], raw: undefined, list: [], isExternal: false };
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) append(tensor.dims, numbersOf(field, 0));
    else if (field.number === 2) tensor.dataType = numberOf(field);
    else if (field.number === 4) append(tensor.list, numbersOf(field, 4));
    else if (field.number === 5 || field.number === 7 || field.number === 11) append(tensor.list, numbersOf(field, 0));
    else if (field.number === 10) append(tensor.list, numbersOf(field, 8));
    else if (field.number === 8) tensor.name = textOf(field);
    else if (field.number === 9) tensor.raw = bytesOf(field);
    else if (field.number === 14) tensor.isExternal = numberOf(field) === EXTERNAL;
  }
  return tensor;
}

function listedValues({ list, dataType }: RawTensor, type: OnnxType): OnnxTensor['values'] {
  if (dataType === FLOAT16) return Float32Array.from(list, float16);
  if (dataType === BFLOAT16) return Float32Array.from(list, bfloat16);
  return ARRAYS[type].from(list);
}

const ARRAYS = {
  float32: Float32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  int64: Float64Array,
  bool: Uint8Array,
} as const;

/** The contents from little-endian bytes; undefined when their number is wrong. */
export function rawValues(raw: Uint8Array, dataType: number, count: number): OnnxTensor['values'] | undefined {
  const size = elementBytes(dataType);
  if (raw.length !== count * size) return undefined;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const each = <T extends OnnxTensor['values']>(target: T, read: (at: number) => number): T => {
    for (let i = 0; i < count; i++) target[i] = read(i * size);
    return target;
  };
  switch (dataType) {
    case FLOAT16:
      return each(new Float32Array(count), (at) => float16(view.getUint16(at, true)));
    case BFLOAT16:
      return each(new Float32Array(count), (at) => bfloat16(view.getUint16(at, true)));
    case DOUBLE:
      return each(new Float32Array(count), (at) => view.getFloat64(at, true));
    case 7:
      return each(new Float64Array(count), (at) => Number(view.getBigInt64(at, true)));
    default:
      return new ARRAYS[TYPES[dataType]!](raw.slice().buffer);
  }
}

function elementBytes(dataType: number): number {
  if (dataType === DOUBLE || dataType === 7) return 8;
  if (dataType === 1 || dataType === 6) return 4;
  return dataType === 2 || dataType === 3 || dataType === 9 ? 1 : 2;
}

function bfloat16(bits: number): number {
  return new Float32Array(Uint32Array.of((bits << 16) >>> 0).buffer)[0]!;
}
