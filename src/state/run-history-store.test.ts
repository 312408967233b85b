import { describe, expect, it } from 'vitest';
import type { Weights } from '../core/document/weights.ts';
import { DEFAULT_RECIPE } from '../core/training/recipe.ts';
import type { KeptRun, RunParts } from './kept-run.ts';
import { createRunHistory } from './run-history-store.ts';
import { partsToDrop, type RunStorage } from './run-storage.ts';

function run(id: string, endedAt: number): KeptRun {
  return {
    id,
    document: 'one',
    design: 'Digits',
    endedAt,
    data: 'MNIST',
    recipe: DEFAULT_RECIPE,
    epochs: [],
    device: 'a test',
    outcome: { kind: 'failed', message: 'No' },
  };
}

const WEIGHTS: Weights = {
  nodes: new Map([['2', { bias: { shape: [3], values: Float32Array.of(1, 2, 3) } }]]),
  activations: new Map(),
};
const DELIVERED = { file: Uint8Array.of(7, 8), weights: WEIGHTS };

/** Keeps its entries as a database would: as copies. */
function memory(): RunStorage & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  const parts = new Map<string, RunParts>();
  return {
    values,
    list: async () => [...values.values()].toReversed(),
    add: async (each, own) => {
      values.set(each.id, structuredClone(each));
      if (own !== undefined) parts.set(each.id, structuredClone(own));
    },
    parts: async (id) => parts.get(id),
    remove: async (ids) => ids.forEach((id) => values.delete(id)),
    clear: async () => values.clear(),
  };
}

const refuse = async (): Promise<never> => {
  throw new DOMException('no room', 'QuotaExceededError');
};
const FULL: RunStorage = { list: refuse, add: refuse, parts: refuse, remove: refuse, clear: refuse };

const idsOf = (runs: readonly KeptRun[]): readonly string[] => runs.map(({ id }) => id);

describe('the history of runs', () => {
  it('is found again by the next visit, newest first, with file and weights', async () => {
    const storage = memory();
    const first = createRunHistory(storage);
    await first.getState().keep(run('a', 1), DELIVERED);
    await first.getState().keep(run('b', 2), undefined);
    const next = createRunHistory(storage);
    await next.getState().read();
    expect(next.getState().runs).toEqual([run('b', 2), run('a', 1)]);
    expect(await next.getState().file('a')).toEqual({ ok: true, value: Uint8Array.of(7, 8) });
    expect(await next.getState().weights('a')).toEqual({ ok: true, value: WEIGHTS });
    expect(await next.getState().file('b')).toMatchObject({ ok: false });
  });

  it('leaves out what it cannot read, and keeps the rest', async () => {
    const storage = memory();
    storage.values.set('x', { id: 'x', outcome: 'of a later version' });
    storage.values.set('y', { ...run('y', 1), recipe: { epochs: -1 } });
    await storage.add(run('a', 1), undefined, { runs: 1, bytes: 1 });
    const { getState } = createRunHistory(storage);
    await getState().read();
    expect(idsOf(getState().runs)).toEqual(['a']);
  });

  it('shows a run that storage refuses, says so, and still has its file', async () => {
    const { getState } = createRunHistory(FULL);
    await getState().keep(run('a', 1), DELIVERED);
    expect(idsOf(getState().runs)).toEqual(['a']);
    expect(getState().problem).toBe('This run cannot be kept in this browser: it stays until the page is closed (QuotaExceededError).');
    expect(await getState().file('a')).toEqual({ ok: true, value: Uint8Array.of(7, 8) });
  });

  it('keeps a refused run on the list when the list is read again', async () => {
    const storage = memory();
    const { getState } = createRunHistory({ ...storage, add: refuse });
    await storage.add(run('old', 1), undefined, { runs: 1, bytes: 1 });
    await getState().keep(run('new', 2), undefined);
    await getState().read();
    expect(idsOf(getState().runs)).toEqual(['new', 'old']);
    expect(getState().problem).toMatch(/^This run cannot be kept/);
  });

  it('deletes runs, one or all, here and in storage', async () => {
    const storage = memory();
    const { getState } = createRunHistory(storage);
    for (const id of ['a', 'b', 'c']) await getState().keep(run(id, 1), undefined);
    await getState().remove(['b']);
    expect(idsOf(getState().runs)).toEqual(['c', 'a']);
    expect([...storage.values.keys()]).toEqual(['a', 'c']);
    await getState().clear();
    expect(getState().runs).toEqual([]);
    expect(storage.values.size).toBe(0);
  });
});

describe('room for the files of runs', () => {
  it('is made by the oldest', () => {
    const newestFirst = [
      { id: 'c', bytes: 5 },
      { id: 'b', bytes: 5 },
      { id: 'a', bytes: 1 },
    ];
    expect(partsToDrop(newestFirst, 11)).toEqual([]);
    expect(partsToDrop(newestFirst, 9)).toEqual(['b', 'a']);
  });
});
