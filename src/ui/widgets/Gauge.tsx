/**
 * One headline number against its limit, 128x32: label, value of limit, a 4 px track with the limit's tick. Over the limit the track is
 * hatched and the excess stands in words. Without a limit the number stands alone.
 */
import './gauge.css';
import type { Evidence } from '../../core/base/evidence.ts';
import { deltaText, numberText, ofLimit, plainText, type Measure } from './format.ts';
import { Icon } from './Icon.tsx';
import { EvidenceMark } from './EvidenceMark.tsx';

export interface GaugeProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly limit: number | undefined;
  readonly measure: Measure;
  readonly evidence: Evidence;
  readonly errorPercent?: number | undefined;
  readonly baseline?: number | undefined;
}

export function Gauge(props: GaugeProps) {
  const { label, value, limit, measure } = props;
  const over = value !== undefined && limit !== undefined && value > limit;
  return (
    <span className="gauge" data-over={over || undefined}>
      <span className="gauge-head">
        <span>{label}</span>
        {over ? <Excess by={value - limit} measure={measure} /> : <Change {...props} />}
      </span>
      <Reading {...props} />
      {limit !== undefined && value !== undefined && <Track share={limit === 0 ? 2 : value / limit} />}
    </span>
  );
}

function Excess({ by, measure }: { readonly by: number; readonly measure: Measure }) {
  return (
    <span className="gauge-excess">
      <Icon name="warning" size={12} />
      {deltaText(by, measure)}
    </span>
  );
}

function Change({ value, baseline, measure }: GaugeProps) {
  if (value === undefined || baseline === undefined || value === baseline) return undefined;
  return <span className={value < baseline ? 'ok' : 'over'}>{deltaText(value - baseline, measure)}</span>;
}

function Reading({ value, limit, measure, evidence, errorPercent }: GaugeProps) {
  if (value === undefined) return <span className="gauge-value faint">–</span>;
  const text = limit === undefined ? numberText(value, measure) : ofLimit(value, limit, measure);
  return (
    <span className="gauge-value">
      <strong>{text.value}</strong>
      <span className="unit">{'limit' in text ? ` of ${text.limit.value}\u202f${text.limit.unit}` : `\u202f${text.unit}`}</span>
      <EvidenceMark evidence={evidence} errorPercent={errorPercent} />
    </span>
  );
}

/** A full track is the limit; past it the track shows the limit's place within the value, and hatches the rest. */
function Track({ share }: { readonly share: number }) {
  const fill = Math.min(1, share);
  const tick = share > 1 ? 1 / share : 1;
  return (
    <span className="gauge-track" aria-hidden="true">
      <span className="gauge-fill" style={{ width: `${(share > 1 ? tick : fill) * 100}%` }} data-near={share > 0.9 || undefined} />
      {share > 1 && <span className="gauge-hatch" style={{ left: `${tick * 100}%` }} />}
      <span className="gauge-tick" style={{ left: `${tick * 100}%` }} />
    </span>
  );
}

/** The gauge in words, for a screen reader. */
export function gaugeText({ label, value, limit, measure }: GaugeProps): string {
  if (value === undefined) return `${label}: unknown`;
  if (limit === undefined) return `${label}: ${plainText(value, measure)}`;
  const over = value > limit ? `, ${plainText(value - limit, measure)} over` : '';
  return `${label}: ${plainText(value, measure)} of ${plainText(limit, measure)}${over}`;
}
