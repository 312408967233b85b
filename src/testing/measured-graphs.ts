/**
 * Small graphs rebuilt by hand from models whose arena was measured on the real runtime, with the measured bytes; the full tables are
 * in ../shared/reference (tflm_arena.csv, generated/arena.csv).
 */
import type { DeployedGraph, DeployedOp, DeployedTensor, OpCode, OptionsByCode } from '../core/graph/deployed.ts';
import type { ElementType, Shape } from '../core/graph/tensor.ts';
import { tensorBytes } from '../core/graph/tensor.ts';
import type { Core } from '../core/mcu/chip.ts';
import type { RuntimeId } from '../core/runtime/runtime.ts';

/** One row of the measurements, in bytes. */
export type MeasuredArena = readonly [runtime: RuntimeId, core: Core, activations: number, persistent: number, minArena: number];

export interface MeasuredGraph {
  /** As the tables call it. */
  readonly model: string;
  readonly graph: DeployedGraph;
  readonly arenas: readonly MeasuredArena[];
}

type Role = DeployedTensor['role'];

export function deployedTensor(role: Role, type: ElementType, shape: Shape, scaleCount = 1): DeployedTensor {
  return { name: '', shape, type, role, bytes: tensorBytes(shape, type), scaleCount };
}

const active = (type: ElementType, ...shape: number[]): DeployedTensor => deployedTensor('activation', type, shape);
const constant = (type: ElementType, shape: Shape, scaleCount = 1): DeployedTensor => deployedTensor('constant', type, shape, scaleCount);
const variable = (type: ElementType, ...shape: number[]): DeployedTensor => deployedTensor('variable', type, shape);

export function deployedOp<C extends OpCode>(
  code: C,
  inputs: readonly number[],
  outputs: readonly number[],
  options: OptionsByCode[C],
): DeployedOp {
  return { code, inputs, outputs, options, node: undefined } as DeployedOp;
}

/** A graph of one operator whose output is the last tensor. */
function single(tensors: readonly DeployedTensor[], inputs: readonly number[], op: DeployedOp): DeployedGraph {
  return { tensors, ops: [op], inputs, outputs: [tensors.length - 1] };
}

const M4 = 'cortex-m4';
const M55 = 'cortex-m55';
const M0 = 'cortex-m0+';
const REFERENCE = 'tflm-reference';
const CMSIS = 'tflm-cmsis-nn';

const pool: DeployedGraph = single(
  [active('int8', 1, 5, 5, 1), active('int8', 1, 3, 3, 1)],
  [0],
  deployedOp('AVERAGE_POOL_2D', [0], [1], { padding: 'SAME', strideH: 2, strideW: 2, filterH: 5, filterW: 5, activation: 'NONE' }),
);

const rowConv: DeployedGraph = single(
  [active('int8', 1, 1, 40, 8), constant('int8', [12, 1, 3, 8], 12), constant('int32', [12], 12), active('int8', 1, 1, 40, 12)],
  [0],
  deployedOp('CONV_2D', [0, 1, 2], [3], {
    padding: 'SAME',
    strideH: 1,
    strideW: 1,
    dilationH: 1,
    dilationW: 1,
    activation: 'RELU',
  }),
);

const oneChannelDepthwise: DeployedGraph = single(
  [active('int8', 1, 49, 10, 1), constant('int8', [1, 10, 4, 8], 8), constant('int32', [8], 8), active('int8', 1, 25, 5, 8)],
  [0],
  deployedOp('DEPTHWISE_CONV_2D', [0, 1, 2], [3], {
    padding: 'SAME',
    strideH: 2,
    strideW: 2,
    dilationH: 1,
    dilationW: 1,
    depthMultiplier: 8,
    activation: 'RELU',
  }),
);

const transposeConv: DeployedGraph = single(
  [
    active('int8', 1, 6, 6, 24),
    constant('int32', [4], 0),
    constant('int8', [4, 5, 5, 24], 4),
    constant('int32', [4], 4),
    active('int8', 1, 12, 12, 4),
  ],
  [0],
  deployedOp('TRANSPOSE_CONV', [1, 2, 0, 3], [4], { padding: 'SAME', strideH: 2, strideW: 2, activation: 'NONE' }),
);

const softmax16: DeployedGraph = single(
  [active('int16', 1, 10), active('int16', 1, 10)],
  [0],
  deployedOp('SOFTMAX', [0], [1], { beta: 1 }),
);

const mean: DeployedGraph = single(
  [active('int8', 1, 6, 6, 8), constant('int32', [2], 0), active('int8', 1, 1, 1, 8)],
  [0],
  deployedOp('MEAN', [0, 1], [2], { keepDims: true }),
);

