/** Values by a running number, one line a series: Recharts, loaded when a chart is first shown. */
import './line-chart.css';
import './chart-tip.css';
import { CartesianGrid, Line, LineChart as Chart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

export interface LineSeries {
  /** Its key in a point's values. */
  readonly id: string;
  readonly name: string;
  readonly tone: 'first' | 'second';
}

export interface LinePoint {
  readonly at: number;
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
}

export function LineChart({ label, series, points, format, top, mark }: LineChartProps) {
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
          <Chart data={[...points]} margin={{ top: 12, right: 16, bottom: 4, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} />
            <XAxis dataKey="at" tickLine={false} interval="preserveStartEnd" minTickGap={24} height={20} />
            <YAxis tickFormatter={format} domain={['auto', top ?? 'auto']} tickLine={false} axisLine={false} width={64} />
            <Tooltip isAnimationActive={false} content={<Tip series={series} format={format} />} />
            {mark !== undefined && <ReferenceLine x={mark.at} label={{ value: mark.words, position: 'insideTopRight' }} />}
            {series.map(({ id, tone }) => (
              <Line
                key={id}
                className={`line-chart-line tone-${tone}`}
                dataKey={`values.${id}`}
                isAnimationActive={false}
                dot={points.length < 30 && { r: 2 }}
              />
            ))}
          </Chart>
        </ResponsiveContainer>
      </div>
    </figure>
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
      <strong>{point.at}</strong> {series.map(({ id, name }) => `${name} ${format(point.values[id] ?? 0)}`).join(', ')}
    </div>
  );
}
