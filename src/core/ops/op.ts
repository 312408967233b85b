/**
 * What every operation must say. One op = one file in this folder = one `defineOp` with the same parts in the same order:
 * words, parameters, shape rule, weights, deployment. The registry is a total table over them.
 */
import type { Result } from '../base/result.ts';
import type { Activation, DeployedOp, OpCode, OptionsByCode } from '../graph/deployed.ts';
import type { ParamValue, Params } from '../graph/graph.ts';
import type { ElementType, Shape, TensorType } from '../graph/tensor.ts';
import type { ParamField } from './param-field.ts';
import type { Settings } from './settings.ts';

export type { ParamField };

/** Groups of the palette, and the mark a node wears. */
export type OpGroup = 'input' | 'conv' | 'depthwise' | 'dense' | 'pool' | 'merge' | 'activation' | 'recurrent' | 'shape' | 'other';

/** A trainable or constant tensor an op owns. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: Shape;
  /** Counted as a parameter of the network (a kernel or bias, not an axis or a pad table). */
  readonly trainable: boolean;
}

/** How many values an op takes; `max` undefined is any number (Add of several, Concat). */
export interface Arity {
  readonly min: number;
  readonly max: number | undefined;
}

/**
 * What lowering offers an op to emit itself with; tensor indices are handles into the deployed graph being built.
 *
 * A rank-3 value [n,t,c] of a 1-D network may be deployed as [n,1,t,c] ("raised"), so that a chain of 1-D operators needs no RESHAPE.
 */
export interface Emitter {
  readonly inputCount: number;
  /** Activation of the node that follows, to be fused into this one; 'NONE' when there is nothing to fuse. */
  readonly fused: Activation;
  /** A batch norm follows and is folded in: the operator has a bias even when its parameters say otherwise. */
  readonly folded: boolean;
  /** The graph comes from a file: activations of parameters are fused as they stand, even those the converter would not fuse. */
  readonly asFile: boolean;
  /** The deployed tensor of input `i` in the shape the design gives it (a RESHAPE is emitted when it was raised). */
  input(i: number): number;
  /** The same, raised or not: for operators that do not care (elementwise ones). */
  asIs(i: number): number;
  /** The same, raised to rank 4 when the design's value has rank 3. */
  raised(i: number): number;
  /** True when input `i` has rank 3 in the design and is deployed with rank 4. */
  isRaised(i: number): boolean;
  /** Dimensions of input `i` in the design. */
  rankOf(i: number): number;
  /** The network's input of this node; `quantized` when its type is the scheme's, which then decides what the outside sees. */
  graphInput(type: TensorType, quantized: boolean): number;
  shapeOf(tensor: number): Shape;
  typeOf(tensor: number): ElementType;
  /**
   * A constant tensor, e.g. a kernel, with this many quantisation scales. Left out, 4- to 16-bit integers have one and other types none.
   */
  constant(name: string, shape: Shape, type: ElementType, scales?: number): number;
  /** A structural int32 constant: axes, a target shape, a table of pads. `shape` is one dimension when left out. */
  integers(name: string, values: readonly number[], shape?: Shape): number;
  /** State kept across runs (SVDF, LSTM). */
  variable(name: string, shape: Shape, type: ElementType): number;
  /** A planned tensor. */
  /** `scales`: how many quantisation scales it carries; left out, as many as its type usually has. */
  activation(name: string, shape: Shape, type: ElementType, scales?: number): number;
  op<C extends OpCode>(
    code: C,
    inputs: readonly number[],
    outputs: readonly number[],
    options: OptionsByCode[C],
    intermediates?: readonly number[],
  ): DeployedOp;
}

/** What is said of an operation whatever its parameters. */
export interface OpWords {
  /** Key in documents and links; never renamed. */
  readonly kind: string;
  /** As the palette names it: "Conv 2D". */
  readonly label: string;
  readonly group: OpGroup;
  /** One sentence for the palette's tooltip. */
  readonly summary: string;
  readonly arity: Arity;
  readonly fields: readonly ParamField[];
  /** 1-D layers raise their input to height 1; elementwise ones keep the form they get. Left out: the op needs the design's own rank. */
  readonly oneD?: 'raises' | 'keeps';
  /** May take over a ReLU or a batch norm that follows it, when it has no activation of its own. */
  readonly absorbs?: { readonly activation?: boolean; readonly batchNorm?: boolean };
}

export interface OpSpec extends OpWords {
  /** Parameters on a card, short: "3x3 · 16 · /2". */
  readonly card: (params: Params) => string;
  /**
   * Output types from input types, or what is wrong in words: "Add expects equal shapes, got 1x25x5x64 and 1x25x5x32".
   * `auto` is what a type left to the scheme stands for (input, embedding); int8 when left out.
   */
  readonly outputs: (params: Params, inputs: readonly TensorType[], auto?: ElementType) => Result<readonly TensorType[]>;
  readonly weights: (params: Params, inputs: readonly TensorType[]) => readonly WeightSpec[];
  /** The parameters, read once for `shapes` and `lower`. */
  readonly settle: (params: Params) => Settings;
  /** As `outputs`. */
  readonly shapes: (settings: Settings, inputs: readonly TensorType[], auto?: ElementType) => Result<readonly TensorType[]>;
  /** Emits the deployed operators; returns the deployed tensor of each output port. */
  readonly lower: (settings: Settings, emit: Emitter, outputs: readonly TensorType[]) => readonly number[];
}

/** The parameter's value, or its field's default. */
export function paramOf(fields: readonly ParamField[], params: Params, name: string): ParamValue | undefined {
  return params[name] ?? fields.find((field) => field.name === name)?.default;
}
