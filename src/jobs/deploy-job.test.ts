import { describe, expect, it } from 'vitest';
import { newDesign } from '../core/document/new-design.ts';
import { createExportJob, createRunJob, type ExportQuestion, type RunQuestion } from './deploy-job.ts';

const REQUEST = { design: newDesign(), learned: {}, batch: undefined, method: { kind: 'minmax' } } as const;
const RUN: RunQuestion = { kind: 'run', version: 0, input: { kind: 'seed', seed: 1 }, ...REQUEST };
const EXPORT: ExportQuestion = { kind: 'export', format: 'tflite', fixAddresses: false, page: '', ...REQUEST };

/** A worker that answers every call of Comlink with this value. */
function workerWith(answer: unknown): () => Worker {
  return () => {
    const { port1, port2 } = new MessageChannel();
    port2.addEventListener('message', ({ data }: MessageEvent<{ id: string }>) =>
      port2.postMessage({ id: data.id, type: 'RAW', value: answer }),
    );
    port2.start();
    port1.start();
    return Object.assign(port1, { terminate: () => [port1, port2].forEach((port) => port.close()) }) as unknown as Worker;
  };
}

describe('what the worker answers', () => {
  it('is a problem in words, as it came', async () => {
    const problem = { ok: false, error: { message: 'no', where: 'node 2' } };
    const job = createRunJob(workerWith(problem));
    expect(await job.ask(RUN)).toEqual({ kind: 'done', value: problem });
    job.stop();
  });

  it('is a file with what is said of it', async () => {
    const file = { ok: true, value: { bytes: Uint8Array.of(1), notes: ['a note'], files: [] } };
    const job = createExportJob(workerWith(file));
    expect(await job.ask(EXPORT)).toEqual({ kind: 'done', value: file });
    job.stop();
  });

  it('is refused when it is neither', async () => {
    expect(await createRunJob(workerWith({ ok: true, value: { graph: 1 } })).ask(RUN)).toMatchObject({ kind: 'failed' });
    expect(await createExportJob(workerWith('done')).ask(EXPORT)).toMatchObject({ kind: 'failed' });
  });
});
