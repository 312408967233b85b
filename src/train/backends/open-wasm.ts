/** TensorFlow.js's WebAssembly backend with our kernels beside its own, in its memory. */
import '@tensorflow/tfjs-backend-wasm';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { instantiateTrain } from '../../kernels/train/instantiate-train.ts';
import { registerTrainKernels } from '../wasm/register-train-kernels.ts';
import type { Heap, WasmBackend } from './heap.ts';
import { createHeap } from './heap.ts';

let heap: Promise<Heap> | undefined;

/** Opens the backend once in this thread, however often it is asked for. */
export function openWasm(binary: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Heap> {
  heap ??= open(binary).catch((error: unknown) => {
    heap = undefined;
    throw error;
  });
  return heap;
}

async function open(binary: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Heap> {
  const url = URL.createObjectURL(new Blob([await binary()], { type: 'application/wasm' }));
  try {
    return await openAt(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * All three builds are the one with SIMD and without threads: TensorFlow.js's threads need a worker from a blob, which our policy forbids. Several
 * threads train with a backend each instead (src/train/team).
 */
async function openAt(url: string): Promise<Heap> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
  setWasmPaths({ 'tfjs-backend-wasm.wasm': url, 'tfjs-backend-wasm-simd.wasm': url, 'tfjs-backend-wasm-threaded-simd.wasm': url }, true);
  await tf.setBackend('wasm');
  const backend = tf.backend() as WasmBackend;
  const opened = createHeap(backend, instantiateTrain(backend.wasm.asm.memory));
  registerTrainKernels(opened);
  return opened;
}
