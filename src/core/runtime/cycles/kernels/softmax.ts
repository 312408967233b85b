/** SOFTMAX over the last dimension. */
import { elementCount } from '../../../graph/tensor.ts';
import type { Kernel } from '../kernel.ts';
import { outputShape } from './geometry.ts';
import { inputRadius, scalingOf } from './values.ts';

type Softmax = Kernel<'SOFTMAX'>;

/** int8: a value too far below its row's largest counts as nought and is not evaluated (5 integer bits in the input). */
export function softmaxInt8(name: string): Softmax {
  return {
    name,
    terms: ['call', 'rows', 'elements', 'evaluated elements'],
    count: (op, graph, counts) => {
      const shape = outputShape(op, graph);
      const elements = elementCount(shape);
      const depth = shape.at(-1) ?? 1;
      const near = Math.min(1, inputRadius(scalingOf(op, graph, 0).scale * op.options.beta, 5) / 256);
      counts
        .add(1)
        .add(elements / depth)
        .add(elements)
        .add((elements / depth) * (1 + (depth - 1) * near));
    },
  };
}

/** int16 (by table) and float32. */
export function softmaxPlain(name: string): Softmax {
  return {
    name,
    terms: ['call', 'elements'],
    count: (op, graph, counts) => void counts.add(1).add(elementCount(outputShape(op, graph))),
  };
}
