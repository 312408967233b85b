import { formatNumber } from '../../../core/base/format.ts';

/** A value of a tensor: three figures, with a true minus. */
export function valueText(value: number): string {
  return formatNumber(value).replace('-', '−');
}
