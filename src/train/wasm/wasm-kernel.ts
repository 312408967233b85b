/** A kernel of ours for TensorFlow.js's WebAssembly backend. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { getKernel } from '@tensorflow/tfjs-core';

export type Inputs = Readonly<Record<string, TensorInfo | undefined>>;
export type Compute = (inputs: Inputs, attrs: unknown) => TensorInfo | TensorInfo[];

/** `suits` says whether ours takes these inputs; TensorFlow.js's own kernel of that name takes the rest. */
export function wasmKernel(
  kernelName: string,
  compute: Compute,
  suits: (inputs: Inputs, attrs: unknown) => boolean = () => true,
): KernelConfig {
  const original = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
  return {
    kernelName,
    backendName: 'wasm',
    ...(original?.setupFunc && { setupFunc: original.setupFunc }),
    kernelFunc: (params) => {
      const inputs = params.inputs as Inputs;
      return original === undefined || suits(inputs, params.attrs) ? compute(inputs, params.attrs) : original.kernelFunc(params);
    },
  };
}
