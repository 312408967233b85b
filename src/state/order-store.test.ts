import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BestOrderFacts } from '../core/cost/best-order-facts.ts';
import type { Design } from '../core/document/design.ts';
import type { JobAnswer } from '../jobs/latest-job.ts';
import type { OrderJob } from '../jobs/order-job.ts';
import { createDesignStore } from './design-store.ts';
import { createOrderStore } from './order-store.ts';

const FACTS: BestOrderFacts = { order: [0], fileActivations: 3, activations: 2, lowerBound: 1, orderExact: true, placementExact: false };

/** Answers when told to. */
function createJob(): OrderJob & { asked: Design[]; answer: (answer: JobAnswer<BestOrderFacts>) => void } {
  const asked: Design[] = [];
  let settle = (_: JobAnswer<BestOrderFacts>): void => {};
  const ask = (design: Design): Promise<JobAnswer<BestOrderFacts>> => {
    asked.push(design);
    return new Promise((resolve) => (settle = resolve));
  };
  return { ask, stop: () => {}, asked, answer: (answer) => settle(answer) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the best order', () => {
  it('is asked for at the start and after edits that matter, not after others', async () => {
    const designs = createDesignStore();
    const job = createJob();
    createOrderStore(designs, job);
    await vi.advanceTimersByTimeAsync(0);
    expect(job.asked).toHaveLength(1);
    designs.getState().edit('Rename', (design) => ({ ...design, name: 'A' }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(job.asked).toHaveLength(1);
    designs.getState().edit('Chip', (design) => ({ ...design, chip: 'stm32l4r5zi' }));
    designs.getState().edit('Runtime', (design) => ({ ...design, runtime: 'unas' }));
    await vi.advanceTimersByTimeAsync(100);
    expect(job.asked).toHaveLength(2);
  });

  it('shows the answer, and that it is out of date after an edit', async () => {
    const designs = createDesignStore();
    const job = createJob();
    const store = createOrderStore(designs, job);
    await vi.advanceTimersByTimeAsync(0);
    job.answer({ kind: 'done', value: FACTS });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState()).toEqual({ facts: FACTS, design: designs.getState().design, status: 'done', reason: undefined });
    designs.getState().edit('Runtime', (design) => ({ ...design, runtime: 'unas' }));
    expect(store.getState()).toMatchObject({ facts: FACTS, status: 'running' });
  });

  it('does not show an answer to a design that has changed since', async () => {
    const designs = createDesignStore();
    const job = createJob();
    const store = createOrderStore(designs, job);
    await vi.advanceTimersByTimeAsync(0);
    designs.getState().edit('Runtime', (design) => ({ ...design, runtime: 'unas' }));
    job.answer({ kind: 'done', value: FACTS });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState()).toMatchObject({ facts: undefined, status: 'running' });
  });

  it('says why there is no answer', async () => {
    const job = createJob();
    const store = createOrderStore(createDesignStore(), job);
    await vi.advanceTimersByTimeAsync(0);
    job.answer({ kind: 'failed', reason: 'no answer within 20 s' });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState()).toEqual({ facts: undefined, design: undefined, status: 'failed', reason: 'no answer within 20 s' });
  });

  it('is off without a worker', () => {
    expect(createOrderStore(createDesignStore(), undefined).getState().status).toBe('off');
  });
});
