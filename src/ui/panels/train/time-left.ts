import { formatNumber } from '../../../core/base/format.ts';
import type { StepReport } from '../../../core/training/progress.ts';
import type { Recipe } from '../../../core/training/recipe.ts';

/** Seconds to the end of both phases at the speed of now; what is judged between and after them is not counted. */
export function secondsLeft({ step, steps, phase, samplesPerSecond }: StepReport, { epochs, batch, quantization }: Recipe): number {
  const stepsPerEpoch = steps / Math.max(1, phase === 'float' ? epochs : (quantization?.epochs ?? 1));
  const later = phase === 'float' ? (quantization?.epochs ?? 0) * stepsPerEpoch : 0;
  return ((steps - step - 1 + later) * batch) / samplesPerSecond;
}

/** "about 2 min left", rounded as such a guess deserves. */
export function timeLeftText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 90) return `about ${5 * Math.round(seconds / 5)} s left`;
  const minutes = seconds / 60;
  return minutes < 90 ? `about ${Math.round(minutes)} min left` : `about ${formatNumber(minutes / 60, 2)} h left`;
}
