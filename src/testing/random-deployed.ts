/** Random deployed graphs: any operator with any options, valid as files though not always sensible as networks. */
import type { Random } from '../core/base/random.ts';
import type { Activation, DeployedGraph, DeployedOp, DeployedTensor, OpCode, OptionsByCode } from '../core/graph/deployed.ts';
import { tensorBytes } from '../core/graph/tensor.ts';
import type { ElementType, Shape } from '../core/graph/tensor.ts';

const TYPES: readonly ElementType[] = ['int8', 'int16', 'float32', 'uint8', 'int4', 'int32', 'bool', 'int64'];
const NAMES = ['', 'conv', 'StatefulPartitionedCall/model/conv2d_3/Relu;bias', 'größe', '入力', 'émoji🙂'];
const ACTIVATIONS: readonly Activation[] = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'];

/** Options of an operator whose first output has the given shape. */
type Options = { readonly [C in OpCode]: (random: Random, output: Shape) => OptionsByCode[C] };

const bool = (random: Random): boolean => random.next() < 0.5;
const activation = (random: Random): Activation => random.pick(ACTIVATIONS);
const small = (random: Random): number => random.int(1, 7);
const signed = (random: Random): number => random.int(-4, 4);
/** Exact in 32 bits. */
const float = (random: Random): number => random.int(-64, 64) / 8;
const nothing = (): Readonly<Record<never, never>> => ({});
const window = (random: Random): { padding: 'SAME' | 'VALID'; strideH: number; strideW: number } => ({
  padding: random.pick(['SAME', 'VALID'] as const),
  strideH: small(random),
  strideW: small(random),
});
const conv = (random: Random): OptionsByCode['CONV_2D'] => ({
  ...window(random),
  dilationH: small(random),
  dilationW: small(random),
  activation: activation(random),
});
const pool = (random: Random): OptionsByCode['MAX_POOL_2D'] => ({
  ...window(random),
  filterH: small(random),
  filterW: small(random),
  activation: activation(random),
});
const arithmetic = (random: Random): OptionsByCode['ADD'] => ({ activation: activation(random) });
const resize = (random: Random): OptionsByCode['RESIZE_BILINEAR'] => ({ alignCorners: bool(random), halfPixelCenters: bool(random) });

const OPTIONS: Options = {
  CONV_2D: conv,
  DEPTHWISE_CONV_2D: (random) => ({ ...conv(random), depthMultiplier: small(random) }),
  TRANSPOSE_CONV: (random) => ({ ...window(random), activation: activation(random) }),
  FULLY_CONNECTED: (random) => ({ activation: activation(random), keepNumDims: bool(random) }),
  MAX_POOL_2D: pool,
  AVERAGE_POOL_2D: pool,
  ADD: arithmetic,
  SUB: arithmetic,
  MUL: arithmetic,
  MINIMUM: nothing,
  MAXIMUM: nothing,
  CONCATENATION: (random) => ({ axis: signed(random), activation: activation(random) }),
  PAD: nothing,
  PADV2: nothing,
  RESHAPE: (_, output) => ({ newShape: output }),
  SQUEEZE: (random) => ({ dims: randomShape(random) }),
  EXPAND_DIMS: nothing,
  MEAN: (random) => ({ keepDims: bool(random) }),
  SOFTMAX: (random) => ({ beta: float(random) }),
  LOGISTIC: nothing,
  TANH: nothing,
  RELU: nothing,
  RELU6: nothing,
  LEAKY_RELU: (random) => ({ alpha: float(random) }),
  HARD_SWISH: nothing,
  RESIZE_NEAREST_NEIGHBOR: resize,
  RESIZE_BILINEAR: resize,
  DEPTH_TO_SPACE: (random) => ({ blockSize: small(random) }),
  SPACE_TO_DEPTH: (random) => ({ blockSize: small(random) }),
  TRANSPOSE: nothing,
  STRIDED_SLICE: (random) => ({
    beginMask: small(random),
    endMask: small(random),
    ellipsisMask: signed(random),
    newAxisMask: signed(random),
    shrinkAxisMask: small(random),
  }),
  SLICE: nothing,
  SPLIT: (random) => ({ numSplits: small(random) }),
  UNIDIRECTIONAL_SEQUENCE_LSTM: (random) => ({
    activation: activation(random),
    cellClip: float(random),
    projClip: float(random),
    timeMajor: bool(random),
    asymmetricQuantizeInputs: bool(random),
  }),
  SVDF: (random) => ({ rank: small(random), activation: activation(random), asymmetricQuantizeInputs: bool(random) }),
  GATHER: (random) => ({ axis: signed(random), batchDims: signed(random) }),
  EMBEDDING_LOOKUP: nothing,
  QUANTIZE: nothing,
  DEQUANTIZE: nothing,
  OPAQUE: (random) =>
    random.pick([
      { builtin: 32, name: 'TFLite_Detection_PostProcess', version: 1, customOptions: [1, 2, 255, 0, 7] },
      { builtin: 32, name: 'ethos-u', version: random.int(1, 3) },
      { builtin: 42, name: 'DIV', version: 1, optionsType: 29, optionsTable: [6, 0, 8, 0, 7, 0, 0, 0, 0, 1] },
      { builtin: 150, name: 'GELU', version: 2 },
    ]),
};

