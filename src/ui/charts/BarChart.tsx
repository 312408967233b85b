/** One bar an item, coloured by its kind: Recharts, loaded when a chart is first shown. */
import './bar-chart.css';
import './chart-tip.css';
import { Bar, CartesianGrid, BarChart as Chart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

export interface BarItem {
  readonly id: string;
  readonly name: string;
  /** A kind of the tokens, "conv": it decides the colour. */
  readonly kind: string;
  readonly value: number;
  readonly selected: boolean;
}

interface BarChartProps {
  readonly label: string;
  readonly items: readonly BarItem[];
  readonly format: (value: number) => string;
  /** Where the value axis has its lines; the last is its end. */
  readonly ticks: readonly number[];
  readonly onSelect: (id: string) => void;
  readonly onHover: (id: string | undefined) => void;
}

export function BarChart({ label, items, format, ticks, onSelect, onHover }: BarChartProps) {
  return (
    <figure className="bar-chart" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <Chart data={[...items]} margin={{ top: 12, right: 40, bottom: 4, left: 8 }} barCategoryGap={1} accessibilityLayer={false}>
          <CartesianGrid vertical={false} />
          <XAxis dataKey="name" tickLine={false} interval="preserveStartEnd" minTickGap={24} height={20} />
          <YAxis tickFormatter={format} ticks={[...ticks]} domain={[0, ticks.at(-1) ?? 1]} tickLine={false} axisLine={false} width={72} />
          <Tooltip isAnimationActive={false} cursor={false} content={<Tip format={format} />} />
          <Bar
            dataKey="value"
            isAnimationActive={false}
            shape={BarShape}
            onClick={(bar) => onSelect((bar.payload as BarItem).id)}
            onMouseEnter={(bar) => onHover((bar.payload as BarItem).id)}
            onMouseLeave={() => onHover(undefined)}
          />
        </Chart>
      </ResponsiveContainer>
    </figure>
  );
}

/** What Recharts hands to the drawing of one bar; pixels. */
interface ShapeProps {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: unknown;
}

function BarShape({ x = 0, y = 0, width = 0, height = 0, payload }: ShapeProps) {
  const { kind, selected } = payload as BarItem;
  return (
    <rect
      className="bar"
      data-kind={kind}
      data-selected={selected || undefined}
      x={x}
      y={y}
      width={Math.max(1, width)}
      height={Math.max(0, height)}
    />
  );
}

interface TipProps {
  readonly format: (value: number) => string;
  readonly payload?: readonly { readonly payload?: unknown }[];
}

function Tip({ format, payload }: TipProps) {
  const item = payload?.[0]?.payload as BarItem | undefined;
  if (item === undefined) return undefined;
  return (
    <div className="chart-tip">
      <strong>{item.name}</strong> {format(item.value)}
    </div>
  );
}
