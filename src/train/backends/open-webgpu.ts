/** TensorFlow.js's WebGPU backend, and when its device is gone. */
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** What we use of a GPUDevice; TypeScript's DOM library does not have it everywhere. */
interface Device {
  readonly lost: Promise<{ readonly reason?: string; readonly message: string }>;
}

/** Undefined where no device is given; otherwise `lost` resolves with the reason when the device is lost. */
export async function openWebgpu(): Promise<{ readonly lost: Promise<string> } | undefined> {
  if (!(await tf.setBackend('webgpu'))) return undefined;
  return { lost: lossOf((tf.backend() as unknown as { readonly device: Device }).device) };
}

async function lossOf(device: Device): Promise<string> {
  const { message } = await device.lost;
  return message || 'the GPU device was lost';
}
