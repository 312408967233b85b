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
  /** How many tasks may run at once. */
  readonly threads: number;
  readonly at: (tensor: TensorInfo) => number;
  readonly output: (shape: readonly number[]) => TensorInfo;
  /** Lends `bytes` for the time of `work`. */
  readonly lend: <T>(bytes: number, work: (address: number) => T) => T;
  /** Runs tasks that do not write what another reads or writes; returns when all are done. */
  readonly run: (...tasks: readonly Task[]) => void;
}

/** Kernels read whole vectors of four, and eight columns at once. */
const SLACK_BYTES = 32;
const ALIGNMENT = 16;

export function createHeap(backend: WasmBackend, threads: number, run: Heap['run']): Heap {
  const { _malloc: allocate, _free: release } = backend.wasm;
  return {
    threads,
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
    run,
  };
}

/** Runs tasks one after the other on this thread. */
export function inTurn(kernels: TrainKernels): Heap['run'] {
  return (...tasks) => {
    for (const [name, ...parameters] of tasks) kernels[name](...parameters);
  };
}

/** Rounds bytes up so that regions one after the other are aligned for vectors, with room to read past the end. */
export function spaced(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT + SLACK_BYTES;
}

export interface Range {
  readonly first: number;
  readonly count: number;
}

/** `count` things in at most `parts` ranges of nearly the same length; none is empty, except where there is nothing. */
export function rangesOf(count: number, parts: number): readonly Range[] {
  const used = Math.max(1, Math.min(count, parts));
  return Array.from({ length: used }, (_, part) => {
    const first = Math.floor((count * part) / used);
    return { first, count: Math.floor((count * (part + 1)) / used) - first };
  });
}
