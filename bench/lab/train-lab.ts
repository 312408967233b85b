/** What bench/train-page.ts calls in its page. */
import type { StepTimes } from '../../src/train/run/time-step.ts';
import type { TimeRequest } from './time-request.ts';

/** Times a step in a worker; a text says why there is no time. */
function timeTraining(request: TimeRequest): Promise<StepTimes | string> {
  const worker = new Worker(new URL('./time-training.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StepTimes | string>) => resolve(data));
    worker.addEventListener('error', ({ message }) => resolve(message || 'the worker failed'));
    worker.postMessage(request, []);
  });
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
    tinyscapeTrainLab?: { readonly timeTraining: typeof timeTraining; readonly describe: typeof describe };
  }
}

window.tinyscapeTrainLab = { timeTraining, describe };
