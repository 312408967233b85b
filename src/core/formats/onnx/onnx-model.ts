/** An ONNX model as read: nodes in their order, constants with their contents. Names and numbers are those of onnx.proto (ONNX IR, version 10). */
import type { Quantization } from '../../graph/deployed.ts';
import type { Shape } from '../../graph/tensor.ts';

/** Caps on what is opened; beyond them the reader refuses with a message. The file's own size is limited where it is read. */
export const MAX_ONNX_NODES = 10_000;
export const MAX_ONNX_TENSORS = 20_000;
/** Elements of one constant. */
export const MAX_ONNX_ELEMENTS = 2 ** 25;
export const MAX_ONNX_RANK = 8;
/** Attributes, inputs or outputs of one node, inputs or outputs of the graph. */
export const MAX_ONNX_LIST = 1_000;

/** The opset versions whose meaning is known here. */
export const OPSETS = { first: 13, last: 21 } as const;

export type OnnxType = 'float32' | 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'int64' | 'bool';

/** Contents; float16, bfloat16 and double are widened or narrowed to float32, int64 is exact to 2^53. */
export interface OnnxTensor {
  readonly shape: Shape;
  readonly type: OnnxType;
  readonly values: Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;
  /** How integers stand for reals, behind a DequantizeLinear. */
  readonly quantization?: Quantization;
}

export interface OnnxAttribute {
  readonly float?: number;
  readonly int?: number;
  readonly text?: string;
  readonly tensor?: OnnxTensor;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly texts: readonly string[];
  /** It holds a graph, a list of tensors, or another thing that no operator known here has. */
  readonly isOther: boolean;
}

export interface OnnxNode {
  readonly op: string;
  /** "" is ONNX's own. */
  readonly domain: string;
  readonly name: string;
  /** "" is an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** A named value with its type; a dimension that is open is undefined, or the name it has. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly type: OnnxType | undefined;
  readonly shape: readonly (number | string | undefined)[] | undefined;
}

export interface OnnxModel {
  readonly name: string;
  readonly producer: string;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** Types of values inside, where the file says them. */
  readonly infos: ReadonlyMap<string, OnnxValueInfo>;
}
