import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { NODE_ASSETS } from '../../testing/train-backends.ts';
import { fastestBackend } from './fastest-backend.ts';

const BROKEN = { wasm: () => Promise.reject(new Error('no file')) };
const neverTimed = (): Promise<number> => Promise.reject(new Error('timed, though there is nothing to choose'));

describe('the fastest backend', () => {
  it('is the CPU where no other starts', async () => {
    const chosen = await fastestBackend(['webgpu', 'wasm', 'cpu'], BROKEN, neverTimed);
    expect(chosen.ok && chosen.value.name).toBe('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('is none, and says so, where nothing starts', async () => {
    const chosen = await fastestBackend(['wasm'], BROKEN, neverTimed);
    expect(chosen).toEqual({ ok: false, error: { message: 'No backend to train on starts here.' } });
  });

  it('is WebAssembly where there is no GPU, and stays in use', async () => {
    const chosen = await fastestBackend(['webgpu', 'wasm', 'cpu'], NODE_ASSETS, neverTimed);
    expect(chosen.ok && chosen.value.name).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
  });
});
