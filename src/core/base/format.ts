/** Numbers as the page and the command line print them; the same function for both, so that they never differ. */

const THIN_SPACE = ' ';

/** A number split from its unit, so that the screen can set the unit apart. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** Three significant figures below 1000, no exponent: 0.123, 5.3, 53.7, 772. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(6, Math.max(0, digits - 1 - magnitude));
  const text = value.toFixed(decimals);
  return decimals > 0 ? text.replace(/\.?0+$/, '') : text;
}

function scaled(value: number, step: number, units: readonly string[]): Quantity {
  let index = 0;
  let rest = Math.abs(value);
  while (rest >= step && index < units.length - 1) {
    rest /= step;
    index += 1;
  }
  return { value: (value < 0 ? '-' : '') + formatNumber(rest), unit: units[index]! };
}

/** Bytes in powers of two: 640 B, 53.7 KiB, 1.5 MiB. */
export function bytesQuantity(bytes: number): Quantity {
  return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB']);
}

/** Counts in powers of ten: 640, 12.5 k, 7.49 M. */
export function countQuantity(count: number): Quantity {
  return scaled(count, 1000, ['', 'k', 'M', 'G', 'T']);
}

/** Milliseconds from microseconds to minutes: 380 µs, 12.3 ms, 4.1 s. */
export function timeQuantity(milliseconds: number): Quantity {
  if (Math.abs(milliseconds) < 1) return { value: formatNumber(milliseconds * 1000), unit: 'µs' };
  if (Math.abs(milliseconds) < 1000) return { value: formatNumber(milliseconds), unit: 'ms' };
  return { value: formatNumber(milliseconds / 1000), unit: 's' };
}

/** Microjoules: 12 µJ, 3.4 mJ, 1.2 J. */
export function energyQuantity(microjoules: number): Quantity {
  return scaled(microjoules, 1000, ['µJ', 'mJ', 'J']);
}

export function quantityText({ value, unit }: Quantity): string {
  return unit === '' ? value : value + THIN_SPACE + unit;
}

export function formatBytes(bytes: number): string {
  return quantityText(bytesQuantity(bytes));
}

export function formatCount(count: number): string {
  return quantityText(countQuantity(count));
}

export function formatMilliseconds(milliseconds: number): string {
  return quantityText(timeQuantity(milliseconds));
}

export function formatMicrojoules(microjoules: number): string {
  return quantityText(energyQuantity(microjoules));
}

/** A share in percent, "94.2 %"; a dash where there is none. */
export function formatPercent(share: number | undefined, digits = 3): string {
  return share === undefined ? '–' : quantityText({ value: formatNumber(100 * share, digits), unit: '%' });
}

/** An accuracy: four figures, as a test set of ten thousand samples tells apart. */
export function formatAccuracy(share: number | undefined): string {
  return formatPercent(share, 4);
}
