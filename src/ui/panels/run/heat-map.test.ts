import { describe, expect, it } from 'vitest';
import { cellAt, colourOf, layoutOf, scaleOf, tilingOf } from './heat-map.ts';

describe('the tiles of a tensor', () => {
  it('are one a channel of a map, channels last', () => {
    const tiling = tilingOf([1, 2, 3, 4])!;
    expect(tiling).toMatchObject({ tiles: 4, rows: 2, columns: 3 });
    expect(tiling.at(1, 1, 2)).toBe((1 * 3 + 2) * 4 + 1);
  });

  it('are one a channel of each filter of a kernel', () => {
    const tiling = tilingOf([5, 2, 3, 4])!;
    expect(tiling.tiles).toBe(20);
    expect(tiling.at(6, 1, 0)).toBe(1 * 24 + (1 * 3 + 0) * 4 + 2);
  });

  it('are one for a sequence and for a matrix, none for a vector', () => {
    expect(tilingOf([1, 49, 10])).toMatchObject({ tiles: 1, rows: 49, columns: 10 });
    expect(tilingOf([12, 64])).toMatchObject({ tiles: 1, rows: 12, columns: 64 });
    expect(tilingOf([1, 10])).toBeUndefined();
    expect(tilingOf([10])).toBeUndefined();
  });
});

describe('the colours of values', () => {
  it('run from the dark end at 0 to the light one where no value is negative', () => {
    const scale = scaleOf([0.5, 2]);
    expect([scale.low, scale.high]).toEqual([0, 2]);
    expect(colourOf(scale, 0)).toEqual([0, 34, 78]);
    expect(colourOf(scale, 2)).toEqual([254, 232, 56]);
  });

  it('are white at 0 and span as far on both sides where values have both signs', () => {
    const scale = scaleOf([-3, 1]);
    expect([scale.low, scale.high]).toEqual([-3, 3]);
    expect(colourOf(scale, 0)).toEqual([247, 247, 247]);
    expect(colourOf(scale, -99)).toEqual([127, 59, 8]);
  });

  it('are defined for a tensor of zeros, and for none', () => {
    expect(colourOf(scaleOf([0, 0]), 0)).toEqual([0, 34, 78]);
    expect(scaleOf([])).toMatchObject({ low: 0, high: 1 });
  });
});

describe('the drawing', () => {
  const tiling = tilingOf([1, 8, 8, 16])!;
  const layout = layoutOf(tiling, 400, 150);

  it('fits the room it has, with the largest cells that do', () => {
    expect(layout.width).toBeLessThanOrEqual(400);
    expect(layout.height).toBeLessThanOrEqual(150);
    expect(layout).toMatchObject({ cell: 5, perRow: 9, shown: 16 });
  });

  it('knows the cell at a point, and none between tiles', () => {
    expect(cellAt(tiling, layout, 0, 0)).toEqual({ tile: 0, row: 0, column: 0 });
    expect(cellAt(tiling, layout, 44 + 12, 8)).toEqual({ tile: 1, row: 1, column: 2 });
    expect(cellAt(tiling, layout, 41, 3)).toBeUndefined();
    expect(cellAt(tiling, layout, -1, 3)).toBeUndefined();
  });
});
