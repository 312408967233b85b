/** One step of training: forward, backward, and the parameters moved. */
import { mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../model/network.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Run } from '../model/step.ts';
import type { Team } from '../team/team.ts';
import { gradientsOf } from './gradients.ts';
import type { Target } from './loss.ts';
import type { Optimizer } from './optimizer.ts';
import type { Quantization, SeenRanges } from './quantization.ts';

export interface StepOptions {
  readonly run: Omit<Run, 'values'>;
  readonly rate: number;
  /** Largest norm of all gradients together; 0 does not clip. */
  readonly clipNorm: number;
  /** Computes with some of the parameters at zero; the step moves the whole ones. */
  readonly masked?: (<T>(compute: () => T) => T) | undefined;
  /** Rounds what passes, and learns from it; its `kernel` is the run's. */
  readonly quantization?: Quantization | undefined;
  /** Other threads that take a part of the batch. */
  readonly team?: Team | undefined;
}

/** Returns the loss before the step; when that is no finite number, nothing is moved. */
export function trainStep(network: Network, optimizer: Optimizer, input: Tensor, target: Target, options: StepOptions): number {
  const { run, quantization, team, clipNorm, rate, masked = (compute) => compute() } = options;
  const seen: SeenRanges = new Map();
  return tidy(() => {
    const { loss, byParameter } = masked(
      () =>
        team?.gradients(input, target, { run, quantization, seen }) ??
        gradientsOf(network, input, target, { run, onValue: quantization?.round(seen) }),
    );
    if (!Number.isFinite(loss)) return loss;
    optimizer.apply(clipped(byParameter, clipNorm), rate);
    quantization?.follow(seen);
    return loss;
  });
}

/** Clipping by the global norm (Pascanu et al. 2013). */
function clipped(gradients: ReadonlyMap<Parameter, Tensor>, most: number): ReadonlyMap<Parameter, Tensor> {
  if (most === 0) return gradients;
  let squares = 0;
  for (const gradient of gradients.values()) for (const value of gradient.dataSync()) squares += value * value;
  const norm = Math.sqrt(squares);
  return norm > most ? new Map([...gradients].map(([parameter, gradient]) => [parameter, mul(gradient, most / norm)])) : gradients;
}
