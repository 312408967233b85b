/** A model that takes and gives float32: what programs that know nothing of its scales can run. */
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../graph/deployed.ts';
import type { DeployedModel } from '../quant/memory.ts';

/** Puts QUANTIZE before each integer input with a scale and DEQUANTIZE behind each such output; other inputs and outputs stay. */
export function withFloatIo({ graph, data }: DeployedModel): DeployedModel {
  const { offlineOffsets: _, ...rest } = graph;
  const tensors = [...graph.tensors];
  const wrap = (code: 'QUANTIZE' | 'DEQUANTIZE', index: number): { readonly float: number; readonly op: DeployedOp } | undefined => {
    const tensor = tensors[index]!;
    if (!isScaled(tensor)) return undefined;
    const float = tensors.push(floatOf(tensor)) - 1;
    const [inputs, outputs] = code === 'QUANTIZE' ? [[float], [index]] : [[index], [float]];
    return { float, op: { code, inputs, outputs, options: {}, node: undefined } };
  };
  const before = graph.inputs.map((index) => wrap('QUANTIZE', index));
  const behind = graph.outputs.map((index) => wrap('DEQUANTIZE', index));
  const wrapped: DeployedGraph = {
    ...rest,
    tensors,
    ops: [...before.flatMap((each) => each?.op ?? []), ...graph.ops, ...behind.flatMap((each) => each?.op ?? [])],
    inputs: graph.inputs.map((index, i) => before[i]?.float ?? index),
    outputs: graph.outputs.map((index, i) => behind[i]?.float ?? index),
  };
  return { graph: wrapped, data };
}

function isScaled({ type, quantization }: DeployedTensor): boolean {
  return quantization !== undefined && (type === 'int8' || type === 'uint8' || type === 'int16');
}

function floatOf({ name, shape, bytes, type }: DeployedTensor): DeployedTensor {
  const elements = bytes / (type === 'int16' ? 2 : 1);
  return { name: `${name}/float`, shape, type: 'float32', role: 'activation', bytes: 4 * elements, scaleCount: 0 };
}