const svdf: DeployedGraph = single(
  [
    active('int8', 1, 16),
    constant('int8', [8, 16]),
    constant('int8', [8, 8]),
    constant('int32', [8]),
    variable('int8', 1, 64),
    active('int8', 1, 8),
  ],
  [0],
  deployedOp('SVDF', [0, 1, 2, 3, 4], [5], { rank: 1, activation: 'NONE', asymmetricQuantizeInputs: false }),
);

const lstm: DeployedGraph = single(
  [
    active('int8', 1, 5, 8),
    ...Array.from({ length: 4 }, () => constant('int8', [6, 8])),
    ...Array.from({ length: 4 }, () => constant('int8', [6, 6])),
    ...Array.from({ length: 4 }, () => constant('int32', [6])),
    variable('int8', 1, 6),
    variable('int16', 1, 6),
    active('int8', 1, 5, 6),
  ],
  [0],
  deployedOp('UNIDIRECTIONAL_SEQUENCE_LSTM', [0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -1, -1, 9, 10, 11, 12, -1, -1, 13, 14, -1, -1, -1, -1], [15], {
    activation: 'TANH',
    cellClip: 0,
    projClip: 0,
    timeMajor: false,
    asymmetricQuantizeInputs: false,
  }),
);

const dense = (inputs: readonly number[], output: number, activation: 'RELU' | 'NONE'): DeployedOp =>
  deployedOp('FULLY_CONNECTED', inputs, [output], { activation, keepNumDims: false });

const helloWorld: DeployedGraph = {
  tensors: [
    active('int8', 1, 1),
    constant('int32', [1]),
    constant('int8', [1, 16]),
    constant('int32', [16]),
    constant('int8', [16, 16]),
    constant('int32', [16]),
    constant('int8', [16, 1]),
    active('int8', 1, 16),
    active('int8', 1, 16),
    active('int8', 1, 1),
  ],
  ops: [dense([0, 6, 5], 7, 'RELU'), dense([7, 4, 3], 8, 'RELU'), dense([8, 2, 1], 9, 'NONE')],
  inputs: [0],
  outputs: [9],
};

export const MEASURED_GRAPHS: readonly MeasuredGraph[] = [
  {
    model: 'tflm_hello_world_int8',
    graph: helloWorld,
    arenas: [
      [REFERENCE, M4, 32, 644, 1072],
      [CMSIS, M4, 32, 740, 1168],
      [CMSIS, M55, 32, 884, 1312],
      [CMSIS, M0, 32, 740, 1168],
    ],
  },
  {
    model: 'op_average_pool_10',
    graph: pool,
    arenas: [
      [REFERENCE, M4, 48, 404, 560],
      [CMSIS, M4, 64, 404, 656],
      [CMSIS, M55, 48, 404, 624],
      [CMSIS, M0, 48, 404, 624],
    ],
  },
  {
    model: 'op_conv2d_12',
    graph: rowConv,
    arenas: [
      [REFERENCE, M4, 800, 532, 1344],
      [CMSIS, M4, 896, 532, 1440],
      [CMSIS, M55, 832, 532, 1376],
      [CMSIS, M0, 896, 532, 1440],
    ],
  },
  {
    model: 'op_depthwise_08',
    graph: oneChannelDepthwise,
    arenas: [
      [REFERENCE, M4, 1504, 500, 2016],
      [CMSIS, M4, 1504, 500, 2016],
      [CMSIS, M55, 2016, 500, 2528],
      [CMSIS, M0, 1504, 500, 2016],
    ],
  },
  {
    model: 'op_transpose_conv_20',
    graph: transposeConv,
    arenas: [
      [REFERENCE, M4, 3744, 484, 4240],
      [CMSIS, M4, 6240, 484, 6736],
      [CMSIS, M55, 6272, 484, 6768],
      [CMSIS, M0, 6240, 484, 6736],
    ],
  },
  {
    model: 'op_softmax_16',
    graph: softmax16,
    arenas: [
      [REFERENCE, M4, 64, 2468, 2624],
      [CMSIS, M4, 64, 2468, 2624],
      [CMSIS, M55, 64, 2468, 2624],
    ],
  },
  {
    model: 'op_mean_00',
    graph: mean,
    arenas: [
      [REFERENCE, M4, 368, 388, 816],
      [CMSIS, M55, 368, 388, 816],
    ],
  },
  {
    model: 'op_svdf_08',
    graph: svdf,
    arenas: [
      [REFERENCE, M4, 96, 500, 896],
      [CMSIS, M4, 96, 500, 896],
      [CMSIS, M55, 96, 532, 928],
    ],
  },
  {
    model: 'op_lstm_00',
    graph: lstm,
    arenas: [
      [REFERENCE, M4, 144, 1252, 2048],
      [CMSIS, M4, 128, 1732, 2528],
      [CMSIS, M55, 128, 1732, 2528],
    ],
  },
];
