import { clone, customGrad, zerosLike, type Tensor } from '@tensorflow/tfjs-core';

/** The same values, as constants to the gradient. */
export function constant<T extends Tensor>(value: T): T {
  return customGrad((x) => ({ value: clone(x as Tensor), gradFunc: (dy: Tensor) => zerosLike(dy) }))(value) as T;
}
