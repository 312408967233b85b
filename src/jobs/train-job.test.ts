import { expose } from 'comlink';
import { describe, expect, it, vi } from 'vitest';
import { NO_WEIGHTS } from '../core/document/weights.ts';
import { newDesign } from '../core/document/new-design.ts';
import type { Delivered, EpochReport } from '../core/training/progress.ts';
import { DEFAULT_RECIPE } from '../core/training/recipe.ts';
import type { Snapshot } from '../core/training/snapshot.ts';
import { createTrainJob, type TrainDevice, type TrainQuestion, type TrainReport } from './train-job.ts';

const design = newDesign();

const questionFor = (device: TrainDevice): TrainQuestion => ({
  design,
  weights: undefined,
  data: { source: { kind: 'built-in', id: 'shapes' }, options: { seed: 1 }, base: 'http://localhost/' },
  recipe: DEFAULT_RECIPE,
  teacher: undefined,
  device,
  from: undefined,
});

const DELIVERED: Delivered = {
  epochs: 2,
  steps: 8,
  seconds: 1,
  float: { loss: 0.5, accuracy: 0.9 },
  int8: { accuracy: 0.875 },
  agreement: 1,
  confusion: { classes: 2, counts: Int32Array.of(4, 0, 1, 3) },
  mistakes: [],
  layers: [],
  bits: 8,
  graph: design.graph,
  weights: NO_WEIGHTS,
  file: Uint8Array.of(1, 2),
};
const DONE = { ok: true, value: DELIVERED } as const;

const epochReport = (epoch: number): EpochReport => ({
  epoch,
  phase: 'float',
  steps: 4,
  learningRate: 0.001,
  train: { loss: 1 / epoch, accuracy: undefined },
  validation: { loss: 1 / epoch, accuracy: 0.5 },
  samplesPerSecond: 100,
});

/** As it is after this many epochs. */
const snapshotAfter = (epochs: number): Snapshot => ({
  version: 1,
  phase: 'float',
  graph: design.graph,
  weights: NO_WEIGHTS,
  epoch: epochs,
  step: 0,
  lossSum: 0,
  steps: 4 * epochs,
  epochs: Array.from({ length: epochs }, (_, i) => epochReport(i + 1)),
  optimizer: { steps: 4 * epochs, averages: [] },
  ranges: undefined,
  pruning: undefined,
  best: undefined,
  float: undefined,
});

/** A worker that was started and asked. */
interface Try {
  readonly question: TrainQuestion;
  readonly report: (report: TrainReport) => Promise<void>;
  readonly answer: (value: unknown) => void;
  readonly die: (reason: string) => void;
  /** What reached it since. */
  readonly calls: readonly string[];
  readonly isOver: () => boolean;
}

/** A job whose workers do as they are told; `tries` are those that were asked, in order. */
function createWorld() {
  const tries: Try[] = [];
  const start = (): Worker => {
    const { port1, port2 } = new MessageChannel();
    const calls: string[] = [];
    let over = false;
    const die = (message: string): void => void port1.dispatchEvent(Object.assign(new Event('error'), { message }));
    const api = {
      train: (question: TrainQuestion, report: Try['report']) =>
        new Promise((answer) => tries.push({ question, report, answer, die, calls, isOver: () => over })),
      finish: () => void calls.push('finish'),
      pause: () => void calls.push('pause'),
      resume: () => void calls.push('resume'),
    };
    expose(api, port2);
    port1.start();
    const terminate = (): void => {
      over = true;
      [port1, port2].forEach((port) => port.close());
    };
    return Object.assign(port1, { terminate }) as unknown as Worker;
  };
  const tryOf = (at: number): Promise<Try> =>
    vi.waitFor(() => {
      expect(tries.length).toBeGreaterThan(at);
      return tries[at]!;
    });
  return { job: createTrainJob(start), tries, tryOf };
}

/** A run, and what it reported. */
function begin({ job }: Pick<ReturnType<typeof createWorld>, 'job'>, device: TrainDevice) {
  const reports: TrainReport[] = [];
  return { reports, result: job.train(questionFor(device), (report) => reports.push(report)) };
}

