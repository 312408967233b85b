/** One step of training: forward, backward, and the parameters moved. */
import { addN, dispose, div, minimum, mul, sqrt, square, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Network } from '../model/network.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Run } from '../model/step.ts';
import type { Team } from '../team/team.ts';
import { gradientsOf, type Gradients } from './gradients.ts';
import type { Lesson, Target } from './loss.ts';
import type { Optimizer } from './optimizer.ts';
import type { Quantization } from './quantization.ts';
import { SeenRanges } from './seen-ranges.ts';

export interface StepOptions {
  readonly run: Omit<Run, 'values'>;
  readonly rate: number;
  /** Largest norm of all gradients together; 0 does not clip. */
  readonly clipNorm: number;
  /** Computes with some of the parameters at zero; the step moves the whole ones. */
  readonly masked?: (<T>(compute: () => T) => T) | undefined;
  /** Rounds what passes, and learns from it; its `kernel` is the run's. */
  readonly quantization?: Quantization | undefined;
  /** What classes are taught by besides their labels; called in a tidy. */
  readonly teach?: ((input: Tensor) => Lesson | undefined) | undefined;
  /** Other threads that take a part of the batch. */
  readonly team?: Team | undefined;
}

/** Returns the loss before the step; when that is no finite number, nothing is moved. */
export async function trainStep(
  network: Network,
  optimizer: Optimizer,
  input: Tensor,
  target: Target,
  options: StepOptions,
): Promise<number> {
  const seen = options.quantization?.seen() ?? new SeenRanges('extremes');
  const parameters: Parameter[] = [];
  const { loss, gradients } = tidy(() => {
    const found = gradientsFor(network, input, target, options, seen);
    parameters.push(...found.byParameter.keys());
    return { loss: found.loss, gradients: clipped([...found.byParameter.values()], options.clipNorm) };
  });
  const [value] = (await loss.data<'float32'>()) as unknown as [number];
  const reached = await seen.settled();
  if (Number.isFinite(value)) {
    tidy(() => optimizer.apply(new Map(parameters.map((parameter, i) => [parameter, gradients[i]!])), options.rate));
    options.quantization?.follow(reached);
  }
  dispose([loss, ...gradients]);
  return value;
}

function gradientsFor(network: Network, input: Tensor, target: Target, options: StepOptions, seen: SeenRanges): Gradients {
  const { run, quantization, team, teach, masked = (compute) => compute() } = options;
  const wanted = taught(target, teach?.(input));
  return masked(
    () =>
      team?.gradients(input, wanted, { run, quantization, seen }) ??
      gradientsOf(network, input, wanted, { run, onValue: quantization?.round(seen) }),
  );
}

function taught(target: Target, lesson: Lesson | undefined): Target {
  return target.kind === 'classes' && lesson !== undefined ? { ...target, lesson } : target;
}

/** Clipping by the global norm (Pascanu et al. 2013). */
function clipped(gradients: Tensor[], most: number): Tensor[] {
  if (most === 0) return gradients;
  const norm = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
  const factor = minimum(1, div(most, norm));
  return gradients.map((gradient) => mul(gradient, factor));
}
