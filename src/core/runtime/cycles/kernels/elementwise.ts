/** ADD, SUB, MUL, MINIMUM, MAXIMUM, int8. */
import type { DeployedGraph } from '../../../graph/deployed.ts';
import { elementCount } from '../../../graph/tensor.ts';
import type { Kernel, OpOf } from '../kernel.ts';
import { inputShape, outputShape } from './geometry.ts';
import { negativeShare } from './values.ts';

export type ElementwiseCode = 'ADD' | 'SUB' | 'MUL' | 'MINIMUM' | 'MAXIMUM';
type Elementwise = Kernel<ElementwiseCode>;

function sizes(op: OpOf<ElementwiseCode>, graph: DeployedGraph): readonly [elements: number, rows: number] {
  const shape = outputShape(op, graph);
  const elements = elementCount(shape);
  return [elements, elements / (shape.at(-1) ?? 1)];
}

function isScalar(op: OpOf<ElementwiseCode>, graph: DeployedGraph, i: number): boolean {
  return elementCount(inputShape(op, graph, i)) === 1;
}

/** TFLM's loop over equal shapes. Rounding costs more for negative numbers. */
export function elementwiseReference(name: string): Elementwise {
  return {
    name,
    terms: ['call', 'elements', 'negative left inputs', 'negative right inputs'],
    count: (op, graph, counts) => {
      const [elements] = sizes(op, graph);
      counts
        .add(1)
        .add(elements)
        .add(elements * negativeShare(op, graph, 0))
        .add(elements * negativeShare(op, graph, 1));
    },
  };
}

/** Shapes that differ: an index is computed for every element. */
export function elementwiseBroadcast(name: string): Elementwise {
  return {
    name,
    terms: ['call', 'elements', 'rows', 'elements without a scalar', 'negative inputs'],
    count: (op, graph, counts) => {
      const [elements, rows] = sizes(op, graph);
      const left = negativeShare(op, graph, 0);
      const right = negativeShare(op, graph, 1);
      const negative = op.code === 'MUL' ? left + right - 2 * left * right : left + right;
      const spread = isScalar(op, graph, 0) || isScalar(op, graph, 1) ? 0 : elements;
      counts
        .add(1)
        .add(elements)
        .add(rows)
        .add(spread)
        .add(elements * negative);
    },
  };
}

/** CMSIS-NN's loop over equal shapes, `width` elements at a time. */
export function elementwiseFast(name: string, width: 1 | 4 | 16): Elementwise {
  return {
    name,
    terms: ['call', `elements / ${width}`, `elements % ${width}`],
    count: (op, graph, counts) => {
      const [elements] = sizes(op, graph);
      const whole = width === 16 ? Math.ceil(elements / 16) : Math.floor(elements / width);
      counts
        .add(1)
        .add(whole)
        .add(width === 16 ? 0 : elements % width);
    },
  };
}

/** CMSIS-NN's MINIMUM and MAXIMUM over unequal shapes: rows of the last dimension are taken at once where both have it. */
export function elementwiseRows(name: string): Elementwise {
  return {
    name,
    terms: ['call', 'elements', 'rows'],
    count: (op, graph, counts) => {
      const [elements, rows] = sizes(op, graph);
      counts.add(1).add(elements).add(rows);
    },
  };
}
