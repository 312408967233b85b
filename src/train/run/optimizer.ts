/** Moves parameters by their gradients. The state is plain numbers between steps: it can be saved and continued. */
import { add, div, mul, sqrt, sub, tidy, variable, zerosLike, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Recipe } from '../../core/training/recipe.ts';
import { adamUpdate } from '../ops/adam-update.ts';
import { momentumUpdate } from '../ops/momentum-update.ts';
import type { Parameter } from '../model/parameters.ts';

export interface Optimizer {
  /** One step of all parameters that have a gradient; the gradients stay. */
  readonly apply: (gradients: ReadonlyMap<Parameter, Tensor>, rate: number) => void;
  readonly dispose: () => void;
}

/** Weight decay acts on kernels and tables alone, not on biases and norms. */
const decays = ({ shape }: Parameter): boolean => shape.length > 1;

export function createOptimizer(options: Recipe['optimizer']): Optimizer {
  switch (options.kind) {
    case 'adam':
      return adam(options);
    case 'sgd':
      return sgd(options);
    case 'rmsprop':
      return rmsprop(options);
  }
}

type Options<K extends Recipe['optimizer']['kind']> = Extract<Recipe['optimizer'], { readonly kind: K }>;

/** A running average for each parameter, made at its first gradient. */
class Averages {
  private readonly held = new Map<Parameter, Variable>();

  of(parameter: Parameter): Variable {
    let found = this.held.get(parameter);
    if (found === undefined) this.held.set(parameter, (found = tidy(() => variable(zerosLike(parameter.variable), false))));
    return found;
  }

  dispose(): void {
    for (const each of this.held.values()) each.dispose();
    this.held.clear();
  }
}

const EPSILON = 1e-7;

function adam({ beta1, beta2, weightDecay }: Options<'adam'>): Optimizer {
  const [first, second] = [new Averages(), new Averages()];
  let step = 0;
  return {
    apply: (gradients, learningRate) => {
      step++;
      for (const [parameter, gradient] of gradients) {
        const options = { learningRate, beta1, beta2, epsilon: EPSILON, weightDecay: decays(parameter) ? weightDecay : 0 };
        adamUpdate(parameter.variable, gradient, { m: first.of(parameter), v: second.of(parameter) }, step, options);
      }
    },
    dispose: () => [first, second].forEach((each) => each.dispose()),
  };
}

function sgd({ momentum, weightDecay }: Options<'sgd'>): Optimizer {
  const velocities = new Averages();
  return {
    apply: (gradients, learningRate) => {
      for (const [parameter, gradient] of gradients) {
        const options = { learningRate, momentum, nesterov: false, weightDecay: decays(parameter) ? weightDecay : 0 };
        momentumUpdate(parameter.variable, gradient, velocities.of(parameter), options);
      }
    },
    dispose: () => velocities.dispose(),
  };
}

function rmsprop({ decay: beta, weightDecay }: Options<'rmsprop'>): Optimizer {
  const squares = new Averages();
  return {
    apply: (gradients, rate) => {
      for (const [parameter, gradient] of gradients)
        tidy(() => {
          const square = squares.of(parameter);
          square.assign(add(mul(square, beta), mul(mul(gradient, gradient), 1 - beta)));
          const kept = mul(parameter.variable, 1 - (decays(parameter) ? rate * weightDecay : 0));
          parameter.variable.assign(sub(kept, div(mul(gradient, rate), add(sqrt(square), EPSILON))));
        });
    },
    dispose: () => squares.dispose(),
  };
}
