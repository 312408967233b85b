import { describe, expect, it } from 'vitest';
import { kindFor, misfit, pictureSide } from './capture-form.ts';

describe('what is recorded for a network', () => {
  it('is pictures where its input is one, grey or in colour', () => {
    expect(kindFor([1, 96, 96, 3])).toBe('picture');
    expect(kindFor([1, 28, 28, 1])).toBe('picture');
  });

  it('is sound where its input has the shape of features, or is no picture', () => {
    expect(kindFor([1, 49, 10, 1])).toBe('sound');
    expect(kindFor([1, 98, 40, 1])).toBe('sound');
    expect(kindFor([1, 16_000, 1])).toBe('sound');
    expect(kindFor([1, 32, 32, 8])).toBe('sound');
  });

  it('keeps pictures of at least 96 pixels a side, of 320 at most, and what the network reads between', () => {
    expect(pictureSide([1, 28, 28, 1])).toBe(96);
    expect(pictureSide([1, 96, 128, 3])).toBe(128);
    expect(pictureSide([1, 1024, 768, 3])).toBe(320);
    expect(pictureSide([1, 49, 10, 1])).toBe(96);
  });

  it('says where the network could not take it', () => {
    expect(misfit('picture', [1, 32, 32, 3])).toBeUndefined();
    expect(misfit('sound', [1, 49, 40, 1])).toBeUndefined();
    expect(misfit('picture', [1, 128, 3])).toBe('The network takes 128x3, which is no picture.');
    expect(misfit('sound', [1, 32, 32, 3])).toBe(
      'The network takes 32x32x3; a second of sound becomes features of 49x40x1, 49x10x1, 98x40x1.',
    );
  });
});
