/**
 * For each deployed operator the design node it most likely came from. A guess may be wrong, e.g. because a file computes its weights at
 * run time: import.ts lowers every guess again and keeps it only when the file's operator comes back.
 */
import type { Activation, DeployedOp, DeployedTensor, OpCode, OptionsByCode, Padding } from '../../graph/deployed.ts';
import type { ParamValue } from '../../graph/graph.ts';
import { elementCount, sameShape } from '../../graph/tensor.ts';
import type { ElementType, Shape } from '../../graph/tensor.ts';

/** What an importer sees of the file. */
export interface OperatorContext {
  readonly tensors: readonly DeployedTensor[];
  /** Contents of an integer constant; undefined when the tensor is none or is unreasonably long. */
  readonly integers: (tensor: number | undefined) => readonly number[] | undefined;
}

export interface Candidate {
  readonly kind: string;
  /** Parameters, also those that are at their default. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Tensors that reach the node along edges, in order. */
  readonly inputs: readonly number[];
}

type OpOf<C extends OpCode> = Extract<DeployedOp, { code: C }>;
type Importer<C extends OpCode> = (op: OpOf<C>, context: OperatorContext) => Candidate | undefined;

const PADDING: Readonly<Record<Padding, string>> = { SAME: 'same', VALID: 'valid' };
/** SIGN_BIT has no counterpart: it becomes a name no field accepts, and the operator stays opaque. */
const ACTIVATION: Readonly<Record<Activation, string>> = {
  NONE: 'none',
  RELU: 'relu',
  RELU_N1_TO_1: 'relu_n1_to_1',
  RELU6: 'relu6',
  TANH: 'tanh',
  SIGN_BIT: 'sign_bit',
};

