import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLatestJob, type JobWorker } from './latest-job.ts';

interface Fake extends JobWorker<number, string> {
  readonly inputs: number[];
  readonly answer: (value: string) => void;
  readonly refuse: (error: Error) => void;
  readonly die: (reason: string) => void;
  ended: boolean;
}

function fakeWorker(): Fake {
  let resolve = (_: string): void => {};
  let reject = (_: Error): void => {};
  let died = (_: string): void => {};
  const inputs: number[] = [];
  const fake: Fake = {
    inputs,
    ended: false,
    run: (input) => {
      inputs.push(input);
      return new Promise((...settle) => ([resolve, reject] = settle));
    },
    onDeath: (listener) => (died = listener),
    terminate: () => (fake.ended = true),
    answer: (value) => resolve(value),
    refuse: (error) => reject(error),
    die: (reason) => died(reason),
  };
  return fake;
}

function createWorld() {
  const workers: Fake[] = [];
  const job = createLatestJob(() => {
    const worker = fakeWorker();
    workers.push(worker);
    return worker;
  }, 1000);
  return { job, workers };
}

const soon = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a job of which only the latest answer matters', () => {
  it('answers, and keeps its worker for the next question', async () => {
    const { job, workers } = createWorld();
    const first = job.ask(1);
    await soon();
    workers[0]!.answer('one');
    expect(await first).toEqual({ kind: 'done', value: 'one' });
    const second = job.ask(2);
    await soon();
    workers[0]!.answer('two');
    expect(await second).toEqual({ kind: 'done', value: 'two' });
    expect(workers).toHaveLength(1);
  });

  it('skips what was asked in between', async () => {
    const { job, workers } = createWorld();
    const answers = [1, 2, 3].map((input) => job.ask(input));
    await soon();
    workers[0]!.answer('one');
    await soon();
    workers[0]!.answer('three');
    expect(await Promise.all(answers)).toEqual([{ kind: 'done', value: 'one' }, { kind: 'superseded' }, { kind: 'done', value: 'three' }]);
    expect(workers[0]!.inputs).toEqual([1, 3]);
  });

  it('fails when the worker does not answer in time, and starts a new one for what waits', async () => {
    const { job, workers } = createWorld();
    const first = job.ask(1);
    const second = job.ask(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toEqual({ kind: 'failed', reason: 'no answer within 1 s' });
    expect(workers[0]!.ended).toBe(true);
    workers[1]!.answer('two');
    expect(await second).toEqual({ kind: 'done', value: 'two' });
  });

  it('fails with the reason when the worker dies or throws', async () => {
    const { job, workers } = createWorld();
    const first = job.ask(1);
    await soon();
    workers[0]!.die('out of memory');
    expect(await first).toEqual({ kind: 'failed', reason: 'out of memory' });
    const second = job.ask(2);
    await soon();
    workers[1]!.refuse(new Error('bug'));
    expect(await second).toEqual({ kind: 'failed', reason: 'bug' });
    expect(workers.map((worker) => worker.ended)).toEqual([true, true]);
  });

  it('fails when no worker can be started', async () => {
    const job = createLatestJob<number, string>(() => {
      throw new Error('workers are forbidden');
    }, 1000);
    expect(await job.ask(1)).toEqual({ kind: 'failed', reason: 'workers are forbidden' });
  });

  it('ignores the late answer of a worker that was ended', async () => {
    const { job, workers } = createWorld();
    const first = job.ask(1);
    await vi.advanceTimersByTimeAsync(1000);
    const second = job.ask(2);
    await soon();
    workers[0]!.answer('late');
    workers[1]!.answer('two');
    expect(await first).toMatchObject({ kind: 'failed' });
    expect(await second).toEqual({ kind: 'done', value: 'two' });
  });

  it('ends its worker when it is stopped', async () => {
    const { job, workers } = createWorld();
    const first = job.ask(1);
    await soon();
    job.stop();
    expect(await first).toEqual({ kind: 'failed', reason: 'stopped' });
    expect(workers[0]!.ended).toBe(true);
  });
});
