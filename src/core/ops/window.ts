/**
 * Sliding windows as TensorFlow places them: "same" gives ceil(in / stride), "valid" gives floor((in - reach) / stride) + 1 where
 * reach = (kernel - 1) * dilation + 1.
 */
import { fail, type Problem, type Result } from '../base/result.ts';
import type { Padding } from '../graph/deployed.ts';
import type { Shape } from '../graph/tensor.ts';
import { type ChoiceField, choiceField, intField } from './fields.ts';
import { readText, type Settings } from './settings.ts';

export const KERNEL_H = intField('kernelH', 'Kernel height', 3, [1, 1024]);
export const KERNEL_W = intField('kernelW', 'Kernel width', 3, [1, 1024]);
export const STRIDE_H = intField('strideH', 'Stride down', 1, [1, 1024]);
export const STRIDE_W = intField('strideW', 'Stride across', 1, [1, 1024]);
export const DILATION_H = intField('dilationH', 'Dilation down', 1, [1, 1024], { advanced: true });
export const DILATION_W = intField('dilationW', 'Dilation across', 1, [1, 1024], { advanced: true });
export const PADDING = choiceField(
  'padding',
  'Padding',
  { same: 'Same', valid: 'Valid' },
  { help: 'Same: zeros around the input, output = input / stride rounded up. Valid: only whole windows.' },
);

export const POOL_H = intField('poolH', 'Window height', 2, [1, 1024]);
export const POOL_W = intField('poolW', 'Window width', 2, [1, 1024]);

/** The window of a 1-D operation, along time. */
export const KERNEL = intField('kernel', 'Kernel', 3, [1, 4096], { help: 'Steps of time the filter covers.' });
export const STRIDE = intField('stride', 'Stride', 1, [1, 1024]);
export const DILATION = intField('dilation', 'Dilation', 1, [1, 1024], { advanced: true });
export const POOL = intField('pool', 'Window', 2, [1, 4096]);

export function paddingOf(settings: Settings, field: ChoiceField = PADDING): Padding {
  return readText(settings, field) === 'valid' ? 'VALID' : 'SAME';
}

/** Positions of a window along one dimension; zero or less when the window does not fit. */
export function windowCount(size: number, kernel: number, stride: number, dilation: number, padding: Padding): number {
  if (padding === 'SAME') return Math.ceil(size / stride);
  return Math.floor((size - ((kernel - 1) * dilation + 1)) / stride) + 1;
}

export interface Window2D {
  readonly kernelH: number;
  readonly kernelW: number;
  readonly strideH: number;
  readonly strideW: number;
  readonly dilationH: number;
  readonly dilationW: number;
  readonly padding: Padding;
}

/** [n, h, w, c] seen through a window, with `channels` channels coming out. */
export function slide(input: Shape, window: Window2D, channels: number): Result<Shape> {
  const { padding } = window;
  const height = windowCount(input[1]!, window.kernelH, window.strideH, window.dilationH, padding);
  const width = windowCount(input[2]!, window.kernelW, window.strideW, window.dilationW, padding);
  if (height < 1 || width < 1) return { ok: false, error: tooSmall(input, window) };
  return { ok: true, value: [input[0]!, height, width, channels] };
}

function tooSmall(input: Shape, window: Window2D): Problem {
  const dilated = window.dilationH > 1 || window.dilationW > 1 ? ` with dilation ${window.dilationH}x${window.dilationW}` : '';
  return {
    message: `The window ${window.kernelH}x${window.kernelW}${dilated} is larger than the input ${input[1]}x${input[2]}; use padding "same" or a smaller window`,
  };
}

/** [n, t, c] seen through a window along time. */
export function slide1D(input: Shape, kernel: number, stride: number, dilation: number, padding: Padding, channels: number): Result<Shape> {
  const steps = windowCount(input[1]!, kernel, stride, dilation, padding);
  if (steps >= 1) return { ok: true, value: [input[0]!, steps, channels] };
  const dilated = dilation > 1 ? ` with dilation ${dilation}` : '';
  return fail(`The window of ${kernel}${dilated} is longer than the input of ${input[1]}; use padding "same" or a smaller window`);
}

/** [n, t, c] as the height-1 image [n, 1, t, c] it is deployed as. */
export function raise(shape: Shape): Shape {
  return [shape[0]!, 1, shape[1]!, shape[2]!];
}
