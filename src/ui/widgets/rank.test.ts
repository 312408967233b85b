import { describe, expect, it } from 'vitest';
import { ranked } from './rank.ts';

const OPS = [
  { label: 'Average pool 2D', keywords: 'pooling, padding' },
  { label: 'Pad', keywords: 'padding' },
  { label: 'Add', keywords: 'merge' },
  { label: 'Depthwise conv 2D' },
  { label: 'Conv 2D' },
];
const labels = (typed: string): readonly string[] => ranked(OPS, typed).map((entry) => entry.label);

describe('a search', () => {
  it('puts the label that is typed before labels and keywords that contain it', () => {
    expect(labels('add')).toEqual(['Add', 'Average pool 2D', 'Pad']);
    expect(labels('conv')).toEqual(['Conv 2D', 'Depthwise conv 2D']);
  });

  it('wants every word, in any order and any case', () => {
    expect(labels('2D depth')).toEqual(['Depthwise conv 2D']);
    expect(labels('pool 1d')).toEqual([]);
  });
});
