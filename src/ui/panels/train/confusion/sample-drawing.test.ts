import { describe, expect, it } from 'vitest';
import { sampleDrawing } from './sample-drawing.ts';

describe('the drawing of a sample', () => {
  it('is grey or coloured for pictures', () => {
    const grey = sampleDrawing(Float32Array.of(0, 1, 0.2, 2), [2, 2, 1], 'image');
    expect(grey).toEqual({
      kind: 'pixels',
      width: 2,
      height: 2,
      rgba: Uint8ClampedArray.of(0, 0, 0, 255, 255, 255, 255, 255, 51, 51, 51, 255, 255, 255, 255, 255),
    });
    const red = sampleDrawing(Float32Array.of(1, 0, 0), [1, 1, 3], 'image');
    expect(red).toMatchObject({ rgba: Uint8ClampedArray.of(255, 0, 0, 255) });
  });

  it('has time to the right and low notes below for sound', () => {
    // Two frames of three bands; the last band of the first frame is loud.
    const drawing = sampleDrawing(Float32Array.of(0, 0, 1, 0, 0, 0), [2, 3, 1], 'audio');
    if (drawing.kind !== 'pixels') throw new Error('a picture was expected');
    expect([drawing.width, drawing.height]).toEqual([2, 3]);
    const lightest = [0, 1, 2, 3, 4, 5].toSorted((a, b) => drawing.rgba[4 * b]! - drawing.rgba[4 * a]!)[0];
    expect(lightest).toBe(0);
  });

  it('has a line a channel for rows of measurements, and one for a list of numbers', () => {
    const rows = sampleDrawing(Float32Array.of(1, 10, 2, 20, 3, 30), [3, 2], 'series');
    expect(rows).toEqual({ kind: 'lines', lines: [Float32Array.of(1, 2, 3), Float32Array.of(10, 20, 30)] });
    const list = sampleDrawing(Float32Array.of(4, 5), [2], 'vector');
    expect(list).toEqual({ kind: 'lines', lines: [Float32Array.of(4, 5)] });
  });
});
