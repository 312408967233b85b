/** Values by a running number, one line a series: Recharts, loaded when a chart is first shown. */
import './line-chart.css';
import './chart-tip.css';
import { CartesianGrid, Line, LineChart as Chart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ticksAround } from './ticks.ts';

export interface LineSeries {
  /** Its key in a point's values. */
  readonly id: string;
  readonly name: string;
  readonly tone: LineTone;
}

/** In the order in which lines take them. */
export const LINE_TONES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;
export type LineTone = (typeof LINE_TONES)[number];

export interface LinePoint {
  readonly at: number;
  /** By series; left out where a line has ended. */
  readonly values: Readonly<Record<string, number>>;
}

interface LineChartProps {
  readonly label: string;
  readonly series: readonly LineSeries[];
  readonly points: readonly LinePoint[];
  readonly format: (value: number) => string;
  /** The highest value there can be, where there is one: the axis ends there. */
  readonly top?: number;
  /** An upright line where something changes. */
  readonly mark: { readonly at: number; readonly words: string } | undefined;
  /** Each line has its name, a short one, at its end. */
  readonly labelled?: boolean;
}

export function LineChart({ label, series, points, format, top, mark, labelled = false }: LineChartProps) {
  const ticks = ticksOf(series, points, top);
  return (
    <figure className="line-chart" aria-label={label}>
      <figcaption>
        {label}
        {series.length > 1 &&
          series.map(({ id, name, tone }) => (
            <span key={id} className="line-chart-key" data-tone={tone}>
              {name}
            </span>
          ))}
      </figcaption>
      <div className="line-chart-plot">
        <ResponsiveContainer width="100%" height="100%">
          <Chart data={[...points]} margin={{ top: 12, right: labelled ? 28 : 16, bottom: 4, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="at" tickLine={false} interval="preserveStartEnd" minTickGap={24} height={20} />
            <YAxis
              tickFormatter={format}
              domain={[ticks[0]!, ticks.at(-1)!]}
              ticks={[...ticks]}
              interval={0}
              tickLine={false}
              axisLine={false}
              width={64}
            />
            <Tooltip isAnimationActive={false} content={<Tip series={series} format={format} />} />
            {mark !== undefined && <ReferenceLine x={mark.at} label={{ value: mark.words, position: 'insideTopRight' }} />}
            {series.map(({ id, name, tone }) => (
              <Line
                key={id}
                className={`line-chart-line tone-${tone}`}
                dataKey={`values.${id}`}
                isAnimationActive={false}
                dot={points.length < 30 && { r: 2 }}
                label={labelled && <EndLabel name={name} last={points.findLastIndex(({ values }) => values[id] !== undefined)} />}
              />
            ))}
          </Chart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

function ticksOf(series: readonly LineSeries[], points: readonly LinePoint[], top: number | undefined): readonly number[] {
  const values = points.flatMap((point) => series.flatMap(({ id }) => point.values[id] ?? [])).filter(Number.isFinite);
  if (values.length === 0) return [0, top ?? 1];
  return ticksAround(Math.min(...values), top ?? Math.max(...values));
}

interface EndLabelProps {
  readonly name: string;
  /** Place of the line's last point. */
  readonly last: number;
  /** What the chart fills in, point by point. */
  readonly index?: number;
  readonly x?: number;
  readonly y?: number;
}

function EndLabel({ name, last, index, x = 0, y = 0 }: EndLabelProps) {
  if (index !== last) return undefined;
  return (
    <text className="line-chart-end" x={x + 6} y={y + 4}>
      {name}
    </text>
  );
}

interface TipProps {
  readonly series: readonly LineSeries[];
  readonly format: (value: number) => string;
  readonly payload?: readonly { readonly payload?: unknown }[];
}

function Tip({ series, format, payload }: TipProps) {
  const point = payload?.[0]?.payload as LinePoint | undefined;
  if (point === undefined) return undefined;
  return (
    <div className="chart-tip">
      <strong>{point.at}</strong> {series.flatMap(({ id, name }) => valueText(name, point.values[id], format)).join(', ')}
    </div>
  );
}

function valueText(name: string, value: number | undefined, format: (value: number) => string): readonly string[] {
  return value === undefined ? [] : [`${name} ${format(value)}`];
}
