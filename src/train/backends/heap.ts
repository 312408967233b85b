/** The memory of TensorFlow.js's WebAssembly backend as our kernels see it: addresses instead of tensors. */
import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { TrainKernel, TrainKernels } from '../../kernels/train/instantiate-train.ts';

/** What we use of TensorFlow.js's BackendWasm. */
export interface WasmBackend extends KernelBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly _malloc: (bytes: number) => number;
    readonly _free: (address: number) => void;
  };
  readonly dataIdMap: { readonly get: (dataId: object) => { readonly memoryOffset: number } };
  readonly makeOutput: (shape: readonly number[], dtype: 'float32') => TensorInfo;
}

/** A kernel and its parameters. */
export type Task = readonly [TrainKernel, ...number[]];

export interface Heap {
  readonly at: (tensor: TensorInfo) => number;
  readonly output: (shape: readonly number[]) => TensorInfo;
  /** Lends `bytes` for the time of `work`. */
  readonly lend: <T>(bytes: number, work: (address: number) => T) => T;
  /** Runs tasks one after the other. */
  readonly run: (...tasks: readonly Task[]) => void;
}

/** Kernels read whole vectors of four, and eight columns at once. */
const SLACK_BYTES = 32;

export function createHeap(backend: WasmBackend, kernels: TrainKernels): Heap {
  const { _malloc: allocate, _free: release } = backend.wasm;
  return {
    at: (tensor) => backend.dataIdMap.get(tensor.dataId).memoryOffset,
    output: (shape) => backend.makeOutput(shape, 'float32'),
    lend: (bytes, work) => {
      const address = allocate(bytes + SLACK_BYTES) >>> 0;
      try {
        return work(address);
      } finally {
        release(address);
      }
    },
    run: (...tasks) => {
      for (const [name, ...parameters] of tasks) kernels[name](...parameters);
    },
  };
}
