/**
 * Kernels of TFLM 90b983c2 and CMSIS-NN 4ab83cc3 that were seen to compute something else than the reference kernels, or to stop.
 * Source: ../shared/reference/generated/README.md and kernel_differences.csv.
 */
import type { DeployedGraph, DeployedOp } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../runtime.ts';

type OpOf<C extends DeployedOp['code']> = Extract<DeployedOp, { readonly code: C }>;

const VECTOR: ReadonlySet<Core> = new Set(['cortex-m55', 'cortex-m85']);

function shapeOf(graph: DeployedGraph, tensor: number | undefined): readonly number[] {
  return graph.tensors[tensor ?? -1]?.shape ?? [];
}

/** Cells of padding before and after an axis. */
function paddingOf(input: number, output: number, kernel: number, stride: number): readonly [before: number, after: number] {
  const missing = Math.max(0, (output - 1) * stride + kernel - input);
  return [missing >> 1, missing - (missing >> 1)];
}

/** Right in the three measured shapes with less padding than two cells at either end, wrong in all four with more. */
function convFault(op: OpOf<'CONV_2D'>, graph: DeployedGraph, core: Core): string | undefined {
  if (!VECTOR.has(core)) return undefined;
  const [, height = 1, width = 1, channels = 1] = shapeOf(graph, op.inputs[0]);
  const [, kernelHeight = 1, kernelWidth = 1] = shapeOf(graph, op.inputs[1]);
  const { strideW, dilationW, padding } = op.options;
  const byRow = height === 1 && kernelHeight === 1 && kernelWidth > 1 && dilationW === 1 && (strideW * channels) % 4 === 0;
  if (!byRow || strideW < 2 || padding !== 'SAME') return undefined;
  const [before, after] = paddingOf(width, shapeOf(graph, op.outputs[0])[2] ?? 1, kernelWidth, strideW);
  return Math.max(before, after) < 2
    ? undefined
    : 'CMSIS-NN on this core computes 1xN convolutions with SAME padding and a stride wrongly; pad with PAD and use VALID';
}

function transposeConvFault(op: OpOf<'TRANSPOSE_CONV'>, graph: DeployedGraph): string | undefined {
  if (op.options.activation !== 'NONE') return `CMSIS-NN ignores the ${op.options.activation} fused into a transposed convolution`;
  const [, kernelHeight = 1, kernelWidth = 1] = shapeOf(graph, op.inputs[1]);
  const [, height = 1, width = 1, channels = 1] = shapeOf(graph, op.inputs[2]);
  const [, outputHeight = 1, outputWidth = 1] = shapeOf(graph, op.outputs[0]);
  const { strideH, strideW, padding } = op.options;
  if (padding !== 'SAME' || channels > 16 || Math.max(strideH, strideW) !== 2) return undefined;
  const [top] = paddingOf(outputHeight, height, kernelHeight, strideH);
  const [left] = paddingOf(outputWidth, width, kernelWidth, strideW);
  return top + left > 0
    ? 'CMSIS-NN computes this wrongly: stride 2 with padding at the top or left and at most 16 input channels'
    : undefined;
}

function transposeFault(op: OpOf<'TRANSPOSE'>, graph: DeployedGraph, core: Core): string | undefined {
  const input = shapeOf(graph, op.inputs[0]);
  if (input.length === 5) return 'CMSIS-NN computes 5-D transposes wrongly';
  const same = String(input) === String(shapeOf(graph, op.outputs[0]));
  const identity = same && (input.length === 2 || (input.length === 4 && VECTOR.has(core)));
  return identity ? 'CMSIS-NN computes a transpose that changes nothing wrongly; leave it out' : undefined;
}

function svdfFault(op: OpOf<'SVDF'>, graph: DeployedGraph): string | undefined {
  const state = graph.tensors[op.inputs[4] ?? -1];
  const zeroPoint = state?.quantization?.zeroPoints[0] ?? 0;
  return state?.type === 'int8' && zeroPoint !== 0
    ? 'CMSIS-NN computes SVDF with an int8 state wrongly unless its zero point is 0'
    : undefined;
}

function cmsisFault(op: DeployedOp, graph: DeployedGraph, core: Core): string | undefined {
  switch (op.code) {
    case 'CONV_2D':
      return convFault(op, graph, core);
    case 'TRANSPOSE_CONV':
      return transposeConvFault(op, graph);
    case 'TRANSPOSE':
      return transposeFault(op, graph, core);
    case 'SVDF':
      return svdfFault(op, graph);
    case 'UNIDIRECTIONAL_SEQUENCE_LSTM':
      return 'CMSIS-NN forgets the LSTM cell state between inferences; within one the result is right';
    default:
      return undefined;
  }
}

function scaleOf(graph: DeployedGraph, tensor: number | undefined): number | undefined {
  return graph.tensors[tensor ?? -1]?.quantization?.scales[0];
}

/** CONCATENATION copies bytes, so every scale must be the output's. */
function concatenationFault(op: OpOf<'CONCATENATION'>, graph: DeployedGraph): string | undefined {
  const output = scaleOf(graph, op.outputs[0]);
  const differs = op.inputs.some((input) => {
    const scale = scaleOf(graph, input);
    return output !== undefined && scale !== undefined && scale !== output;
  });
  return differs ? 'TFLM concatenates bytes: inputs with another scale than the output come out wrong' : undefined;
}

function tflmFault(op: DeployedOp, graph: DeployedGraph): string | undefined {
  if (op.code === 'CONCATENATION') return concatenationFault(op, graph);
  const explicitNoBias = op.code === 'DEPTHWISE_CONV_2D' && op.inputs.length > 2 && op.inputs[2] === -1;
  return explicitNoBias ? 'TFLM crashes on a depthwise convolution whose bias is listed as absent; leave the input out' : undefined;
}

/** What the operator is known to get wrong under the runtime on the core; undefined where nothing is. */
export function faultOf(op: DeployedOp, graph: DeployedGraph, runtime: RuntimeId, core: Core): string | undefined {
  return (runtime === 'tflm-cmsis-nn' ? cmsisFault(op, graph, core) : undefined) ?? tflmFault(op, graph);
}
