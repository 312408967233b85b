import type { DeployedTensor, Quantization } from '../../graph/deployed.ts';
import { ELEMENT_BITS, elementCount, shapeText, tensorBytes } from '../../graph/tensor.ts';
import type { ElementType, Shape } from '../../graph/tensor.ts';
import { SLOTS, TENSOR_TYPES } from './schema.ts';
import { quoted } from './table.ts';
import type { FlatTable } from './table.ts';
import { MAX_ELEMENTS, MAX_RANK } from './tflite-file.ts';

const { tensor: TENSOR, quantization: QUANTIZATION, buffer: BUFFER } = SLOTS;

export interface ReadTensor {
  readonly tensor: DeployedTensor;
  readonly data: Uint8Array | undefined;
}

/** Whether an operator or the caller fills the tensor, and whether an operator reads it. */
export interface TensorUse {
  readonly written: boolean;
  readonly read: boolean;
}

/** One tensor with its contents. A tensor without elements that is read and never written is an empty constant. */
export function readTensor(table: FlatTable, buffers: readonly FlatTable[], { written, read }: TensorUse): ReadTensor {
  const name = table.text(TENSOR.name, 'name');
  const type = readType(table, name);
  const shape = readShape(table, name, written);
  const isVariable = table.uint8(TENSOR.isVariable) !== 0;
  const data = isVariable ? undefined : readData(table, buffers);
  const isConstant = data !== undefined || (read && elementCount(shape) === 0);
  const bytes = ELEMENT_BITS[type] === 0 ? (data?.length ?? 0) : tensorBytes(shape, type);
  if (data !== undefined && data.length < bytes && !table.has(TENSOR.sparsity)) {
    table.fail(`${quoted(name)} holds ${data.length} bytes of data, but ${shapeText(shape)} ${type} needs ${bytes}`);
  }
  const quantization = readQuantization(table);
  return {
    data,
    tensor: {
      name,
      shape,
      type,
      role: isVariable ? 'variable' : isConstant ? 'constant' : 'activation',
      bytes,
      scaleCount: quantization?.scales.length ?? 0,
      ...(quantization === undefined ? {} : { quantization }),
    },
  };
}

function readType(table: FlatTable, name: string): ElementType {
  const number = table.uint8(TENSOR.type);
  return TENSOR_TYPES[number] ?? table.fail(`${quoted(name)} has element type number ${number}, which is not supported`);
}

function readShape(table: FlatTable, name: string, written: boolean): Shape {
  const rank = table.vector(TENSOR.shape, 4, 'shape').length;
  if (rank > MAX_RANK) table.fail(`${quoted(name)} has ${rank} dimensions; at most ${MAX_RANK} can be opened`);
  const shape = table.int32s(TENSOR.shape, 'shape');
  for (const dimension of shape) {
    if (dimension < 0 || (dimension === 0 && written)) {
      table.fail(`${quoted(name)} has the shape [${shape.join(', ')}], whose size is open; convert the model with fixed shapes`);
    }
  }
  if (elementCount(shape) > MAX_ELEMENTS)
    table.fail(`${quoted(name)} has the shape ${shapeText(shape)}, more than ${MAX_ELEMENTS} elements`);
  return shape;
}

function readData(table: FlatTable, buffers: readonly FlatTable[]): Uint8Array | undefined {
  const index = table.uint32(TENSOR.buffer);
  if (index === 0) return undefined;
  return bufferData(buffers[index] ?? table.fail(`refers to buffer ${index} of ${buffers.length}`));
}

/** Contents of a buffer: inside the tables, or, in very large models, behind them. */
export function bufferData(buffer: FlatTable): Uint8Array | undefined {
  const inside = buffer.data(BUFFER.data, 'data');
  const offset = buffer.uint64(BUFFER.offset);
  if (inside !== undefined || offset <= 1) return inside;
  const size = buffer.uint64(BUFFER.size);
  buffer.file.check(offset, size, `the data of ${buffer.what}`);
  return size === 0 ? undefined : buffer.file.bytes.subarray(offset, offset + size);
}

function readQuantization(table: FlatTable): Quantization | undefined {
  const parameters = table.child(TENSOR.quantization, `quantisation of ${table.what}`);
  const scales = parameters?.float32s(QUANTIZATION.scale, 'scales') ?? [];
  if (parameters === undefined || scales.length === 0) return undefined;
  const zeroPoints = parameters.int64s(QUANTIZATION.zeroPoint, 'zero points');
  return { scales, zeroPoints, axis: parameters.int32(QUANTIZATION.dimension) };
}
