/** Dynamic pruning with feedback (Lin et al. 2020): gradients are those of the pruned network, and move the weights of the whole one. */
import { dispose, mul, type Tensor, type Variable } from '@tensorflow/tfjs-core';

/** What `compute` gives while each variable is multiplied by its mask; afterwards the variables are what they were, also when it throws. */
export function withMasked<T>(masks: ReadonlyMap<Variable, Tensor>, compute: () => T): T {
  const whole = new Map([...masks.keys()].map((variable) => [variable, variable.clone()]));
  for (const [variable, mask] of masks) assign(variable, mul(variable, mask));
  try {
    return compute();
  } finally {
    for (const [variable, value] of whole) assign(variable, value);
  }
}

/** The variable keeps the values; the tensor that brought them goes. */
function assign(variable: Variable, value: Tensor): void {
  variable.assign(value);
  dispose(value);
}
