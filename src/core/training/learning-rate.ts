import type { Recipe } from './recipe.ts';

/** Where a step stands: `step` of `steps` of the phase, `stepsPerEpoch` an epoch. */
export interface Place {
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** Where a one-cycle schedule starts and ends, as a share of its highest rate (Smith & Topin 2018). */
const START = 1 / 25;
const END = 1 / 1000;

/** The rate of a step, of a schedule whose highest is `peak`. */
export function learningRate(schedule: Recipe['schedule'], peak: number, { step, steps, stepsPerEpoch }: Place): number {
  const done = steps <= 1 ? 0 : step / (steps - 1);
  switch (schedule.kind) {
    case 'constant':
      return peak;
    case 'cosine':
      return (peak * (1 + Math.cos(Math.PI * done))) / 2;
    case 'step':
      return peak * schedule.factor ** Math.floor(step / stepsPerEpoch / schedule.everyEpochs);
    case 'one-cycle':
      return done < schedule.warmUp
        ? eased(peak * START, peak, done / schedule.warmUp)
        : eased(peak, peak * END, (done - schedule.warmUp) / (1 - schedule.warmUp));
  }
}

function eased(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
