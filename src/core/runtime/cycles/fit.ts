/** What the fit found for one kernel on one target. */
export interface KernelFit {
  /** Instructions a loop body costs, in the order of the kernel's terms. */
  readonly costs: readonly number[];
  /** Different shapes the fit rests on. */
  readonly shapes: number;
  /** 90th percentile of the relative error, percent, on shapes left out of the fit. */
  readonly errorPercent: number;
}
