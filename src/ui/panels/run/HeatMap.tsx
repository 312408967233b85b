/** A tensor as tiles of coloured cells, one a channel, with its scale and the value under the pointer. */
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { cellAt, colourOf, extremesOf, GAP, layoutOf, scaleOf, type Cell, type Layout, type Scale, type Tiling } from './heat-map.ts';
import type { ShownTensor } from './shown-values.ts';
import { valueText } from './value-text.ts';

interface HeatMapProps {
  readonly shown: ShownTensor;
  readonly values: ArrayLike<number>;
  readonly tiling: Tiling;
  /** Room, pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels that the legend takes below the tiles. */
const LEGEND = 28;

export function HeatMap({ shown, values, tiling, width, height }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<Cell>();
  const scale = useMemo(() => scaleOf(values), [values]);
  const layout = layoutOf(tiling, width - 8, height - LEGEND - 8);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) draw(context, values, tiling, layout, scale);
  });
  const point = (event: PointerEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setCell(cellAt(tiling, layout, event.clientX - box.left, event.clientY - box.top));
  };
  const { tiles, rows, columns } = tiling;
  const { low, high } = extremesOf(values);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what does not fit is scrolled by the keyboard */}
      <div className="heat-map scroll" tabIndex={0} role="group" aria-label="Heat map">
        <canvas
          ref={canvas}
          width={layout.width}
          height={layout.height}
          role="img"
          aria-label={`${tiles} ${tiles === 1 ? 'tile' : 'tiles'} of ${rows} by ${columns}, from ${valueText(low)} to ${valueText(high)}`}
          onPointerMove={point}
          onPointerLeave={() => setCell(undefined)}
        />
      </div>
      <div className="heat-legend">
        <span>{valueText(scale.low)}</span>
        <span
          className="heat-scale"
          style={{ background: `linear-gradient(to right, ${scale.colours.map((each) => `rgb(${each.join(' ')})`).join(', ')})` }}
        />
        <span>{valueText(scale.high)}</span>
        <span className="muted heat-cell">{cell === undefined ? restText(layout, tiling) : cellText(shown, tiling, cell)}</span>
      </div>
    </>
  );
}

function draw(context: CanvasRenderingContext2D, values: ArrayLike<number>, tiling: Tiling, layout: Layout, scale: Scale): void {
  const { rows, columns, at } = tiling;
  const image = context.createImageData(columns, rows);
  const tile = document.createElement('canvas');
  tile.width = columns;
  tile.height = rows;
  const inside = tile.getContext('2d')!;
  context.clearRect(0, 0, layout.width, layout.height);
  context.imageSmoothingEnabled = false;
  const [stepX, stepY] = [columns * layout.cell + GAP, rows * layout.cell + GAP];
  for (let index = 0; index < layout.shown; index++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        image.data.set([...colourOf(scale, values[at(index, row, column)]!), 255], 4 * (row * columns + column));
    }
    inside.putImageData(image, 0, 0);
    const [x, y] = [(index % layout.perRow) * stepX, Math.floor(index / layout.perRow) * stepY];
    context.drawImage(tile, x, y, columns * layout.cell, rows * layout.cell);
  }
}

function restText({ shown }: Layout, { tiles }: Tiling): string {
  if (shown < tiles) return `the first ${shown} of ${tiles} channels`;
  return tiles > 1 ? `${tiles} channels` : '';
}

/** "channel 3, row 2, column 5: 0.375 (12), float 0.371". */
function cellText({ stored, chip, float, tensor }: ShownTensor, { tiles, at }: Tiling, { tile, row, column }: Cell): string {
  const index = at(tile, row, column);
  const place = `${tiles > 1 ? `channel ${tile}, ` : ''}row ${row}, column ${column}`;
  const integer = tensor.type === 'float32' ? '' : ` (${stored[index]})`;
  return `${place}: ${valueText(chip[index]!)}${integer}${float === undefined ? '' : `, float ${valueText(float[index]!)}`}`;
}
