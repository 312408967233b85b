import { describe, expect, it } from 'vitest';
import { boundsAround, isVisible, openingView, revealed } from './viewport.ts';

const SIZE = { width: 720, height: 600 };

describe('what part of the drawing is shown', () => {
  it('centres a small network without enlarging it', () => {
    const bounds = boundsAround([[0, 0]])!;
    expect(openingView(bounds, SIZE)).toEqual({ x: 270, y: 268, zoom: 1 });
  });

  it('opens a long network at its top, large enough to read', () => {
    const bounds = boundsAround([
      [0, 0],
      [0, 5000],
    ])!;
    const { y, zoom } = openingView(bounds, SIZE);
    expect([y, zoom]).toEqual([32, 0.9]);
  });

  it('does not move for a card in view, and moves as little as needed for another', () => {
    const view = { x: 0, y: 0, zoom: 1 };
    expect(revealed(view, boundsAround([[100, 100]])!, SIZE)).toEqual(view);
    expect(revealed(view, boundsAround([[100, 600]])!, SIZE)).toEqual({ x: 0, y: -96, zoom: 1 });
    expect(revealed(view, boundsAround([[-50, 100]])!, SIZE)).toEqual({ x: 82, y: 0, zoom: 1 });
  });

  it('knows what is on the screen', () => {
    const at = (y: number): boolean => isVisible({ x: 0, y: 0, zoom: 0.5 }, boundsAround([[0, y]])!, SIZE);
    expect([at(0), at(1190), at(1210), at(-130)]).toEqual([true, true, false, false]);
  });

  it('has no bounds without cards', () => {
    expect(boundsAround([])).toBeUndefined();
  });
});
