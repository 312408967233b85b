/** MEAN over some axes of the first input, in the design's counting. */
import type { Emitter } from './op.ts';
import type { Shape } from '../graph/tensor.ts';

/** Emits MEAN; over a raised value the axes move along and the height is averaged away with them, so no RESHAPE is needed. */
export function emitMean(emit: Emitter, axes: readonly number[], keepDims: boolean): number {
  const raised = emit.isRaised(0);
  const input = emit.asIs(0);
  const deployed = raised ? raisedAxes(axes, keepDims) : axes;
  const output = emit.activation('out', reduced(emit.shapeOf(input), deployed, keepDims), emit.typeOf(input));
  emit.op('MEAN', [input, emit.integers('axes', deployed)], [output], { keepDims });
  return output;
}

/** Axes of [n, t, c] in [n, 1, t, c]. */
function raisedAxes(axes: readonly number[], keepDims: boolean): readonly number[] {
  const moved = axes.map((axis) => (axis === 0 ? 0 : axis + 1));
  return keepDims ? moved : [1, ...moved];
}

export function reduced(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  if (keepDims) return shape.map((size, i) => (axes.includes(i) ? 1 : size));
  return shape.filter((_, i) => !axes.includes(i));
}
