import { describe, expect, it } from 'vitest';
import { squareCrop } from './square-crop.ts';

describe('the square cut from a camera frame', () => {
  it('is as high as a wide frame and as wide as a high one, in the middle', () => {
    expect(squareCrop(640, 480)).toEqual({ x: 80, y: 0, side: 480 });
    expect(squareCrop(480, 641)).toEqual({ x: 0, y: 80, side: 480 });
  });

  it('is a square frame itself', () => {
    expect(squareCrop(96, 96)).toEqual({ x: 0, y: 0, side: 96 });
  });
});