const IMPORTERS: { readonly [C in OpCode]: Importer<C> } = {
  CONV_2D: (op, context) => {
    const [input, kernel] = shapesOf(op, context);
    if (input?.length !== 4 || kernel?.length !== 4) return undefined;
    const params = { filters: kernel[0]!, ...kernelParams(kernel), ...slidingParams(op.options), groups: input[3]! / kernel[3]! };
    return { kind: 'conv2d', params: { ...params, ...weightParams(op, context, 0) }, inputs: op.inputs.slice(0, 1) };
  },
  DEPTHWISE_CONV_2D: (op, context) => {
    const [input, kernel] = shapesOf(op, context);
    if (input?.length !== 4 || kernel?.length !== 4) return undefined;
    const params = { ...kernelParams(kernel), ...slidingParams(op.options), multiplier: kernel[3]! / input[3]! };
    return { kind: 'depthwise_conv2d', params: { ...params, ...weightParams(op, context, 0) }, inputs: op.inputs.slice(0, 1) };
  },
  TRANSPOSE_CONV: (op, context) => {
    const kernel = context.tensors[op.inputs[1] ?? -1]?.shape;
    const output = context.tensors[op.outputs[0] ?? -1]?.shape;
    if (kernel?.length !== 4 || output?.length !== 4) return undefined;
    const { strideH, strideW, padding, activation } = op.options;
    const params = { filters: kernel[0]!, ...kernelParams(kernel), strideH, strideW, padding: PADDING[padding] };
    const sizes = { outputH: output[1]!, outputW: output[2]!, activation: ACTIVATION[activation] };
    return { kind: 'conv_transpose2d', params: { ...params, ...sizes, ...weightParams(op, context, 2) }, inputs: op.inputs.slice(2, 3) };
  },
  FULLY_CONNECTED: (op, context) => {
    const [, kernel] = shapesOf(op, context);
    if (kernel?.length !== 2) return undefined;
    const { keepNumDims, activation } = op.options;
    const params = { units: kernel[0]!, keepDims: keepNumDims, activation: ACTIVATION[activation] };
    return { kind: 'dense', params: { ...params, ...weightParams(op, context, 0) }, inputs: op.inputs.slice(0, 1) };
  },
  MAX_POOL_2D: (op) => pool('max_pool2d', op),
  AVERAGE_POOL_2D: (op) => pool('avg_pool2d', op),
  ADD: (op) => merge('add', op, { activation: ACTIVATION[op.options.activation] }),
  SUB: (op) => merge('sub', op, { activation: ACTIVATION[op.options.activation] }),
  MUL: (op) => merge('mul', op, { activation: ACTIVATION[op.options.activation] }),
  MINIMUM: (op) => merge('minimum', op),
  MAXIMUM: (op) => merge('maximum', op),
  CONCATENATION: (op) => merge('concat', op, { axis: op.options.axis, activation: ACTIVATION[op.options.activation] }),
  PAD: (op, context) => pad(op, context, false),
  PADV2: (op, context) => pad(op, context, true),
  RESHAPE: (op, context) => {
    const [input] = shapesOf(op, context);
    const output = context.tensors[op.outputs[0] ?? -1]?.shape;
    if (input === undefined || output === undefined) return undefined;
    const shapeTensor = op.inputs.length > 1;
    const isFlat = sameShape(output, [input[0] ?? 0, elementCount(input) / (input[0] ?? 1)]);
    const inputs = op.inputs.slice(0, 1);
    return isFlat
      ? { kind: 'flatten', params: { shapeTensor }, inputs }
      : { kind: 'reshape', params: { shape: output, shapeTensor }, inputs };
  },
  SQUEEZE: (op) => one('squeeze', op, { axes: op.options.dims }),
  EXPAND_DIMS: (op, context) => withIntegers('expand_dims', op, context, ([axis]) => ({ axis: axis?.[0] ?? 0 })),
  MEAN: (op, context) => withIntegers('mean', op, context, ([axes]) => ({ axes: axes ?? [], keepDims: op.options.keepDims })),
  SOFTMAX: (op, context) => {
    const widens = typeOr(op.outputs[0], context, 'int8') === 'int16' && typeOr(op.inputs[0], context, 'int8') !== 'int16';
    return one('softmax', op, { beta: op.options.beta, outputType: widens ? 'int16' : 'auto' });
  },
  LOGISTIC: (op) => one('sigmoid', op),
  TANH: (op) => one('tanh', op),
  RELU: (op) => one('relu', op),
  RELU6: (op) => one('relu6', op),
  LEAKY_RELU: (op) => one('leaky_relu', op, { alpha: op.options.alpha }),
  HARD_SWISH: (op) => one('hard_swish', op),
  RESIZE_NEAREST_NEIGHBOR: (op, context) => resize('nearest', op, context),
  RESIZE_BILINEAR: (op, context) => resize('bilinear', op, context),
  DEPTH_TO_SPACE: (op) => one('depth_to_space', op, { block: op.options.blockSize }),
  SPACE_TO_DEPTH: (op) => one('space_to_depth', op, { block: op.options.blockSize }),
  TRANSPOSE: (op, context) => withIntegers('transpose', op, context, ([perm]) => ({ perm: perm ?? [] })),
  STRIDED_SLICE: (op, context) => {
    const { beginMask, endMask, shrinkAxisMask } = op.options;
    const masks = { beginMask, endMask, shrinkAxisMask };
    return withIntegers('strided_slice', op, context, ([begin, end, strides]) => ({
      begin: begin ?? [],
      end: end ?? [],
      strides: strides ?? [],
      ...masks,
    }));
  },
  SLICE: (op, context) => withIntegers('slice', op, context, ([begin, size]) => ({ begin: begin ?? [], size: size ?? [] })),
  SPLIT: (op, context) => {
    const axis = context.integers(op.inputs[0])?.[0];
    return axis === undefined ? undefined : { kind: 'split', params: { parts: op.options.numSplits, axis }, inputs: op.inputs.slice(1, 2) };
  },
  UNIDIRECTIONAL_SEQUENCE_LSTM: (op, context) => {
    const units = context.tensors[op.inputs[5] ?? -1]?.shape[0];
    if (units === undefined) return undefined;
    const { timeMajor, cellClip } = op.options;
    const params = { units, returnSequences: true, timeMajor, cellClip, intermediates: op.intermediates?.length ?? 0 };
    const weightType = typeOr(op.inputs[2], context, 'int8');
    const biasType = typeOr(op.inputs[12], context, 'int32');
    return { kind: 'lstm', params: { ...params, weightType, biasType }, inputs: op.inputs.slice(0, 1) };
  },
  SVDF: (op, context) => {
    const [, feature, time] = shapesOf(op, context);
    if (feature?.length !== 2 || time?.length !== 2) return undefined;
    const { rank, activation } = op.options;
    const params = { units: feature[0]! / rank, rank, memory: time[1]!, activation: ACTIVATION[activation], bias: hasInput(op, 3) };
    const types = { weightType: typeOr(op.inputs[1], context, 'int8'), stateType: typeOr(op.inputs[2], context, 'int16') };
    return { kind: 'svdf', params: { ...params, ...types }, inputs: op.inputs.slice(0, 1) };
  },
  GATHER: (op, context) => embedding('gather', op.inputs[0], op.inputs[1], context),
  EMBEDDING_LOOKUP: (op, context) => embedding('lookup', op.inputs[1], op.inputs[0], context),
  QUANTIZE: (op, context) => one('quantize', op, { type: typeOr(op.outputs[0], context, 'int8') }),
  DEQUANTIZE: (op) => one('dequantize', op),
  OPAQUE: () => undefined,
};

/** The likely node; undefined when there is none of our kinds. */
export function candidateOf(op: DeployedOp, context: OperatorContext): Candidate | undefined {
  return (IMPORTERS[op.code] as Importer<OpCode>)(op, context);
}

