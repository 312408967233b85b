/** Numbers as the screen writes them, over the formatting the command line shares; the unit stands apart. */
import { bytesQuantity, countQuantity, energyQuantity, formatNumber, timeQuantity, type Quantity } from '../../core/base/format.ts';

/** What a number counts; it decides unit and digits. */
export type Measure = 'bytes' | 'ms' | 'microjoules' | 'count' | 'percent' | 'days';

const QUANTITIES: Readonly<Record<Measure, (value: number) => Quantity>> = {
  bytes: bytesQuantity,
  ms: timeQuantity,
  microjoules: energyQuantity,
  count: countQuantity,
  percent: (value) => ({ value: formatNumber(value), unit: '%' }),
  days: daysQuantity,
};

function daysQuantity(days: number): Quantity {
  if (days >= 730) return { value: formatNumber(days / 365.25), unit: 'years' };
  return days >= 2 ? { value: formatNumber(days), unit: 'days' } : { value: formatNumber(days * 24), unit: 'h' };
}

/** "53.7" and "KiB". */
export function numberText(value: number, measure: Measure): Quantity {
  const { value: text, unit } = QUANTITIES[measure](value);
  return { value: text.replace('-', '−'), unit };
}

/** "53.7" of "256 KiB": both in the unit of the limit, unless the value is less than one of it ("350 KiB" of "2 MiB"). */
export function ofLimit(value: number, limit: number, measure: Measure): { readonly value: string; readonly limit: Quantity } {
  const written = numberText(limit, measure);
  const inOneUnit = limit === 0 ? 1 : limit / Number(QUANTITIES[measure](limit).value);
  const scaled = value / inOneUnit;
  return { value: scaled > 0 && scaled < 1 ? plainText(value, measure) : formatNumber(scaled), limit: written };
}

/** One string, with a thin space before the unit: "53.7 KiB". */
export function plainText(value: number, measure: Measure): string {
  const text = numberText(value, measure);
  return text.unit === '' ? text.value : `${text.value}\u202f${text.unit}`;
}

/** A change: "+3.1 KiB", "−0.4 ms"; undefined when nothing changed. */
export function deltaText(change: number, measure: Measure): string | undefined {
  if (change === 0) return undefined;
  return `${change > 0 ? '+' : '−'}${plainText(Math.abs(change), measure)}`;
}

/** Every digit, grouped: "12,345,678". */
export function exactText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 }).replace('-', '−');
}
