/** What the backends need in the page, from our own origin; loaded in workers only. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { BackendAssets } from './backend.ts';

export const PAGE_ASSETS: BackendAssets = {
  wasm: async () => {
    const response = await fetch(wasmUrl);
    if (!response.ok) throw new Error(`${wasmUrl} answers ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
};
