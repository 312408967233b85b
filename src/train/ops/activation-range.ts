/** The clamps that training fuses with what comes before them. */
export type ClampName = 'none' | 'relu' | 'relu6';

export interface ActivationRange {
  readonly low: number;
  readonly high: number;
}

export const RANGES: Readonly<Record<ClampName, ActivationRange>> = {
  none: { low: -Infinity, high: Infinity },
  relu: { low: 0, high: Infinity },
  relu6: { low: 0, high: 6 },
};
