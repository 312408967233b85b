/** TensorFlow.js's WebGPU backend, and when its device is gone. */
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** What we use of a GPUDevice and of `navigator.gpu`; TypeScript's DOM library does not have them everywhere. */
interface Device {
  readonly lost: Promise<{ readonly reason?: string; readonly message: string }>;
}

interface Gpu {
  readonly requestAdapter: () => Promise<object | null>;
}

/** Undefined where there is no adapter; otherwise `lost` resolves with the reason when the device is lost. */
export async function openWebgpu(): Promise<{ readonly lost: Promise<string> } | undefined> {
  const gpu = (navigator as { readonly gpu?: Gpu }).gpu;
  if (!(await gpu?.requestAdapter())) return undefined;
  if (!(await tf.setBackend('webgpu'))) return undefined;
  return { lost: lossOf((tf.backend() as unknown as { readonly device: Device }).device) };
}

async function lossOf(device: Device): Promise<string> {
  const { message } = await device.lost;
  return message || 'the GPU device was lost';
}
