/** A vector: bars for the outputs of a classifier, a line for anything longer. The chip's values are filled or solid, float's outlined or dashed. */
import { niceTicks } from '../../charts/ticks.ts';
import { extremesOf } from './heat-map.ts';
import type { ShownTensor, Side } from './shown-values.ts';
import { valueText } from './value-text.ts';

interface VectorPlotProps {
  readonly shown: ShownTensor;
  readonly side: Side;
  readonly values: ArrayLike<number>;
  /** Of the network: its largest value is the answer. */
  readonly isOutput: boolean;
  /** Room, pixels. */
  readonly width: number;
  readonly height: number;
}

/** Outputs that are drawn as bars, each with its number below. */
const MOST_BARS = 64;
const LEFT = 56;
const MARGIN = 8;
const BELOW = 22;
const CAPTION = 22;

/** From places and values to pixels. */
interface Axes {
  readonly x: (place: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  /** Pixels from one place to the next. */
  readonly step: number;
}

export function VectorPlot({ shown, side, values, isOutput, width, height }: VectorPlotProps) {
  const beside = side === 'chip' ? shown.float : undefined;
  const asBars = isOutput && values.length <= MOST_BARS;
  const axes = axesOf(values, beside, width, height - CAPTION, asBars);
  const { low, high } = extremesOf(values);
  const largest = Array.prototype.indexOf.call(values, high);
  const words =
    isOutput && side !== 'difference' && values.length > 1
      ? `Largest: ${largest}, ${valueText(high)}`
      : `From ${valueText(low)} to ${valueText(high)}`;
  return (
    <figure className="vector-plot">
      <svg width={width} height={Math.max(0, height - CAPTION)} role="img" aria-label={`${values.length} values. ${words}`}>
        {axes.ticks.map((tick) => (
          <g key={tick}>
            <line className="vector-grid" x1={LEFT} x2={width - MARGIN} y1={axes.y(tick)} y2={axes.y(tick)} />
            <text className="vector-tick" x={LEFT - 6} y={axes.y(tick) + 4} textAnchor="end">
              {valueText(tick)}
            </text>
          </g>
        ))}
        {asBars ? (
          <Bars values={values} beside={beside} axes={axes} bottom={height - CAPTION - 6} />
        ) : (
          <Lines values={values} beside={beside} axes={axes} />
        )}
      </svg>
      <figcaption className="vector-caption">
        <span>{words}</span>
        {beside !== undefined && <span className="muted">{asBars ? 'filled: chip, outlined: float' : 'solid: chip, dashed: float'}</span>}
      </figcaption>
    </figure>
  );
}

function axesOf(values: ArrayLike<number>, beside: ArrayLike<number> | undefined, width: number, height: number, asBars: boolean): Axes {
  const [own, other] = [extremesOf(values), extremesOf(beside ?? [])];
  const low = Math.min(0, own.low, other.low);
  const high = Math.max(0, own.high, other.high);
  const span = high > low ? high - low : 1;
  const step = (width - LEFT - MARGIN) / Math.max(1, asBars ? values.length : values.length - 1);
  const room = Math.max(1, height - MARGIN - BELOW);
  const positive = niceTicks(high, 10);
  const negative = niceTicks(-low, 10).map((tick) => -tick);
  const ticks = [...new Set([...negative, ...positive])].filter((tick) => tick >= low - 1e-9 && tick <= high + 1e-9);
  return {
    x: (place) => LEFT + (place + (asBars ? 0.5 : 0)) * step,
    y: (value) => MARGIN + ((high - value) / span) * room,
    ticks: ticks.length > 1 ? ticks : [low, high],
    step,
  };
}

interface MarksProps {
  readonly values: ArrayLike<number>;
  readonly beside: ArrayLike<number> | undefined;
  readonly axes: Axes;
}

function Bars({ values, beside, axes: { x, y, step }, bottom }: MarksProps & { readonly bottom: number }) {
  const thick = Math.max(1, Math.min(40, step * 0.7));
  const bar = (value: number): { readonly y: number; readonly height: number } => ({
    y: Math.min(y(0), y(value)),
    height: Math.max(1, Math.abs(y(value) - y(0))),
  });
  return Array.from(values, (value, i) => (
    <g key={i}>
      <rect className="vector-bar" x={x(i) - thick / 2} width={thick} {...bar(value)} />
      {beside !== undefined && <rect className="vector-outline" x={x(i) - thick / 2} width={thick} {...bar(beside[i]!)} />}
      {step >= 14 && (
        <text className="vector-tick" x={x(i)} y={bottom} textAnchor="middle">
          {i}
        </text>
      )}
    </g>
  ));
}

function Lines({ values, beside, axes: { x, y } }: MarksProps) {
  const points = (of: ArrayLike<number>): string => Array.from(of, (value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <>
      {beside !== undefined && <polyline className="vector-line beside" points={points(beside)} />}
      <polyline className="vector-line" points={points(values)} />
    </>
  );
}
