/** Backends for tests in Node, and the same computation on both. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendAssets } from '../train/backends/backend.ts';
import { openBackend } from '../train/backends/open-backend.ts';

export const NODE_ASSETS: BackendAssets = {
  wasm: async () => {
    const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
    return Uint8Array.from(readFileSync(file));
  },
};

/** Opens both, and leaves the WebAssembly one in use. */
export async function openCpuAndWasm(): Promise<void> {
  for (const name of ['cpu', 'wasm'] as const) {
    const opened = await openBackend(name, NODE_ASSETS);
    if (!opened.ok) throw new Error(opened.error.message);
  }
}

/** The values of the tensors that `compute` returns when run on a backend. */
export async function valuesOn(name: 'cpu' | 'wasm', compute: () => readonly tf.Tensor[]): Promise<readonly Float32Array[]> {
  await tf.setBackend(name);
  return tf.tidy(() => compute().map((tensor) => Float32Array.from(tensor.dataSync<'float32'>())));
}

/** The largest difference, relative to the largest magnitude of what is expected. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, magnitude] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    magnitude = Math.max(magnitude, Math.abs(expected[i]!));
    if (Number.isNaN(actual[i]!) !== Number.isNaN(expected[i]!)) return Infinity;
  }
  return actual.length === expected.length ? difference / Math.max(magnitude, 1e-6) : Infinity;
}
