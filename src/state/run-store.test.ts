import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../core/base/result.ts';
import { newDesign } from '../core/document/new-design.ts';
import type { RunAnswer, RunJob, RunQuestion } from '../jobs/deploy-job.ts';
import { createDesignStore } from './design-store.ts';
import { createLibrary } from './library-store.ts';
import { createRunStore, type RunStore } from './run-store.ts';
import { createViewStore } from './view-store.ts';
import { createWeightsStore } from './weights-store.ts';

const ANSWER: RunAnswer = {
  graph: { tensors: [], ops: [], inputs: [], outputs: [] },
  realGraph: undefined,
  pairs: [],
  fileBytes: 0,
  notes: [],
  run: { ms: 1, tensors: [], realTensors: [], errors: [] },
};
const SEED = { words: 'seed 1', source: { kind: 'seed', seed: 1 } } as const;

function createWorld(answer: RunJob['ask'] = async () => ({ kind: 'done', value: ok(ANSWER) })) {
  const questions: RunQuestion[] = [];
  const job: RunJob = {
    ask: (question) => {
      questions.push(question);
      return answer(question);
    },
    stop: () => undefined,
  };
  const designs = createDesignStore(newDesign());
  const library = createLibrary({ designs, view: createViewStore() });
  const weights = createWeightsStore(designs, () => library.getState(), expect.unreachable);
  const run: RunStore = createRunStore(designs, weights, job);
  return { questions, designs, run };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

describe('running the open design', () => {
  it('waits until there is an input and somebody looks', async () => {
    const { questions, run } = createWorld();
    run.getState().setInput(SEED);
    await vi.runAllTimersAsync();
    expect(questions).toEqual([]);
    const stop = run.getState().follow();
    await vi.runAllTimersAsync();
    expect(questions).toHaveLength(1);
    expect(run.getState()).toMatchObject({ status: 'done', answer: ANSWER });
    stop();
    run.getState().setInput(SEED);
    await vi.runAllTimersAsync();
    expect(questions).toHaveLength(1);
  });

  it('runs again after edits, once for a gesture, and deploys anew only when it must', async () => {
    const { questions, run, designs } = createWorld();
    run.getState().follow();
    run.getState().setInput(SEED);
    await vi.runAllTimersAsync();
    designs.getState().edit('Float', (design) => ({ ...design, quantize: { scheme: 'float32', io: 'float32' } }));
    designs.getState().edit('Integers', (design) => ({ ...design, quantize: { scheme: 'int8', io: 'float32' } }));
    await vi.runAllTimersAsync();
    designs.getState().edit('Rename', (design) => ({ ...design, name: 'Other' }));
    run.getState().setInput({ words: 'seed 2', source: { kind: 'seed', seed: 2 } });
    await vi.runAllTimersAsync();
    expect(questions.map(({ input }) => input)).toEqual([SEED.source, SEED.source, { kind: 'seed', seed: 2 }]);
    expect(questions[1]!.version).toBeGreaterThan(questions[0]!.version);
    expect(questions[2]!.version).toBe(questions[1]!.version);
  });

  it('shows why it failed', async () => {
    const { run } = createWorld(async () => ({ kind: 'done', value: { ok: false, error: { message: 'no', where: 'node 2' } } }));
    run.getState().follow();
    run.getState().setInput(SEED);
    await vi.runAllTimersAsync();
    expect(run.getState()).toMatchObject({ status: 'failed', problem: { message: 'no', where: 'node 2' }, answer: undefined });
  });

  it('forgets its input with the design it was for', async () => {
    const { run, designs } = createWorld();
    run.getState().follow();
    run.getState().setInput(SEED);
    await vi.runAllTimersAsync();
    designs.getState().open(newDesign('Other'));
    expect(run.getState()).toMatchObject({ status: 'idle', input: undefined, answer: undefined });
  });
});
