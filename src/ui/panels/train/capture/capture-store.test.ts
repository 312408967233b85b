import { describe, expect, it } from 'vitest';
import { createCaptureStore } from './capture-store.ts';

const beep = { kind: 'sound', file: new Blob(['beep']), peaks: [1] } as const;

function opened() {
  const store = createCaptureStore();
  const names = (): string[] => store.getState().classes.map(({ name }) => name);
  const counts = (): number[] => store.getState().classes.map(({ samples }) => samples.length);
  return { ...store.getState(), ids: store.getState().classes.map(({ id }) => id), names, counts, store };
}

describe('the recordings of a page', () => {
  it('begin with two classes, and never have two of one name', () => {
    const { addClass, renameClass, names, ids } = opened();
    expect(names()).toEqual(['class 1', 'class 2']);
    renameClass(ids[0]!, 'Class 3');
    addClass();
    expect(names()).toEqual(['Class 3', 'class 2', 'class 3 2']);
    renameClass(ids[0]!, 'Class 3');
    expect(names()[0]).toBe('Class 3');
  });

  it('keep their name where the new one could be no folder', () => {
    const { renameClass, names, ids } = opened();
    renameClass(ids[0]!, ' / ');
    expect(names()).toEqual(['class 1', 'class 2']);
  });

  it('are kept by class, and dropped one by one', () => {
    const { keep, drop, counts, ids, store } = opened();
    keep(ids[0]!, 1, beep);
    keep(ids[0]!, 1, beep);
    keep(ids[1]!, 2, beep);
    expect(counts()).toEqual([2, 1]);
    const [first, second] = store.getState().classes[0]!.samples;
    drop(ids[0]!, first!);
    expect(store.getState().classes[0]!.samples).toEqual([second]);
    expect(counts()).toEqual([1, 1]);
  });

  it('that arrive for a class removed meanwhile are let go', () => {
    const { keep, removeClass, counts, ids } = opened();
    removeClass(ids[0]!);
    keep(ids[0]!, 1, beep);
    expect(counts()).toEqual([0]);
  });
});
