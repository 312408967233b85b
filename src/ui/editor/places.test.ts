import { describe, expect, it } from 'vitest';
import { placesOf, turned, unturned } from './places.ts';

describe('places on the canvas', () => {
  it('turn with the flow and back again, to a pixel', () => {
    for (const place of [
      [0, 0],
      [208, 100],
      [-416, 1300],
    ] as const) {
      const [x, y] = unturned(turned(place, 'right'), 'right');
      expect(Math.abs(x - place[0]) <= 2 && Math.abs(y - place[1]) <= 2).toBe(true);
    }
  });

  it('keep neighbours in a row apart when turned', () => {
    expect(turned([208, 100], 'right')).toEqual([216, 92]);
  });

  it('are the user’s where there is one, else those of the layout', () => {
    const items = ['a', 'b'].map((id) => ({ id, group: undefined, nodes: [id] }));
    const layout = { places: new Map([['a', [1, 2]] as const, ['b', [3, 4]] as const]), lanes: new Map() };
    expect([...placesOf(items, layout, { b: [50, 60] }, 'down')]).toEqual([
      ['a', [1, 2]],
      ['b', [50, 60]],
    ]);
  });
});
