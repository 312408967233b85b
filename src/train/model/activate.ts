import { tanh, type Tensor } from '@tensorflow/tfjs-core';
import { unreachable } from '../../core/base/assert.ts';
import type { Activation } from '../../core/graph/deployed.ts';
import { clamped } from '../ops/clamped.ts';

/** The activation that an operator has fused behind it. */
export function activate(x: Tensor, activation: string): Tensor {
  const kind = activation as Activation;
  switch (kind) {
    case 'NONE':
      return x;
    case 'RELU':
      return clamped(x, 'relu');
    case 'RELU6':
      return clamped(x, 'relu6');
    case 'TANH':
      return tanh(x);
    case 'RELU_N1_TO_1':
    case 'SIGN_BIT':
      throw new Error(`the activation ${kind} is not trained`);
    default:
      return unreachable(kind);
  }
}
