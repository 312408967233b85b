import type { TensorType } from '../../core/graph/tensor.ts';

/** "25×5×64": the batch of one is left out. */
export function cardShape({ shape }: TensorType): string {
  const shown = shape.length > 1 && shape[0] === 1 ? shape.slice(1) : shape;
  return shown.length === 0 ? 'scalar' : shown.join('×');
}
