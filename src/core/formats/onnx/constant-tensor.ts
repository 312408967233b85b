/** Contents of a deployed tensor as an ONNX constant. */
import type { DeployedTensor } from '../../graph/deployed.ts';
import { elementCount, type ElementType, type Shape } from '../../graph/tensor.ts';
import { gathered, permuted, permuteValues } from '../permute-values.ts';
import { unsupported } from './importer.ts';
import type { Perm } from './layout.ts';
import type { OnnxTensor, OnnxType } from './onnx-model.ts';
import { rawValues } from './read-tensor.ts';

/** TensorProto.DataType of what a file holds; int4 is unpacked first. */
const DATA_TYPES: Readonly<Partial<Record<ElementType, number>>> = {
  float32: 1,
  uint8: 2,
  int4: 3,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

const TYPES: Readonly<Partial<Record<ElementType, OnnxType>>> = {
  float32: 'float32',
  float16: 'float32',
  float64: 'float32',
  uint8: 'uint8',
  int4: 'int8',
  int8: 'int8',
  uint16: 'uint16',
  int16: 'int16',
  int32: 'int32',
  int64: 'int64',
  bool: 'bool',
};

/** The type under which values of this one are handed on; refuses those that have none. */
export function onnxTypeOf({ type }: DeployedTensor): OnnxType {
  return TYPES[type] ?? unsupported(`ONNX has no ${type} here`);
}

/** The constant with its little-endian contents, or those its graph states. */
export function constantTensor(tensor: DeployedTensor, data: Uint8Array | undefined): OnnxTensor {
  const { shape, type, values, quantization } = tensor;
  const count = elementCount(shape);
  const bytes = type === 'int4' && data !== undefined ? unpacked(data, count) : data;
  const contents = bytes === undefined ? listed(values ?? [], count) : rawValues(bytes, DATA_TYPES[type] ?? 0, count);
  if (contents?.length !== count) return unsupported(`the constant "${tensor.name}" has no contents`);
  return { shape, type: onnxTypeOf(tensor), values: contents, ...(quantization === undefined ? {} : { quantization }) };
}

function listed(values: readonly number[], count: number): OnnxTensor['values'] | undefined {
  return values.length === count ? Int32Array.from(values) : undefined;
}

/** Two a byte, the first in the low half. */
function unpacked(bytes: Uint8Array, count: number): Uint8Array {
  const values = Int8Array.from({ length: count }, (_, i) => ((bytes[i >> 1] ?? 0) << (i % 2 === 0 ? 28 : 24)) >> 28);
  return new Uint8Array(values.buffer);
}

/** The dimensions in another order, the scales along with them. */
export function turnedConstant({ shape, values, quantization, type }: OnnxTensor, perm: Perm): OnnxTensor {
  const turned = { type, shape: permuted(shape, perm), values: permuteValues(values, shape, perm) };
  if (quantization === undefined) return turned;
  return { ...turned, quantization: { ...quantization, axis: perm.indexOf(quantization.axis) } };
}

/** With dimensions of size 1 in front. */
export function raisedConstant(tensor: OnnxTensor, rank: number): OnnxTensor {
  const more = rank - tensor.shape.length;
  if (more <= 0) return tensor;
  const shape: Shape = [...new Array<number>(more).fill(1), ...tensor.shape];
  const { quantization } = tensor;
  return { ...tensor, shape, ...(quantization && { quantization: { ...quantization, axis: quantization.axis + more } }) };
}

/** scale * (q - zeroPoint), for integers that DequantizeLinear does not take. */
export function realConstant({ shape, values, quantization }: OnnxTensor): OnnxTensor {
  if (quantization === undefined) return { shape, type: 'float32', values: Float32Array.from(values) };
  const { scales, zeroPoints, axis } = quantization;
  const inner = elementCount(shape.slice(axis + 1));
  const reals = Float32Array.from(values, (value, i) => {
    const channel = scales.length === 1 ? 0 : Math.floor(i / inner) % scales.length;
    return scales[channel]! * (value - (zeroPoints[channel] ?? 0));
  });
  return { shape, type: 'float32', values: reals };
}

/** A matrix with its columns in another order. */
export function turnedColumns(tensor: OnnxTensor, order: Int32Array): OnnxTensor {
  const [rows = 0, columns = 0] = tensor.shape;
  const places = Int32Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns) * columns + order[i % columns]!);
  return { ...tensor, values: gathered(tensor.values, places) };
}
