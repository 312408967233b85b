import { useEffect, useMemo, useRef } from 'react';
import type { SampleKind } from '../../../../core/dataset/facts.ts';
import type { Shape } from '../../../../core/graph/tensor.ts';
import { sampleDrawing } from './sample-drawing.ts';

interface SamplePictureProps {
  readonly label: string;
  readonly values: Float32Array;
  readonly shape: Shape;
  readonly kind: SampleKind;
}

/** One sample, small. */
export function SamplePicture({ label, values, shape, kind }: SamplePictureProps) {
  const drawing = useMemo(() => sampleDrawing(values, shape, kind), [values, shape, kind]);
  return drawing.kind === 'pixels' ? (
    <Pixels label={label} width={drawing.width} height={drawing.height} rgba={drawing.rgba} />
  ) : (
    <Lines label={label} lines={drawing.lines} />
  );
}

interface PixelsProps {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

function Pixels({ label, width, height, rgba }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0), [rgba, width, height]);
  return <canvas ref={canvas} className="sample-pixels" width={width} height={height} role="img" aria-label={label} />;
}

/** Room of the lines, in their own units. */
const WIDTH = 120;
const HEIGHT = 64;

function Lines({ label, lines }: { readonly label: string; readonly lines: readonly Float32Array[] }) {
  const low = Math.min(...lines.map((line) => Math.min(...line)));
  const high = Math.max(...lines.map((line) => Math.max(...line)));
  const y = (value: number): number => 2 + ((high - value) / (high - low || 1)) * (HEIGHT - 4);
  const pointsOf = (line: Float32Array): string =>
    Array.from(line, (value, i) => `${((i / Math.max(1, line.length - 1)) * WIDTH).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg className="sample-lines" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {lines.map((line, channel) => (
        <polyline key={channel} data-channel={channel % 4} points={pointsOf(line)} />
      ))}
    </svg>
  );
}
