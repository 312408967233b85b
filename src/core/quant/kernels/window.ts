/** Where the windows of convolutions and pools lie. */
import type { Padding } from '../../graph/deployed.ts';
import { refuse } from './kernel.ts';

/** One spatial dimension: how many cells, how the window steps, and how many padded cells come before the first. */
export interface Axis {
  readonly inputs: number;
  readonly outputs: number;
  readonly filter: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padBefore: number;
}

interface AxisParts {
  readonly inputs: number;
  readonly outputs: number;
  readonly filter: number;
  readonly stride: number;
  readonly dilation?: number;
  readonly padding: Padding;
}

/** Output cells of a window over `inputs` cells. */
function outputsOf(inputs: number, span: number, stride: number, padding: Padding): number {
  return padding === 'SAME' ? Math.ceil(inputs / stride) : Math.ceil((inputs + 1 - span) / stride);
}

/** An axis whose output has the size that padding and stride give; refused otherwise. */
export function axisOf({ inputs, outputs, filter, stride, dilation = 1, padding }: AxisParts): Axis {
  const span = (filter - 1) * dilation + 1;
  const expected = outputsOf(inputs, span, stride, padding);
  if (outputs !== expected)
    refuse(
      `has ${outputs} output cells where ${inputs} cells under a ${filter}-wide window (${padding}, stride ${stride}) give ${expected}`,
    );
  const padded = Math.max(0, (outputs - 1) * stride + span - inputs);
  return { inputs, outputs, filter, stride, dilation, padBefore: padding === 'SAME' ? padded >> 1 : 0 };
}

/** The places of a window that lie on the input: the first, and one past the last. */
export function coveredBy({ inputs, filter, stride, dilation, padBefore }: Axis, cell: number): { start: number; end: number } {
  const origin = cell * stride - padBefore;
  const start = Math.max(0, Math.ceil(-origin / dilation));
  return { start, end: Math.max(start, Math.min(filter, Math.ceil((inputs - origin) / dilation))) };
}
