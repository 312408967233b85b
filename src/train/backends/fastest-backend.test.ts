import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { NODE_ASSETS } from '../../testing/train-backends.ts';
import { fastestBackend } from './fastest-backend.ts';

const step = async (): Promise<void> => {
  const value = tf.tidy(() => tf.sum(tf.matMul(tf.ones([8, 8]), tf.ones([8, 8]))));
  expect((await value.data())[0]).toBe(512);
  value.dispose();
};

const BROKEN = { wasm: () => Promise.reject(new Error('no file')) };

describe('the fastest backend', () => {
  it('is the CPU where no other starts', async () => {
    const chosen = await fastestBackend(['webgpu', 'wasm', 'cpu'], BROKEN, step);
    expect(chosen.ok && chosen.value.backend.name).toBe('cpu');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('is none, and says so, where nothing starts', async () => {
    const chosen = await fastestBackend(['wasm'], BROKEN, step);
    expect(chosen).toEqual({ ok: false, error: { message: 'No backend to train on starts here.' } });
  });

  it('is WebAssembly where there is no GPU, and stays in use', async () => {
    const chosen = await fastestBackend(['webgpu', 'wasm', 'cpu'], NODE_ASSETS, step);
    expect(chosen.ok && chosen.value.backend.name).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
  });
});
