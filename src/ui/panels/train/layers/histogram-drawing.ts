/** A histogram as a drawing: bars whose heights are logarithms of the counts, so that rare values show beside frequent ones. */
import type { Histogram } from '../../../../core/training/histogram.ts';

export interface Span {
  readonly low: number;
  readonly high: number;
}

export interface HistogramDrawing {
  /** The `d` of the bars within what int8 holds, and of those beyond it. */
  readonly inside: string;
  readonly beyond: string;
  /** Where the range of int8 starts and ends. */
  readonly limits: readonly number[];
}

/** In a field of so many units; values from the smallest to the largest, int8's range included. */
export function histogramDrawing(histogram: Histogram, int8: Span | undefined, width: number, height: number): HistogramDrawing {
  const { counts } = histogram;
  const low = Math.min(histogram.low, int8?.low ?? Infinity);
  const high = Math.max(histogram.high, int8?.high ?? -Infinity);
  const x = (value: number): number => (high > low ? ((value - low) / (high - low)) * width : width / 2);
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 0));
  const perBin = (histogram.high - histogram.low) / counts.length;
  const paths = { inside: '', beyond: '' };
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const start = histogram.low + bin * perBin;
    const side = int8 !== undefined && (start >= int8.high || start + perBin <= int8.low) ? 'beyond' : 'inside';
    const tall = Math.max(1, (Math.log1p(count) / most) * height);
    const wide = Math.max(1, x(start + perBin) - x(start));
    paths[side] += `M${x(start).toFixed(1)} ${height}v${(-tall).toFixed(1)}h${wide.toFixed(1)}v${tall.toFixed(1)}z`;
  });
  return { ...paths, limits: int8 === undefined ? [] : [x(int8.low), x(int8.high)] };
}

/** True where values lie beyond what int8 holds by more than rounding moves them: half a step. */
export function isClipped({ low, high }: Span, int8: Span): boolean {
  const half = (int8.high - int8.low) / 255 / 2;
  return low < int8.low - half || high > int8.high + half;
}
