import { describe, expect, it } from 'vitest';
import { histogramDrawing, isClipped } from './histogram-drawing.ts';

describe('the drawing of a histogram', () => {
  it('has a bar for each bin with values, the fullest as tall as the field', () => {
    const { inside, beyond, limits } = histogramDrawing({ low: 0, high: 4, counts: Int32Array.of(9, 0, 0, 99) }, undefined, 40, 20);
    expect(inside).toBe('M0.0 20v-10.0h10.0v10.0zM30.0 20v-20.0h10.0v20.0z');
    expect(beyond).toBe('');
    expect(limits).toEqual([]);
  });

  it('sets the bars apart that lie beyond what int8 holds', () => {
    const histogram = { low: 0, high: 4, counts: Int32Array.of(1, 1, 1, 1) };
    const { inside, beyond, limits } = histogramDrawing(histogram, { low: -4, high: 2 }, 80, 20);
    expect(limits).toEqual([0, 60]);
    expect(inside.match(/M[\d.]+/g)).toEqual(['M40.0', 'M50.0']);
    expect(beyond.match(/M[\d.]+/g)).toEqual(['M60.0', 'M70.0']);
  });

  it('draws a constant', () => {
    expect(histogramDrawing({ low: 2, high: 2, counts: Int32Array.of(5, 0) }, undefined, 40, 20).inside).toBe('M20.0 20v-20.0h1.0v20.0z');
  });

  it('calls a tensor clipped when values lie more than half a step beyond', () => {
    const int8 = { low: 0, high: 255 };
    expect(isClipped({ low: -0.5, high: 255.5 }, int8)).toBe(false);
    expect(isClipped({ low: 0, high: 255.6 }, int8)).toBe(true);
    expect(isClipped({ low: -0.6, high: 200 }, int8)).toBe(true);
  });
});
