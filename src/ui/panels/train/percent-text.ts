import { formatNumber } from '../../../core/base/format.ts';

/** "94.25 %" of a share; a dash where there is none. */
export function percentText(share: number | undefined): string {
  return share === undefined ? '–' : `${formatNumber(100 * share, 4)} %`;
}
