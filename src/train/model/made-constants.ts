/** Constants that lowering makes of a weight: by kind of node, and by the name lowering gives them. */
import { reshape, slice, tensor1d, type Tensor } from '@tensorflow/tfjs-core';

/** A weight of the node as it is now. */
type WeightOf = (name: string) => Tensor;
export type Make = (weight: WeightOf) => Tensor;

/** A GRU's bias holds those of the input's product and, behind them, those of the state's; its first step takes the latter gate by gate. */
const GRU: Readonly<Record<string, Make>> = {
  one: () => tensor1d([1]),
  bias: (weight) => part(weight('bias'), 0, 2),
  recurrent_bias: (weight) => part(weight('bias'), 1, 2),
  first_update: (weight) => part(weight('bias'), 3, 6),
  first_reset: (weight) => part(weight('bias'), 4, 6),
  first_candidate: (weight) => part(weight('bias'), 5, 6),
};

const MADE: Readonly<Record<string, Readonly<Record<string, Make>>>> = { gru: GRU };

/** Undefined for a constant that is a weight itself. */
export function madeConstant(op: string | undefined, name: string): Make | undefined {
  return MADE[op ?? '']?.[name];
}

/** The `index`th of `count` equal parts, in one row. */
function part(values: Tensor, index: number, count: number): Tensor {
  const size = values.size / count;
  return slice(reshape(values, [values.size]), [index * size], [size]);
}
