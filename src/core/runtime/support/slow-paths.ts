/** Operators that run many times slower than they need to, and what to do about it. */
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';

/** The 32-bit RISC-V parts in the catalogue have none either. */
const NO_FLOATING_POINT: ReadonlySet<Core> = new Set(['cortex-m0', 'cortex-m0+', 'cortex-m3', 'riscv32', 'avr']);
const VECTOR: ReadonlySet<Core> = new Set(['cortex-m55', 'cortex-m85']);
/** Operators with arithmetic in them: for the others the element type is only its width. */
const ARITHMETIC: ReadonlySet<OpCode> = new Set([
  'CONV_2D',
  'DEPTHWISE_CONV_2D',
  'TRANSPOSE_CONV',
  'FULLY_CONNECTED',
  'AVERAGE_POOL_2D',
  'ADD',
  'SUB',
  'MUL',
  'MEAN',
  'SOFTMAX',
  'LOGISTIC',
  'TANH',
  'RESIZE_BILINEAR',
  'UNIDIRECTIONAL_SEQUENCE_LSTM',
  'SVDF',
]);

function channelsOf(graph: DeployedGraph, tensor: number | undefined): number {
  return graph.tensors[tensor ?? -1]?.shape.at(-1) ?? 1;
}

/** Depthwise convolutions that CMSIS-NN runs by its plain loop. */
function slowDepthwise(op: DeployedOp & { readonly code: 'DEPTHWISE_CONV_2D' }, graph: DeployedGraph, core: Core): string | undefined {
  const { dilationH, dilationW } = op.options;
  const channels = channelsOf(graph, op.inputs[0]);
  const multiplier = channelsOf(graph, op.outputs[0]) / channels;
  if (VECTOR.has(core) && channels === 1 && multiplier > 1) return undefined;
  if (dilationH > 1 || dilationW > 1) return 'dilation has no fast depthwise kernel in CMSIS-NN: about 3 times the instructions';
  if (multiplier % 4 === 0 || multiplier === 1) return undefined;
  const instead = channels === 1 ? 'an ordinary convolution takes half, a multiple of 4 less still' : 'a multiple of 4 takes half';
  return `a channel multiplier of ${multiplier} has no fast kernel in CMSIS-NN, about 29 instructions a multiply-accumulate: ${instead}`;
}

/** Why the operator is slow under the runtime on the core; undefined where it is not. */
export function slowReason(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): string | undefined {
  const input = graph.tensors[op.inputs[0] ?? -1];
  if (input?.type === 'float32' && NO_FLOATING_POINT.has(core) && ARITHMETIC.has(op.code)) {
    return `float32 on a core without a floating-point unit is computed by software; quantise to int8`;
  }
  if (runtime !== 'tflm-cmsis-nn') return undefined;
  if (input?.type === 'float32' && ARITHMETIC.has(op.code))
    return 'CMSIS-NN has no float32 kernels: the reference kernel runs; quantise to int8';
  if (op.code === 'DEPTHWISE_CONV_2D' && input?.type === 'int8') return slowDepthwise(op, graph, core);
  if (op.code === 'MEAN' && input !== undefined && input.shape.length === 4) {
    return 'runs by a generic loop of 130 or more instructions an element; an average pool over the whole map computes the same many times faster';
  }
  return undefined;
}
