/** Opens what computes, and makes it the one TensorFlow.js uses. */
import * as tf from '@tensorflow/tfjs-core';
import type { Result } from '../../core/base/result.ts';
import { fail, ok } from '../../core/base/result.ts';
import type { Backend, BackendAssets, BackendName } from './backend.ts';
import { openWasm } from './open-wasm.ts';

const NEVER = new Promise<string>(() => {});

export async function openBackend(name: BackendName, assets: BackendAssets): Promise<Result<Backend>> {
  try {
    const backend = await OPENERS[name](assets);
    if (!backend.ok) return backend;
    await tf.setBackend(name);
    await tf.ready();
    return backend;
  } catch (error) {
    return fail(`The ${name} backend does not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const OPENERS: Readonly<Record<BackendName, (assets: BackendAssets) => Promise<Result<Backend>>>> = {
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    return ok({ name: 'cpu', lost: NEVER });
  },
  wasm: async (assets) => {
    await openWasm(assets.wasm);
    return ok({ name: 'wasm', lost: NEVER });
  },
  webgpu: async () => {
    if (!(await hasAdapter())) return fail('This browser has no WebGPU adapter.');
    const { openWebgpu } = await import('./open-webgpu.ts');
    const gpu = await openWebgpu();
    return gpu === undefined ? fail('The WebGPU device cannot be had.') : ok({ name: 'webgpu', lost: gpu.lost });
  },
};

/** What we use of `navigator.gpu`; TypeScript's DOM library does not have it everywhere. */
interface Gpu {
  readonly requestAdapter: () => Promise<object | null>;
}

/** Asked before TensorFlow.js's backend is loaded: it comes for those who can use it. */
async function hasAdapter(): Promise<boolean> {
  const { gpu } = globalThis.navigator as { readonly gpu?: Gpu };
  return Boolean(await gpu?.requestAdapter());
}
