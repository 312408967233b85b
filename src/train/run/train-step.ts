/** One step of training: forward, backward, and the parameters moved. */
import { mul, tidy, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Network, OnValue } from '../model/network.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Run } from '../model/step.ts';
import { lossOf, type Target } from './loss.ts';
import type { Optimizer } from './optimizer.ts';

export interface StepOptions {
  readonly run: Omit<Run, 'values'>;
  readonly rate: number;
  /** Largest norm of all gradients together; 0 does not clip. */
  readonly clipNorm: number;
  readonly onValue?: OnValue;
  /** Computes with some of the parameters at zero; the step moves the whole ones. */
  readonly masked?: <T>(compute: () => T) => T;
}

/** Returns the loss before the step; when that is no finite number, nothing is moved. */
export function trainStep(network: Network, optimizer: Optimizer, input: Tensor, target: Target, options: StepOptions): number {
  const trained = [...network.parameters.values()].filter(({ trainable }) => trainable);
  const variables = trained.map(({ variable }) => variable);
  return tidy(() => {
    const { masked = (compute) => compute() } = options;
    const { value, grads } = masked(() => variableGrads(() => forwardLoss(network, input, target, options), variables));
    const loss = value.dataSync()[0]!;
    if (Number.isFinite(loss)) optimizer.apply(clipped(gradientsOf(trained, grads), options.clipNorm), options.rate);
    return loss;
  });
}

function forwardLoss(network: Network, input: Tensor, target: Target, { run, onValue }: StepOptions): Scalar {
  const values = network.forward([input], run, onValue);
  return lossOf(values[network.logits]!, target);
}

function gradientsOf(trained: readonly Parameter[], grads: Readonly<Record<string, Tensor>>): ReadonlyMap<Parameter, Tensor> {
  const found = new Map<Parameter, Tensor>();
  for (const parameter of trained) {
    const gradient = grads[parameter.variable.name];
    if (gradient !== undefined) found.set(parameter, gradient);
  }
  return found;
}

/** Clipping by the global norm (Pascanu et al. 2013). */
function clipped(gradients: ReadonlyMap<Parameter, Tensor>, most: number): ReadonlyMap<Parameter, Tensor> {
  if (most === 0) return gradients;
  let squares = 0;
  for (const gradient of gradients.values()) for (const value of gradient.dataSync()) squares += value * value;
  const norm = Math.sqrt(squares);
  return norm > most ? new Map([...gradients].map(([parameter, gradient]) => [parameter, mul(gradient, most / norm)])) : gradients;
}
