/** How far ONNX Runtime is from our interpreter on a network written as ONNX. */
import type { FloatModel } from '../core/document/float-model.ts';
import { exportOnnx, type OnnxExport } from '../core/formats/onnx/export.ts';
import { gathered, gatherOrder } from '../core/formats/permute-values.ts';
import type { Elements } from '../core/quant/elements.ts';
import { createInputGenerator } from '../core/quant/generated-inputs.ts';
import { createInterpreter } from '../core/quant/interpreter.ts';
import { runOnnxRuntime, type OnnxValues } from './onnx-runtime.ts';
import { largestDifference } from './run-float.ts';

export function exportedOnnx({ graph, data }: FloatModel): OnnxExport {
  const written = exportOnnx('net', graph, data);
  if (!written.ok) throw new Error(`${written.error.where}: ${written.error.message}`);
  return written.value;
}

/** Generated inputs of the network; indices into tables are 0. */
export function inputsOf({ graph }: FloatModel): readonly Elements[] {
  return createInputGenerator(5)(graph).map((values) => (values instanceof Int32Array ? values.fill(0) : values));
}

/** What our interpreter gives, each output's dimensions in the model's order. */
export function expectedOf(model: FloatModel, inputs: readonly Elements[], { outputOrders }: OnnxExport): readonly ArrayLike<number>[] {
  const interpreter = createInterpreter(model);
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const outputs = interpreter.value.run(inputs);
  if (!outputs.ok) throw new Error(outputs.error.message);
  return outputs.value.map((values, i) => inOrder(model, model.graph.outputs[i]!, values, outputOrders[i]!));
}

export function fed(model: FloatModel, inputs: readonly Elements[], { inputOrders }: OnnxExport): readonly OnnxValues[] {
  return inputs.map((values, i) => inOrder(model, model.graph.inputs[i]!, values, inputOrders[i]!) as OnnxValues);
}

function inOrder({ graph }: FloatModel, tensor: number, values: Elements, order: readonly number[]): Float32Array {
  return gathered(values as Float32Array, gatherOrder(graph.tensors[tensor]!.shape, order));
}

/** The largest difference of any output between ONNX Runtime and our interpreter. */
export async function onnxDistance(model: FloatModel): Promise<number> {
  const written = exportedOnnx(model);
  const inputs = inputsOf(model);
  const given = await runOnnxRuntime(written.bytes, fed(model, inputs, written));
  const expected = expectedOf(model, inputs, written);
  return Math.max(...expected.map((values, i) => largestDifference(values, Array.from(given[i]!, Number))));
}
