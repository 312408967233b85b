import { formatNumber } from '../../../../core/base/format.ts';
import type { Histogram } from '../../../../core/training/histogram.ts';
import { histogramDrawing, type Span } from './histogram-drawing.ts';

const WIDTH = 120;
const HEIGHT = 32;

interface HistogramBarsProps {
  readonly label: string;
  readonly histogram: Histogram;
  readonly int8?: Span | undefined;
}

export const spanText = ({ low, high }: Span): string => `${formatNumber(low)} to ${formatNumber(high)}`;

/** Lines mark what int8 holds; bars beyond them are outlined. */
export function HistogramBars({ label, histogram, int8 }: HistogramBarsProps) {
  const { inside, beyond, limits } = histogramDrawing(histogram, int8, WIDTH, HEIGHT);
  return (
    <svg
      className="histogram"
      width={WIDTH + 2}
      height={HEIGHT + 1}
      viewBox={`-1 0 ${WIDTH + 2} ${HEIGHT + 1}`}
      role="img"
      aria-label={`${label}: ${spanText(histogram)}`}
    >
      <line className="histogram-base" x1={0} x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
      <path className="histogram-bars" d={inside} />
      <path className="histogram-beyond" d={beyond} />
      {limits.map((x, i) => (
        <line key={i} className="histogram-limit" x1={x} x2={x} y1={0} y2={HEIGHT} />
      ))}
    </svg>
  );
}
