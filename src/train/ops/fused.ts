/** Whether the backend in use has one of our kernels, and how to call it. */
import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { engine, getBackend, getKernel } from '@tensorflow/tfjs-core';

export function isFused(kernel: string): boolean {
  return Boolean(getKernel(kernel, getBackend()));
}

export function callFused(kernel: string, inputs: Readonly<Record<string, Tensor>>, attrs: object = {}): Tensor[] {
  const result: Tensor | Tensor[] = engine().runKernel(kernel, inputs, attrs as NamedAttrMap);
  return Array.isArray(result) ? result : [result];
}
