/** Puts our kernels beside, or in place of, those of TensorFlow.js's WebAssembly backend. */
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { Heap } from '../backends/heap.ts';
import { convolutionKernels } from './convolutions.ts';
import { depthwiseKernels } from './depthwise-convolutions.ts';
import { normalizationKernels } from './normalization.ts';
import { passKernels } from './passes.ts';
import { productKernels } from './products.ts';
import { recurrentKernels } from './recurrences.ts';
import { selectionKernels } from './selections.ts';
import { updateKernels } from './updates.ts';

export function registerTrainKernels(heap: Heap): void {
  const families = [
    convolutionKernels,
    depthwiseKernels,
    productKernels,
    recurrentKernels,
    normalizationKernels,
    passKernels,
    selectionKernels,
    updateKernels,
  ];
  for (const kernel of families.flatMap((kernels) => kernels(heap))) {
    if (getKernel(kernel.kernelName, 'wasm')) unregisterKernel(kernel.kernelName, 'wasm');
    registerKernel(kernel);
  }
}
