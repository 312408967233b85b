/** What the training backends need, from the checkout or the installed package. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { BackendAssets } from '../train/backends/backend.ts';

/** Node 20 keeps relaxed SIMD, on which training is faster, behind this flag; later ones have it and ignore the flag. */
export function allowRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}

export const NODE_ASSETS: BackendAssets = {
  wasm: async () => {
    const path = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
    return Uint8Array.from(await readFile(path));
  },
};