const CODES = Object.keys(OPTIONS) as OpCode[];

function randomShape(random: Random): Shape {
  return Array.from({ length: random.int(0, 4) }, () => random.int(1, 6));
}

function randomTensor(random: Random, role: DeployedTensor['role']): DeployedTensor {
  const shape = randomShape(random);
  const type = random.pick(TYPES);
  const scaleCount = random.pick([0, 1, 1, random.int(2, 9)]);
  return {
    name: random.pick(NAMES),
    shape,
    type,
    role,
    bytes: tensorBytes(shape, type),
    scaleCount,
    ...randomQuantization(random, scaleCount),
  };
}

function randomQuantization(random: Random, scaleCount: number): Pick<DeployedTensor, 'quantization'> {
  if (scaleCount === 0) return {};
  const zeros = bool(random);
  const list = (value: () => number): number[] => Array.from({ length: scaleCount }, value);
  const zeroPoints = list(() => (zeros ? 0 : random.int(-128, 127)));
  return { quantization: { scales: list(() => random.int(1, 64) / 256), zeroPoints, axis: random.int(0, 3) } };
}

/** A graph of up to `maxOps` operators; every activation is written once before it is read. */
export function randomDeployed(random: Random, maxOps: number): DeployedGraph {
  const tensors: DeployedTensor[] = [];
  const readable: number[] = [];
  const add = (role: DeployedTensor['role']): number => tensors.push(randomTensor(random, role)) - 1;
  const inputs = Array.from({ length: random.int(1, 3) }, () => add('activation'));
  readable.push(...inputs);
  const ops: DeployedOp[] = [];
  for (let count = random.int(0, maxOps); count > 0; count--) {
    const outputs = Array.from({ length: random.int(1, 3) }, () => add('activation'));
    ops.push(randomOp(random, readable, add, outputs, tensors[outputs[0]!]!.shape));
    readable.push(...outputs);
  }
  const offsets = bool(random) ? {} : { offlineOffsets: tensors.map(() => Math.max(-1, random.int(-1, 3) * 16)) };
  return { tensors, ops, inputs, outputs: [random.pick(readable)], ...offsets };
}

function randomOp(
  random: Random,
  readable: readonly number[],
  add: (role: DeployedTensor['role']) => number,
  outputs: number[],
  outputShape: Shape,
): DeployedOp {
  const code = random.pick(CODES);
  const inputs = Array.from({ length: random.int(1, 4) }, () => {
    const choice = random.int(0, 9);
    if (choice === 0) return -1;
    if (choice < 5) return add(choice === 1 ? 'variable' : 'constant');
    return random.pick(readable);
  });
  const intermediates = random.int(0, 5) === 0 ? { intermediates: [add('activation')] } : {};
  return { code, inputs, outputs, ...intermediates, options: OPTIONS[code](random, outputShape), node: undefined } as DeployedOp;
}
