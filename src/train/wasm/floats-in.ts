import { backend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** A tensor's values in the backend's own memory; the next output may move them. */
export function floatsIn(tensor: TensorInfo): Float32Array {
  return (backend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array;
}
