/** How often a sliding window meets the image, without walking over it: only outputs near a border are visited one by one. */
import type { Padding } from '../../graph/deployed.ts';

/** One axis of a window. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Cells of padding before the first input cell, as TensorFlow splits them: the smaller half. */
  readonly before: number;
}

export function axisOf(input: number, output: number, kernel: number, stride: number, dilation: number, padding: Padding): Axis {
  const reach = (kernel - 1) * dilation + 1;
  const missing = padding === 'SAME' ? Math.max(0, (output - 1) * stride + reach - input) : 0;
  return { input, output, kernel, stride, dilation, before: missing >> 1 };
}

/** Taps of the window at output `at` that lie inside the input. */
function tapsAt(axis: Axis, at: number): number {
  const start = at * axis.stride - axis.before;
  const first = start < 0 ? Math.ceil(-start / axis.dilation) : 0;
  const last = Math.min(axis.kernel - 1, Math.floor((axis.input - 1 - start) / axis.dilation));
  return Math.max(0, last - first + 1);
}

/** Outputs [low, high) whose window lies wholly inside the input. */
function interior(axis: Axis): readonly [low: number, high: number] {
  const low = Math.min(axis.output, Math.ceil(axis.before / axis.stride));
  const room = axis.input - 1 - (axis.kernel - 1) * axis.dilation + axis.before;
  const high = room < 0 ? 0 : Math.min(axis.output, Math.floor(room / axis.stride) + 1);
  return [low, Math.max(low, high)];
}

/** Taps inside the input, summed over all outputs of the axis. */
export function validTaps(axis: Axis): number {
  const [low, high] = interior(axis);
  let taps = (high - low) * axis.kernel;
  for (let at = 0; at < low; at++) taps += tapsAt(axis, at);
  for (let at = high; at < axis.output; at++) taps += tapsAt(axis, at);
  return taps;
}
