/** ONNX Runtime on WebAssembly: an independent reader and interpreter of .onnx files. */
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { readOnnx } from '../core/formats/onnx/read-model.ts';
import type { OnnxType } from '../core/formats/onnx/onnx-model.ts';

env.wasm.numThreads = 1;
env.logLevel = 'error';

export type OnnxValues = Float32Array | Int8Array | Uint8Array | Int16Array | Int32Array | BigInt64Array;

/** Outputs for inputs in the model's order; throws with ONNX Runtime's own words. `optimized`: its graph rewrites are on. */
export async function runOnnxRuntime(
  bytes: Uint8Array,
  inputs: readonly OnnxValues[],
  optimized = false,
): Promise<readonly ArrayLike<number | bigint>[]> {
  const model = readOnnx(bytes, 'model.onnx');
  if (!model.ok) throw new Error(model.error.message);
  const session = await InferenceSession.create(bytes, { graphOptimizationLevel: optimized ? 'all' : 'disabled', logSeverityLevel: 3 });
  const feeds = model.value.inputs.map(
    ({ name, type, shape }, i) => [name, tensorOf(type ?? 'float32', inputs[i]!, shape as number[])] as const,
  );
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return model.value.outputs.map(({ name }) => outputs[name]!.data as ArrayLike<number | bigint>);
}

function tensorOf(type: OnnxType, values: OnnxValues, shape: readonly number[]): Tensor {
  return new Tensor(type, values as Float32Array, shape);
}
