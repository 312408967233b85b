import { describe, expect, it } from 'vitest';
import { stratifiedSplit } from './stratified-split.ts';

const labels = Int32Array.from({ length: 300 }, (_, i) => (i < 200 ? 0 : i < 290 ? 1 : 2));
const names = Array.from(labels, (_, i) => `sample ${i}`);

function counts(members: Int32Array): number[] {
  return [0, 1, 2].map((label) => members.filter((index) => labels[index] === label).length);
}

describe('the stratified split', () => {
  it('gives every split each class in the same proportion, and every sample to one split', () => {
    const { train, validation, test } = stratifiedSplit({ labels, names }, { validation: 0.1, test: 0.2 }, 1);
    expect([train, validation, test].map(counts)).toEqual([
      [140, 63, 7],
      [20, 9, 1],
      [40, 18, 2],
    ]);
    expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(names.map((_, i) => i));
  });

  it('depends on the seed and the names, not on the order of the samples', () => {
    const shares = { validation: 0.1, test: 0.2 };
    const { test } = stratifiedSplit({ labels, names }, shares, 1);
    const reversed = stratifiedSplit({ labels: labels.toReversed(), names: names.toReversed() }, shares, 1);
    expect([...reversed.test].map((index) => 299 - index).sort((a, b) => a - b)).toEqual([...test]);
    expect(stratifiedSplit({ labels, names }, shares, 2).test).not.toEqual(test);
  });

  it('keeps the samples of a group together', () => {
    const groups = Array.from(labels, (_, i) => `speaker ${i % 30}`);
    const split = stratifiedSplit({ labels, names, groups }, { validation: 0.1, test: 0.2 }, 3);
    const speakers = Object.values(split).map((members) => new Set(Array.from(members, (index) => groups[index])));
    expect(speakers.map(({ size }) => size)).toEqual([21, 3, 6]);
    expect(new Set(speakers.flatMap((each) => [...each])).size).toBe(30);
  });

  it('keeps few groups for the test alone, and validates with single samples of the others', () => {
    const groups = Array.from(labels, (_, i) => `speaker ${i % 6}`);
    const split = stratifiedSplit({ labels, names, groups }, { validation: 0.1, test: 1 / 3 }, 3);
    const speakers = Object.values(split).map((members) => new Set(Array.from(members, (index) => groups[index])));
    expect(speakers.map(({ size }) => size)).toEqual([4, 4, 2]);
    expect([...speakers[2]!].some((speaker) => speakers[0]!.has(speaker))).toBe(false);
    expect(split.validation.length).toBe(30);
  });

  it('holds out nothing of a class with one sample, and at least one of a class with two', () => {
    const few = Int32Array.of(0, 1, 1, 1);
    const { train, validation, test } = stratifiedSplit({ labels: few }, { validation: 0.1, test: 0.1 }, 1);
    expect([train.length, validation.length, test.length]).toEqual([2, 1, 1]);
    expect([...train].map((index) => few[index])).toContain(0);
  });
});
