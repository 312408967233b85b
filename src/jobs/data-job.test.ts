import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import type { DatasetFacts } from '../core/dataset/facts.ts';
import type { DataRequest } from '../core/dataset/request.ts';
import { createDataJob, type DataWorkerApi } from './data-job.ts';

const FACTS: DatasetFacts = {
  name: 'set',
  kind: 'image',
  sampleShape: [2, 2, 1],
  classes: ['a', 'b'],
  skipped: [],
  isSynthetic: false,
  counts: { train: 4, validation: 1, test: 1 },
  balance: [{ name: 'a', counts: { train: 2, validation: 1, test: 1 } }],
};
const REQUEST: DataRequest = { source: { kind: 'built-in', id: 'shapes' }, options: {}, base: 'http://localhost/' };

/** A worker at the other end of a channel: it lives in this thread, and can be made to die. */
function fakeWorker(api: DataWorkerApi): {
  readonly worker: Worker;
  readonly die: (message: string) => void;
  readonly isEnded: () => boolean;
} {
  const { port1, port2 } = new MessageChannel();
  expose(api, port2);
  let isEnded = false;
  const dying = new EventTarget();
  port1.start();
  const worker = {
    postMessage: port1.postMessage.bind(port1),
    addEventListener: (type: string, listener: EventListener) => (type === 'message' ? port1 : dying).addEventListener(type, listener),
    removeEventListener: port1.removeEventListener.bind(port1),
    terminate: () => {
      isEnded = true;
      port1.close();
      port2.close();
    },
  };
  const die = (message: string): void => void dying.dispatchEvent(Object.assign(new Event('error'), { message }));
  return { worker: worker as unknown as Worker, die, isEnded: () => isEnded };
}

const answers = (answer: unknown): DataWorkerApi => ({
  open: async (_, onProgress) => {
    onProgress(1, 2);
    return answer;
  },
  samples: async (split, indices) => Float32Array.from(indices, (index) => index + (split === 'test' ? 100 : 0)),
});
const silent: DataWorkerApi = { open: () => new Promise(() => undefined), samples: () => new Promise(() => undefined) };

describe('the data job', () => {
  it('answers with the facts of the data set, reports progress, and then reads samples', async () => {
    const { worker } = fakeWorker(answers({ ok: true, value: FACTS }));
    const job = createDataJob(() => worker);
    const progress: number[][] = [];
    expect(await job.open(REQUEST, (done, all) => progress.push([done, all]))).toEqual({ ok: true, value: FACTS });
    expect(await job.samples('test', Int32Array.of(3, 1))).toEqual({ ok: true, value: Float32Array.of(103, 101) });
    expect(progress).toEqual([[1, 2]]);
    job.stop();
  });

  it('passes on why a data set cannot be opened, and refuses an answer that is none', async () => {
    const refused = createDataJob(() => fakeWorker(answers({ ok: false, error: { message: 'set: there are no files' } })).worker);
    expect(await refused.open(REQUEST, () => undefined)).toEqual({ ok: false, error: { message: 'set: there are no files' } });
    const strange = createDataJob(() => fakeWorker(answers({ ok: true, value: { ...FACTS, kind: 'smell' } })).worker);
    expect(await strange.open(REQUEST, () => undefined)).toMatchObject({ ok: false });
    refused.stop();
    strange.stop();
  });

  it('fails when the worker dies, is replaced or is stopped, and never hangs', async () => {
    const workers = [fakeWorker(silent), fakeWorker(silent), fakeWorker(silent)];
    let next = 0;
    const job = createDataJob(() => workers[next++]!.worker);
    const first = job.open(REQUEST, () => undefined);
    const second = job.open(REQUEST, () => undefined);
    expect(await first).toEqual({ ok: false, error: { message: 'another data set was opened' } });
    workers[1]!.die('out of memory');
    expect(await second).toEqual({ ok: false, error: { message: 'out of memory' } });
    const third = job.open(REQUEST, () => undefined);
    job.stop();
    expect(await third).toEqual({ ok: false, error: { message: 'stopped' } });
    expect(workers.map(({ isEnded }) => isEnded())).toEqual([true, true, true]);
    expect(await job.samples('train', Int32Array.of(0))).toEqual({ ok: false, error: { message: 'no data set is open' } });
  });
});
