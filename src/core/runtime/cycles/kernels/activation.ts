/** Activations and conversions that run on their own: one loop over the elements. */
import type { DeployedGraph, DeployedOp } from '../../../graph/deployed.ts';
import { elementCount } from '../../../graph/tensor.ts';
import type { Kernel } from '../kernel.ts';
import { outputShape } from './geometry.ts';
import { binaryExponent, inputRadius, negativeShare, scalingOf, shareWithin } from './values.ts';

export type ActivationCode = 'RELU' | 'RELU6' | 'LEAKY_RELU' | 'HARD_SWISH' | 'LOGISTIC' | 'TANH' | 'QUANTIZE' | 'DEQUANTIZE';
type Activation = Kernel<ActivationCode>;

function elementsOf(op: DeployedOp, graph: DeployedGraph): number {
  return elementCount(outputShape(op, graph));
}

/** RELU, RELU6, LEAKY_RELU and int8 to int8 QUANTIZE: rounding costs more for negative numbers. */
export function signedLoop(name: string): Activation {
  return {
    name,
    terms: ['call', 'elements', 'negative elements'],
    count: (op, graph, counts) => {
      const elements = elementsOf(op, graph);
      counts
        .add(1)
        .add(elements)
        .add(elements * negativeShare(op, graph, 0));
    },
  };
}

/** Conversions that treat every value alike. */
export function plainLoop(name: string): Activation {
  return { name, terms: ['call', 'elements'], count: (op, graph, counts) => void counts.add(1).add(elementsOf(op, graph)) };
}

/** LOGISTIC and TANH: values whose result is saturated anyway are not evaluated (4 integer bits in the input). */
export function saturatingLoop(name: string): Activation {
  return {
    name,
    terms: ['call', 'elements', 'evaluated elements'],
    count: (op, graph, counts) => {
      const elements = elementsOf(op, graph);
      const { scale, zeroPoint } = scalingOf(op, graph, 0);
      counts
        .add(1)
        .add(elements)
        .add(elements * shareWithin(zeroPoint, inputRadius(scale, 4)));
    },
  };
}

/** HARD_SWISH shifts left, and checks for overflow, where the input's scale asks for it. */
export const hardSwishLoop: Activation = {
  name: 'hard swish',
  terms: ['call', 'elements', 'shifted elements', 'elements between -3 and 3', 'negative elements'],
  count: (op, graph, counts) => {
    const elements = elementsOf(op, graph);
    const { scale, zeroPoint } = scalingOf(op, graph, 0);
    const shifted = binaryExponent((scale * 32768) / 384) > 0 ? elements : 0;
    const inside = elements * shareWithin(zeroPoint, 3 / scale);
    counts
      .add(1)
      .add(elements)
      .add(shifted)
      .add(inside)
      .add(elements * negativeShare(op, graph, 0));
  },
};

/** DEQUANTIZE multiplies in double precision by software, which is quicker for a power of two. */
export const dequantizeLoop: Activation = {
  name: 'dequantize',
  terms: ['call', 'elements', 'elements of a scale that is no power of two'],
  count: (op, graph, counts) => {
    const elements = elementsOf(op, graph);
    counts
      .add(1)
      .add(elements)
      .add(Number.isInteger(Math.log2(scalingOf(op, graph, 0).scale)) ? 0 : elements);
  },
};
