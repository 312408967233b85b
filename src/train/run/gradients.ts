/** Forward and backward: the loss of a batch and its gradients. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { mul, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Network, OnValue } from '../model/network.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Run } from '../model/step.ts';
import { lossOf, type Target } from './loss.ts';

export interface Gradients {
  readonly loss: Scalar;
  readonly byParameter: ReadonlyMap<Parameter, Tensor>;
}

export interface Pass {
  readonly run: Omit<Run, 'values'>;
  readonly onValue?: OnValue | undefined;
  /** Of the whole batch, where this is a part of it: loss and gradients are multiplied by it. */
  readonly share?: number;
}

/** To be called in a tidy, which disposes of them. */
export function gradientsOf(network: Network, input: Tensor, target: Target, pass: Pass): Gradients {
  const trained = [...network.parameters.values()].filter(({ trainable }) => trainable);
  const variables = trained.map(({ variable }) => variable);
  const { value, grads } = variableGrads(() => forwardLoss(network, input, target, pass), variables);
  const found = new Map<Parameter, Tensor>();
  for (const parameter of trained) {
    const gradient = grads[parameter.variable.name];
    if (gradient !== undefined) found.set(parameter, gradient);
  }
  return { loss: value, byParameter: found };
}

function forwardLoss(network: Network, input: Tensor, target: Target, { run, onValue, share }: Pass): Scalar {
  const values = network.forward([input], run, onValue);
  const loss = lossOf(values[network.logits]!, target);
  return share === undefined ? loss : mul(loss, share);
}
