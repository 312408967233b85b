/** The page that benches and tests of training call; bundled, as the app is. */
import type { TrainLabAnswers, TrainLabRequest } from './train-request.ts';

/** Each in a worker of its own. */
async function ask<K extends TrainLabRequest['kind']>(
  request: Extract<TrainLabRequest, { readonly kind: K }>,
): Promise<TrainLabAnswers[K]> {
  const worker = new Worker(new URL('./train-lab.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<TrainLabAnswers[K]>) => resolve(data));
      worker.addEventListener('error', ({ message }) => resolve(message || 'the worker failed'));
      worker.postMessage(request, []);
    });
  } finally {
    worker.terminate();
  }
}

interface Adapter {
  readonly info?: { readonly vendor: string; readonly architecture: string; readonly device: string; readonly description: string };
}

/** The browser, and what it computes on. */
async function describe(): Promise<string> {
  const { gpu } = navigator as { readonly gpu?: { readonly requestAdapter: () => Promise<Adapter | null> } };
  const info = (await gpu?.requestAdapter())?.info;
  const adapter = info && [info.vendor, info.architecture, info.device, info.description].filter((part) => part !== '').join(' ');
  const browser = /\S*Chrome\S*/.exec(navigator.userAgent)?.[0] ?? navigator.userAgent;
  return `${browser}, ${crossOriginIsolated ? 'isolated' : 'not isolated'}, WebGPU adapter: ${adapter ?? 'none'}`;
}

declare global {
  interface Window {
    tinyscapeTrainLab?: { readonly ask: typeof ask; readonly describe: typeof describe };
  }
}

window.tinyscapeTrainLab = { ask, describe };