describe('a training run', () => {
  it('gives what the worker delivers, or its problem in words, and ends the worker', async () => {
    const world = createWorld();
    const first = begin(world, 'wasm');
    const delivering = await world.tryOf(0);
    delivering.answer(DONE);
    expect(await first.result).toEqual(DONE);
    expect(delivering.isOver()).toBe(true);
    const second = begin(world, 'wasm');
    (await world.tryOf(1)).answer({ ok: false, error: { message: 'no samples', where: 'train' } });
    expect(await second.result).toEqual({ ok: false, error: { message: 'no samples', where: 'train' } });
    expect(world.tries).toHaveLength(2);
  });

  it.each([
    ['is none', 'done'],
    ['lacks its file', { ok: true, value: { ...DELIVERED, file: [1, 2] } }],
    [
      'has a confusion matrix that is not square',
      { ok: true, value: { ...DELIVERED, confusion: { classes: 3, counts: new Int32Array(4) } } },
    ],
  ])('goes on with the next device when the answer %s', async (_, malformed) => {
    const world = createWorld();
    const { reports, result } = begin(world, 'webgpu');
    const broken = await world.tryOf(0);
    broken.answer(malformed);
    const next = await world.tryOf(1);
    expect(next.question.device).toBe('wasm');
    expect(broken.isOver()).toBe(true);
    expect(reports).toMatchObject([{ kind: 'moved', to: 'wasm', epochs: [] }]);
    next.answer(DONE);
    expect(await result).toEqual(DONE);
  });

  it('goes on from the newest whole snapshot when the worker dies', async () => {
    const world = createWorld();
    const { reports, result } = begin(world, 'wasm');
    const dying = await world.tryOf(0);
    expect(dying.question.from).toBeUndefined();
    await dying.report({ kind: 'snapshot', snapshot: snapshotAfter(1) });
    await dying.report({ kind: 'snapshot', snapshot: snapshotAfter(2) });
    await dying.report({ kind: 'snapshot', snapshot: { ...snapshotAfter(3), steps: 'many' } as unknown as Snapshot });
    dying.die('out of memory');
    const next = await world.tryOf(1);
    expect(next.question).toEqual({ ...questionFor('cpu'), from: snapshotAfter(2) });
    expect(reports.at(-1)).toEqual({ kind: 'moved', reason: 'out of memory', to: 'cpu', epochs: [epochReport(1), epochReport(2)] });
    next.answer(DONE);
    expect(await result).toEqual(DONE);
  });

  it.each([
    ['webgpu', 'wasm'],
    ['wasm', 'cpu'],
  ] as const)('moves on from the device that the worker found the fastest: from %s to %s', async (device, to) => {
    const world = createWorld();
    const { reports } = begin(world, 'fastest');
    const lost = await world.tryOf(0);
    await lost.report({ kind: 'device', device });
    lost.die('lost');
    expect((await world.tryOf(1)).question.device).toBe(to);
    expect(reports.at(-1)).toMatchObject({ kind: 'moved', to });
    world.job.stop();
  });

  it('fails with the last reason when every device is lost', async () => {
    const world = createWorld();
    const { reports, result } = begin(world, 'webgpu');
    for (const [at, reason] of ['the GPU is gone', 'out of memory', 'the worker could not be started'].entries())
      (await world.tryOf(at)).die(reason);
    expect(await result).toEqual({ ok: false, error: { message: 'the worker could not be started' } });
    expect(world.tries.map(({ question }) => question.device)).toEqual(['webgpu', 'wasm', 'cpu']);
    expect(reports).toMatchObject([
      { reason: 'the GPU is gone', to: 'wasm' },
      { reason: 'out of memory', to: 'cpu' },
    ]);
  });

  it('fails when no worker can be made', async () => {
    const job = createTrainJob(() => {
      throw new Error('workers are blocked');
    });
    expect(await job.train(questionFor('fastest'), () => {})).toEqual({ ok: false, error: { message: 'workers are blocked' } });
  });
});

describe('a training run that is on', () => {
  it('fails when it is stopped, and no device is tried after it', async () => {
    const world = createWorld();
    const { reports, result } = begin(world, 'webgpu');
    const stopped = await world.tryOf(0);
    world.job.stop();
    expect(await result).toEqual({ ok: false, error: { message: 'stopped' } });
    expect(stopped.isOver()).toBe(true);
    expect([world.tries.length, reports.length]).toEqual([1, 0]);
  });

  it('fails when a newer one is started, which alone is heard from then on', async () => {
    const world = createWorld();
    const older = begin(world, 'webgpu');
    const first = await world.tryOf(0);
    const newer = begin(world, 'wasm');
    void first.report({ kind: 'epoch', epoch: epochReport(1) });
    expect(await older.result).toEqual({ ok: false, error: { message: 'another run was started' } });
    const second = await world.tryOf(1);
    await second.report({ kind: 'epoch', epoch: epochReport(2) });
    expect([older.reports, newer.reports]).toEqual([[], [{ kind: 'epoch', epoch: epochReport(2) }]]);
    second.answer(DONE);
    expect(await newer.result).toEqual(DONE);
  });

  it('is paused, resumed and finished in the worker that is at it', async () => {
    const world = createWorld();
    world.job.pause();
    const { result } = begin(world, 'webgpu');
    const first = await world.tryOf(0);
    world.job.pause();
    await vi.waitFor(() => expect(first.calls).toEqual(['pause']));
    first.die('lost');
    const second = await world.tryOf(1);
    world.job.resume();
    world.job.finish();
    await vi.waitFor(() => expect(second.calls).toEqual(['resume', 'finish']));
    expect(first.calls).toEqual(['pause']);
    second.answer(DONE);
    expect(await result).toEqual(DONE);
  });
});
