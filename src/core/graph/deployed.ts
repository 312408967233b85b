/**
 * The deployed graph: what the chip runs. It mirrors a .tflite subgraph (flat tensors, operators in running order), so that a file
 * read and a design lowered are the same kind of value. Weights' contents are not part of it.
 */
import type { NodeId } from './graph.ts';
import type { ElementType, Shape } from './tensor.ts';

export type Padding = 'SAME' | 'VALID';
export type Activation = 'NONE' | 'RELU' | 'RELU_N1_TO_1' | 'RELU6' | 'TANH' | 'SIGN_BIT';

interface Window {
  readonly padding: Padding;
  readonly strideH: number;
  readonly strideW: number;
}
interface Conv extends Window {
  readonly dilationH: number;
  readonly dilationW: number;
  readonly activation: Activation;
}
interface Pool extends Window {
  readonly filterH: number;
  readonly filterW: number;
  readonly activation: Activation;
}
interface Arithmetic {
  readonly activation: Activation;
  /** Power-of-two scales for int16 (ADD and SUB only). */
  readonly potScaleInt16?: boolean;
}
interface Resize {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}
type Nothing = Readonly<Record<never, never>>;

/** Options of each operator we know, by TensorFlow Lite's builtin operator name. */
export interface OptionsByCode {
  readonly CONV_2D: Conv;
  readonly DEPTHWISE_CONV_2D: Conv & { readonly depthMultiplier: number };
  readonly TRANSPOSE_CONV: Window & { readonly activation: Activation };
  readonly FULLY_CONNECTED: { readonly activation: Activation; readonly keepNumDims: boolean };
  readonly MAX_POOL_2D: Pool;
  readonly AVERAGE_POOL_2D: Pool;
  readonly ADD: Arithmetic;
  readonly SUB: Arithmetic;
  readonly MUL: Arithmetic;
  readonly MINIMUM: Nothing;
  readonly MAXIMUM: Nothing;
  readonly CONCATENATION: { readonly axis: number; readonly activation: Activation };
  readonly PAD: Nothing;
  readonly PADV2: Nothing;
  readonly RESHAPE: { readonly newShape: Shape };
  readonly SQUEEZE: { readonly dims: readonly number[] };
  readonly EXPAND_DIMS: Nothing;
  readonly MEAN: { readonly keepDims: boolean };
  readonly SOFTMAX: { readonly beta: number };
  readonly LOGISTIC: Nothing;
  readonly TANH: Nothing;
  readonly RELU: Nothing;
  readonly RELU6: Nothing;
  readonly LEAKY_RELU: { readonly alpha: number };
  readonly HARD_SWISH: Nothing;
  readonly RESIZE_NEAREST_NEIGHBOR: Resize;
  readonly RESIZE_BILINEAR: Resize;
  readonly DEPTH_TO_SPACE: { readonly blockSize: number };
  readonly SPACE_TO_DEPTH: { readonly blockSize: number };
  readonly TRANSPOSE: Nothing;
  readonly STRIDED_SLICE: {
    readonly beginMask: number;
    readonly endMask: number;
    readonly ellipsisMask: number;
    readonly newAxisMask: number;
    readonly shrinkAxisMask: number;
  };
  readonly SLICE: Nothing;
  readonly SPLIT: { readonly numSplits: number };
  readonly UNIDIRECTIONAL_SEQUENCE_LSTM: {
    readonly activation: Activation;
    readonly cellClip: number;
    readonly projClip: number;
    readonly timeMajor: boolean;
    readonly asymmetricQuantizeInputs: boolean;
  };
  readonly SVDF: { readonly rank: number; readonly activation: Activation; readonly asymmetricQuantizeInputs: boolean };
  readonly GATHER: { readonly axis: number; readonly batchDims: number };
  readonly EMBEDDING_LOOKUP: Nothing;
  readonly QUANTIZE: Nothing;
  readonly DEQUANTIZE: Nothing;
  /** Any other operator: it opens as an opaque node whose tensors still count. `builtin` is its schema number, `name` its name or custom code. */
  readonly OPAQUE: {
    readonly builtin: number;
    readonly name: string;
    readonly version: number;
    /** Its options as the file holds them, to be written again: the kind of table, and the bytes of its layout and fields. */
    readonly optionsType?: number;
    readonly optionsTable?: readonly number[];
    readonly customOptions?: readonly number[];
  };
}

export type OpCode = keyof OptionsByCode;

interface OpOf<C extends OpCode> {
  readonly code: C;
  /** Tensor indices; -1 is an optional input left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Scratch tensors the file itself lists (LSTM), tensor indices. */
  readonly intermediates?: readonly number[];
  readonly options: OptionsByCode[C];
  /** The design node this operator came from; undefined for an operator that deployment itself adds (a QUANTIZE at the input). */
  readonly node: NodeId | undefined;
}

/** An operator with the options of its code: `if (op.code === 'CONV_2D') op.options.strideH`. */
export type DeployedOp = { [C in OpCode]: OpOf<C> }[OpCode];

/** Affine quantisation: real = scale * (q - zeroPoint), one pair per channel along `axis` when there are several. */
export interface Quantization {
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  readonly axis: number;
}

export interface DeployedTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
  /** activation: planned in the arena. constant: stays in flash. variable: state kept across runs, in the persistent part. */
  readonly role: 'activation' | 'constant' | 'variable';
  readonly bytes: number;
  /** How many quantisation scales the tensor carries: 0 float, 1 per tensor, n per channel. */
  readonly scaleCount: number;
  /** The scales themselves, where a file gave them. */
  readonly quantization?: Quantization;
  /** Contents of a structural constant: RESHAPE's target, PAD's table, MEAN's axes. */
  readonly values?: readonly number[];
}

export interface DeployedGraph {
  readonly tensors: readonly DeployedTensor[];
  /** In running order. */
  readonly ops: readonly DeployedOp[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Fixed arena offsets from "OfflineMemoryAllocation" metadata, by tensor index; -1 is left to the planner. */
  readonly offlineOffsets?: readonly number[];
}
