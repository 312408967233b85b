/** The bytes of an .onnx file: ModelProto and what hangs below it (onnx/onnx.proto). */
import { MessageWriter } from './message-writer.ts';
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxType, OnnxValueInfo } from './onnx-model.ts';

/** TensorProto.DataType. */
const DATA_TYPES: Readonly<Record<OnnxType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
};

/** AttributeProto.AttributeType. */
const KINDS = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7, texts: 8 } as const;

/** The first format version of files that may use an operator set (onnx/docs/Versioning.md). */
const IR_VERSIONS = { usual: 7, opset21: 10 } as const;

export function writeOnnx(model: OnnxModel): Uint8Array {
  const opset = new MessageWriter().text(1, '').integer(2, model.opset);
  return new MessageWriter()
    .integer(1, model.opset < 21 ? IR_VERSIONS.usual : IR_VERSIONS.opset21)
    .text(2, model.producer)
    .bytes(7, graphBytes(model))
    .bytes(8, opset.finish())
    .finish();
}

function graphBytes({ name, nodes, constants, inputs, outputs, infos }: OnnxModel): Uint8Array {
  const writer = new MessageWriter();
  for (const node of nodes) writer.bytes(1, nodeBytes(node));
  writer.text(2, name);
  for (const [constant, tensor] of constants) writer.bytes(5, tensorBytes(constant, tensor));
  for (const info of inputs) writer.bytes(11, infoBytes(info));
  for (const info of outputs) writer.bytes(12, infoBytes(info));
  for (const info of infos.values()) writer.bytes(13, infoBytes(info));
  return writer.finish();
}

function nodeBytes({ op, domain, name, inputs, outputs, attributes }: OnnxNode): Uint8Array {
  const writer = new MessageWriter();
  for (const input of inputs) writer.text(1, input);
  for (const output of outputs) writer.text(2, output);
  if (name !== '') writer.text(3, name);
  writer.text(4, op);
  for (const [attribute, value] of attributes) writer.bytes(5, attributeBytes(attribute, value));
  if (domain !== '') writer.text(7, domain);
  return writer.finish();
}

function attributeBytes(name: string, { float, int, text, tensor, floats, ints, texts }: OnnxAttribute): Uint8Array {
  const writer = new MessageWriter().text(1, name);
  if (float !== undefined) return writer.float(2, float).integer(20, KINDS.float).finish();
  if (int !== undefined) return writer.integer(3, int).integer(20, KINDS.int).finish();
  if (text !== undefined) return writer.text(4, text).integer(20, KINDS.text).finish();
  if (tensor !== undefined) return writer.bytes(5, tensorBytes('', tensor)).integer(20, KINDS.tensor).finish();
  if (floats.length > 0) return writer.floats(7, floats).integer(20, KINDS.floats).finish();
  for (const each of texts) writer.text(9, each);
  if (texts.length > 0) return writer.integer(20, KINDS.texts).finish();
  return writer.integers(8, ints).integer(20, KINDS.ints).finish();
}

function tensorBytes(name: string, { shape, type, values }: OnnxTensor): Uint8Array {
  const bytes = type === 'int64' ? BigInt64Array.from(values, (value) => BigInt(value)) : values;
  return new MessageWriter()
    .integers(1, shape)
    .integer(2, DATA_TYPES[type])
    .text(8, name)
    .bytes(9, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .finish();
}

function infoBytes({ name, type, shape }: OnnxValueInfo): Uint8Array {
  const tensor = new MessageWriter();
  if (type !== undefined) tensor.integer(1, DATA_TYPES[type]);
  if (shape !== undefined) tensor.bytes(2, shapeBytes(shape));
  return new MessageWriter().text(1, name).bytes(2, new MessageWriter().bytes(1, tensor.finish()).finish()).finish();
}

function shapeBytes(shape: readonly (number | string | undefined)[]): Uint8Array {
  const writer = new MessageWriter();
  for (const size of shape) {
    const dimension = new MessageWriter();
    if (typeof size === 'number') dimension.integer(1, size);
    else if (size !== undefined) dimension.text(2, size);
    writer.bytes(1, dimension.finish());
  }
  return writer.finish();
}
