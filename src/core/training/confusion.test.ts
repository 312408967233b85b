import { describe, expect, it } from 'vitest';
import { accuracyOf, confusionOf, recallOf, rowOf, rowTotal, telling } from './confusion.ts';

const LABELS = Int32Array.of(0, 0, 0, 1, 1, 2);
const NAMED = Int32Array.of(0, 1, 1, 1, 0, 2);

describe('a confusion matrix', () => {
  it('counts the samples of each class by the class named', () => {
    const confusion = confusionOf(LABELS, NAMED, 4);
    expect([...confusion.counts]).toEqual([1, 2, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(rowOf(confusion, 1)).toEqual([1, 1, 0, 0]);
    expect(accuracyOf(confusion)).toBe(0.5);
    expect([0, 1, 2, 3].map((row) => rowTotal(confusion, row))).toEqual([3, 2, 1, 0]);
    expect([0, 1, 2, 3].map((row) => recallOf(confusion, row))).toEqual([1 / 3, 1 / 2, 1, undefined]);
  });

  it('shows one sample of every confusion before a second of any, the frequent ones first', () => {
    const labels = Int32Array.of(0, 2, 1, 1, 1, 2);
    const named = Int32Array.of(1, 0, 0, 0, 0, 2);
    expect(telling(labels, named, 10)).toEqual([2, 0, 1, 3, 4]);
    expect(telling(labels, named, 2)).toEqual([2, 0]);
  });
});
