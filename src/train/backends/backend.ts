/** What computes a training step. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;

export type BackendName = (typeof BACKENDS)[number];

/** What a backend needs and only the page or the command line can bring. */
export interface BackendAssets {
  /** TensorFlow.js's WebAssembly binary with SIMD, `tfjs-backend-wasm-simd.wasm`. */
  readonly wasm: () => Promise<Uint8Array<ArrayBuffer>>;
}

export interface Backend {
  readonly name: BackendName;
  /** Resolves with the reason when the device is gone; never otherwise. */
  readonly lost: Promise<string>;
}
