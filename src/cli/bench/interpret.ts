/** What one inference costs in the integer interpreter. */
import type { Elements } from '../../core/quant/elements.ts';
import { createInputGenerator } from '../../core/quant/generated-inputs.ts';
import { createInterpreter } from '../../core/quant/interpreter.ts';
import type { DeployedModel } from '../../core/quant/memory.ts';
import { CLEAR_KERNELS, type Kernels } from '../../core/quant/kernels/registry.ts';
import { autoencoder } from '../../core/samples/autoencoder.ts';
import { dsCnn } from '../../core/samples/ds-cnn.ts';
import { mobileNetV1 } from '../../core/samples/mobilenet-v1.ts';
import { resNet8 } from '../../core/samples/resnet-8.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { measure, type BenchRow } from './measure.ts';
import { quantizedSample } from './quantized-sample.ts';

/** Inferences a timed run makes, so that the fastest networks are not lost in the clock. */
const FAST_REPEATS = 20;

/** The MLPerf Tiny networks with random weights, in WebAssembly and in the clear kernels that it is checked against. */
export function interpret(): readonly BenchRow[] {
  return [resNet8, dsCnn, mobileNetV1, autoencoder].flatMap((sample) => {
    const { name, graph } = sample.design();
    const model = quantizedSample(graph);
    return [
      inference(`interpret ${name}`, model, createWasmKernels(), 21, FAST_REPEATS),
      inference(`interpret ${name}, float32`, model.real, createWasmKernels(), 21, FAST_REPEATS),
      inference(`interpret ${name}, clear kernels`, model, CLEAR_KERNELS, 7, 1),
    ];
  });
}

function inference(name: string, model: DeployedModel, kernels: Kernels, runs: number, repeats: number): BenchRow {
  const interpreter = createInterpreter(model, { kernels });
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  const inputs: readonly Elements[] = createInputGenerator(1)(model.graph);
  return measure({ name, unit: 'ms', runs, figure: (ms) => ms / repeats }, () => {
    for (let i = 0; i < repeats; i++) interpreter.value.run(inputs);
  });
}
