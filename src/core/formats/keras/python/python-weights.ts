/** A node's weights in the order and layout in which Keras lists those of its layer. */
import { realValues, type NodeWeights, type Weight } from '../../../document/weights.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { permuted, permuteValues } from '../../permute-values.ts';
import type { KerasTensor } from '../keras-model.ts';

type Turn = (weight: Weight) => KerasTensor;

const turned =
  (...perm: readonly number[]): Turn =>
  (weight) => ({ shape: permuted(weight.shape, perm), values: permuteValues(realValues(weight), weight.shape, perm) });

const straight: Turn = (weight) => ({ shape: weight.shape, values: realValues(weight) });

/** [1, height, width, channels * multiplier] lies in memory as [height, width, channels, multiplier]. */
const depthwise =
  (multiplier: number): Turn =>
  (weight) => ({ shape: depthwiseShape(weight.shape, multiplier), values: realValues(weight) });

function depthwiseShape(shape: Shape, multiplier: number): Shape {
  const all = shape.at(-1)!;
  return [...shape.slice(1, -1), all / multiplier, multiplier];
}

/** Names of weights with how they turn, by kind of node; a weight that a node has not is left out. */
function turns(op: string, multiplier: number): Readonly<Record<string, Turn>> {
  switch (op) {
    case 'conv2d':
      return { kernel: turned(1, 2, 3, 0), bias: straight };
    case 'conv1d':
      return { kernel: turned(1, 2, 0), bias: straight };
    case 'conv_transpose2d':
      return { kernel: turned(1, 2, 0, 3), bias: straight };
    case 'depthwise_conv2d':
    case 'depthwise_conv1d':
      return { kernel: depthwise(multiplier), bias: straight };
    case 'dense':
      return { kernel: turned(1, 0), bias: straight };
    case 'lstm':
    case 'gru':
      return { kernel: turned(1, 0), recurrent: turned(1, 0), bias: straight };
    case 'embedding':
      return { table: straight };
    case 'batch_norm':
      return { gamma: straight, beta: straight, mean: straight, variance: straight };
    default:
      return {};
  }
}

export function pythonWeights(op: string, multiplier: number, weights: NodeWeights): readonly KerasTensor[] {
  return Object.entries(turns(op, multiplier)).flatMap(([name, turn]) => (weights[name] === undefined ? [] : [turn(weights[name])]));
}