function shapesOf(op: DeployedOp, { tensors }: OperatorContext): readonly (Shape | undefined)[] {
  return op.inputs.map((input) => tensors[input]?.shape);
}

function hasInput(op: DeployedOp, input: number): boolean {
  return (op.inputs[input] ?? -1) >= 0;
}

function typeOr(tensor: number | undefined, { tensors }: OperatorContext, otherwise: ElementType): ElementType {
  return tensors[tensor ?? -1]?.type ?? otherwise;
}

function kernelParams(kernel: Shape): Candidate['params'] {
  return { kernelH: kernel[1]!, kernelW: kernel[2]! };
}

function slidingParams({ strideH, strideW, dilationH, dilationW, padding, activation }: OptionsByCode['CONV_2D']): Candidate['params'] {
  return { strideH, strideW, dilationH, dilationW, padding: PADDING[padding], activation: ACTIVATION[activation] };
}

/** Presence and types of kernel and bias. In each of these operators the kernel is input 1, and the bias follows input and kernel. */
function weightParams(op: DeployedOp, context: OperatorContext, input: 0 | 2): Candidate['params'] {
  const bias = input === 2 ? 3 : 2;
  const scaleCount = context.tensors[op.inputs[1] ?? -1]?.scaleCount ?? 0;
  return {
    bias: hasInput(op, bias),
    weightType: typeOr(op.inputs[1], context, 'int8'),
    ...(hasInput(op, bias) ? { biasType: typeOr(op.inputs[bias], context, 'int32') } : {}),
    scales: scaleCount > 1 ? 'channel' : 'tensor',
  };
}

/** A node whose first operand is its only input. */
function one(kind: string, op: DeployedOp, params: Candidate['params'] = {}): Candidate | undefined {
  return op.inputs.length === 1 ? { kind, params, inputs: op.inputs } : undefined;
}

function merge(kind: string, op: DeployedOp, params: Candidate['params'] = {}): Candidate | undefined {
  return op.inputs.every((input) => input >= 0) ? { kind, params, inputs: op.inputs } : undefined;
}

function pool(kind: string, op: OpOf<'MAX_POOL_2D' | 'AVERAGE_POOL_2D'>): Candidate | undefined {
  const { filterH, filterW, strideH, strideW, padding, activation } = op.options;
  const params = { poolH: filterH, poolW: filterW, strideH, strideW, padding: PADDING[padding], activation: ACTIVATION[activation] };
  return one(kind, op, params);
}

/** A node with one input whose other operands are integer constants, which become parameters. */
function withIntegers(
  kind: string,
  op: DeployedOp,
  context: OperatorContext,
  params: (operands: readonly (readonly number[])[]) => Candidate['params'],
): Candidate | undefined {
  const operands = op.inputs.slice(1).map((input) => context.integers(input));
  const known = operands.filter((operand) => operand !== undefined);
  return known.length < operands.length ? undefined : { kind, params: params(known), inputs: op.inputs.slice(0, 1) };
}

function pad(op: DeployedOp, context: OperatorContext, valueTensor: boolean): Candidate | undefined {
  const table = context.integers(op.inputs[1]);
  if (table === undefined) return undefined;
  const inner = table.slice(2, -2);
  const isInner = table.length > 4 && [table[0], table[1], table.at(-2), table.at(-1)].every((amount) => amount === 0);
  return { kind: 'pad', params: { pads: isInner ? inner : table, valueTensor }, inputs: op.inputs.slice(0, 1) };
}

function resize(mode: string, op: OpOf<'RESIZE_BILINEAR' | 'RESIZE_NEAREST_NEIGHBOR'>, context: OperatorContext): Candidate | undefined {
  const [input] = shapesOf(op, context);
  const size = context.integers(op.inputs[1]);
  if (input?.length !== 4 || size?.length !== 2) return undefined;
  const [factorH, factorW] = [size[0]! / input[1]!, size[1]! / input[2]!];
  const isWhole = Number.isInteger(factorH) && Number.isInteger(factorW);
  return {
    kind: 'upsample',
    params: { ...(isWhole ? { factorH, factorW } : { size }), mode, ...op.options },
    inputs: op.inputs.slice(0, 1),
  };
}

function embedding(
  operator: string,
  table: number | undefined,
  indices: number | undefined,
  { tensors }: OperatorContext,
): Candidate | undefined {
  const weights = tensors[table ?? -1];
  if (weights?.role !== 'constant' || weights.shape.length !== 2 || indices === undefined) return undefined;
  return {
    kind: 'embedding',
    params: { rows: weights.shape[0]!, size: weights.shape[1]!, type: weights.type, operator },
    inputs: [indices],
  };
}
