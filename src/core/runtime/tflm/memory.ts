/** Memory of each operator kind under TensorFlow Lite Micro: what it keeps for good, and its scratch while it runs. */
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';
import { conv2d, depthwiseConv2d, transposeConv } from './conv.ts';
import { fullyConnected } from './dense.ts';
import * as elementwise from './elementwise.ts';
import type { Kernel, Ledger } from './ledger.ts';
import { opData } from './ledger.ts';
import * as move from './move.ts';
import { averagePool2d, maxPool2d } from './pool.ts';
import { lstm, svdf } from './recurrent.ts';
import { mean, softmax } from './reduce.ts';
import type { RecordLayout } from './structs.ts';
import { layoutOf } from './structs.ts';
import type { Target } from './target.ts';
import { targetOf } from './target.ts';

const KERNELS: { readonly [C in OpCode]: Kernel<C> } = {
  CONV_2D: conv2d,
  DEPTHWISE_CONV_2D: depthwiseConv2d,
  TRANSPOSE_CONV: transposeConv,
  FULLY_CONNECTED: fullyConnected,
  MAX_POOL_2D: maxPool2d,
  AVERAGE_POOL_2D: averagePool2d,
  ADD: elementwise.add,
  SUB: elementwise.sub,
  MUL: elementwise.mul,
  MINIMUM: elementwise.minimum,
  MAXIMUM: elementwise.maximum,
  CONCATENATION: move.concatenation,
  PAD: move.pad,
  PADV2: move.padV2,
  RESHAPE: move.reshape,
  SQUEEZE: move.squeeze,
  EXPAND_DIMS: move.expandDims,
  MEAN: mean,
  SOFTMAX: softmax,
  LOGISTIC: elementwise.logistic,
  TANH: elementwise.tanh,
  RELU: elementwise.relu,
  RELU6: elementwise.relu6,
  LEAKY_RELU: elementwise.leakyRelu,
  HARD_SWISH: elementwise.hardSwish,
  RESIZE_NEAREST_NEIGHBOR: move.resizeNearest,
  RESIZE_BILINEAR: move.resizeBilinear,
  DEPTH_TO_SPACE: move.depthToSpace,
  SPACE_TO_DEPTH: move.spaceToDepth,
  TRANSPOSE: move.transpose,
  STRIDED_SLICE: move.stridedSlice,
  SLICE: move.slice,
  SPLIT: move.split,
  UNIDIRECTIONAL_SEQUENCE_LSTM: lstm,
  SVDF: svdf,
  GATHER: move.gather,
  EMBEDDING_LOOKUP: move.embeddingLookup,
  QUANTIZE: elementwise.quantize,
  DEQUANTIZE: elementwise.dequantize,
  /** Not known: its tensors count, its records do not. */
  OPAQUE: { params: undefined, opData: opData(undefined), prepare: () => {} },
};

/** One operator kind on one target, sizes worked out. */
export interface KernelRecords {
  /** The parsed builtin parameters; 0 bytes when there are none. */
  readonly params: RecordLayout;
  /** Bytes of the record Init allocates; 0 when there is none. */
  readonly opDataBytes: number;
  prepare(ledger: Ledger, op: DeployedOp, graph: DeployedGraph, target: Target): void;
}

const NOTHING: RecordLayout = { bytes: 0, align: 1 };
const tables = new Map<Target, Readonly<Record<OpCode, KernelRecords>>>();

/** Sizes of every operator kind's records on a target; a constant table, worked out when first asked for. */
export function kernelRecords(target: Target): Readonly<Record<OpCode, KernelRecords>> {
  const known = tables.get(target);
  if (known !== undefined) return known;
  const entries = Object.entries(KERNELS).map(([code, kernel]) => [code, recordsOf(kernel as Kernel<OpCode>, target)]);
  const table = Object.fromEntries(entries) as Record<OpCode, KernelRecords>;
  tables.set(target, table);
  return table;
}

function recordsOf(kernel: Kernel<OpCode>, target: Target): KernelRecords {
  const data = target.kernels === 'reference' ? kernel.opData.reference : kernel.opData.cmsisNn;
  return {
    params: kernel.params === undefined ? NOTHING : layoutOf(kernel.params, target.abi),
    opDataBytes: data === undefined ? 0 : layoutOf(data, target.abi).bytes,
    prepare: kernel.prepare,
  };
}

/** Bytes an operator asks for, and what they hold. */
export interface MemoryRequest {
  readonly what: string;
  readonly bytes: number;
}

/** What one operator keeps for good (each on its own, before alignment), and its scratch while it runs. */
export interface KernelMemory {
  readonly persistent: readonly MemoryRequest[];
  readonly scratch: readonly MemoryRequest[];
}

/** Memory of one operator of the graph. */
export function kernelMemory(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): KernelMemory {
  const target = targetOf(runtime, core);
  const { params, opDataBytes, prepare } = kernelRecords(target)[op.code];
  const persistent: MemoryRequest[] = [];
  const scratch: MemoryRequest[] = [];
  if (params.bytes > 0) persistent.push({ what: 'builtin parameters', bytes: params.bytes });
  if (opDataBytes > 0) persistent.push({ what: 'operator data', bytes: opDataBytes });
  const ledger: Ledger = {
    temp: () => {},
    persist: (bytes, what) => persistent.push({ what, bytes }),
    scratch: (bytes, what) => scratch.push({ what, bytes }),
  };
  prepare(ledger, op, graph, target);
  return { persistent, scratch };
}
