import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { sampleUnas, sampleUnasMlp, type UnasSampling } from './sample-unas.ts';
import type { UnasGenotype } from './unas-genotype.ts';

const samples = (sampling: UnasSampling): UnasGenotype[] => {
  const random = createRandom(1);
  return Array.from({ length: 3000 }, () => sampleUnas(random, sampling));
};
const layersOf = (all: readonly UnasGenotype[]) => all.flatMap(({ blocks }) => blocks.flatMap((block) => block.layers));
const share = <T>(items: readonly T[], holds: (item: T) => boolean): number => items.filter(holds).length / items.length;
const values = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

describe('sampleUnas', () => {
  it('draws every legal value when fixed', () => {
    const all = samples('fixed');
    expect(values(all.map(({ blocks }) => blocks.length))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(values(all.flatMap(({ blocks }) => blocks.map((block) => block.layers.length)))).toEqual([1, 2, 3]);
    expect(values(layersOf(all).map((layer) => layer.kernel))).toEqual([1, 3, 5, 7]);
    expect(Math.max(...layersOf(all).map((layer) => layer.filters))).toBe(128);
    expect(values(all.flatMap(({ pooling }) => pooling?.size ?? []))).toEqual([2, 4, 6]);
    expect(values(all.map(({ dense }) => dense.length))).toEqual([1, 2, 3]);
    expect([Math.min(...all.flatMap(({ dense }) => dense)), Math.max(...all.flatMap(({ dense }) => dense))]).toEqual([10, 256]);
  });

  it('never draws the largest value when faithful to the public code', () => {
    const all = samples('faithful');
    expect(Math.max(...all.map(({ blocks }) => blocks.length))).toBe(9);
    expect(values(all.flatMap(({ blocks }) => blocks.map((block) => block.layers.length)))).toEqual([1, 2]);
    expect(values(layersOf(all).map((layer) => layer.kernel))).toEqual([1, 3, 5]);
    expect(Math.max(...layersOf(all).map((layer) => layer.filters))).toBe(127);
    expect(values(all.flatMap(({ pooling }) => pooling?.size ?? []))).toEqual([2, 4]);
    expect(values(all.map(({ dense }) => dense.length))).toEqual([1, 2]);
    expect(Math.max(...all.flatMap(({ dense }) => dense))).toBe(255);
  });

  it('keeps the probabilities of the public code', () => {
    const all = samples('faithful');
    const layers = layersOf(all);
    // 5 blocks of 1.5 layers on average.
    expect(layers.length / all.length).toBeCloseTo(7.5, 0);
    expect(share(layers, (layer) => layer.relu)).toBeCloseTo(0.9, 1);
    expect(share(layers, (layer) => layer.prepool)).toBeCloseTo(0.25, 1);
    expect(share(layers, (layer) => layer.type === 'DWConv2D')).toBeCloseTo(1 / 3, 1);
    expect(share(all, ({ pooling }) => pooling !== undefined)).toBeCloseTo(0.9, 1);
    expect(all.every(({ blocks }) => !blocks[0]!.branch)).toBe(true);
  });

  it('gives the same networks for the same seed', () => {
    expect(sampleUnas(createRandom(5))).toEqual(sampleUnas(createRandom(5)));
    expect(sampleUnas(createRandom(5))).not.toEqual(sampleUnas(createRandom(6)));
  });
});

describe('sampleUnasMlp', () => {
  it('draws 1 to 7 hidden layers and no convolution', () => {
    const random = createRandom(2);
    const all = Array.from({ length: 300 }, () => sampleUnasMlp(random));
    expect(values(all.map(({ dense }) => dense.length))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(all.every(({ blocks, pooling }) => blocks.length === 0 && pooling === undefined)).toBe(true);
  });
});
