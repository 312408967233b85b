/** Moves parameters by their gradients. The state is plain numbers between steps: it can be saved and continued. */
import { add, div, mul, sqrt, sub, tensor, tidy, variable, zerosLike, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Recipe } from '../../core/training/recipe.ts';
import type { OptimizerState } from '../../core/training/snapshot.ts';
import { settle } from '../backends/settle.ts';
import { adamUpdate } from '../ops/adam-update.ts';
import { momentumUpdate } from '../ops/momentum-update.ts';
import { parameterKey, type Parameter, type Parameters } from '../model/parameters.ts';

export interface Optimizer {
  /** One step of all parameters that have a gradient; the gradients stay. */
  readonly apply: (gradients: ReadonlyMap<Parameter, Tensor>, rate: number) => void;
  readonly save: () => Promise<OptimizerState>;
  /** `state` is of the same kind of optimiser and the same parameters. */
  readonly restore: (state: OptimizerState, parameters: Parameters) => void;
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

  async save(): Promise<ReadonlyMap<string, Float32Array>> {
    await settle(this.held.values());
    return new Map(
      [...this.held].map(([{ node, name }, held]) => [parameterKey(node, name), Float32Array.from(held.dataSync<'float32'>())]),
    );
  }

  restore(saved: ReadonlyMap<string, Float32Array>, parameters: Parameters): void {
    for (const [key, values] of saved) {
      const parameter = parameters.get(key)!;
      tidy(() => this.of(parameter).assign(tensor(values, parameter.variable.shape)));
    }
  }

  dispose(): void {
    for (const each of this.held.values()) each.dispose();
    this.held.clear();
  }
}

/** Averages of all kinds together, and the steps they have seen. */
class Memory {
  readonly averages: readonly Averages[];
  steps = 0;

  constructor(count: number) {
    this.averages = Array.from({ length: count }, () => new Averages());
  }

  of(which: number, parameter: Parameter): Variable {
    return this.averages[which]!.of(parameter);
  }

  optimizer(apply: Optimizer['apply']): Optimizer {
    return {
      apply: (gradients, rate) => {
        this.steps++;
        apply(gradients, rate);
      },
      save: async () => ({ steps: this.steps, averages: await Promise.all(this.averages.map((each) => each.save())) }),
      restore: ({ steps, averages }, parameters) => {
        this.steps = steps;
        averages.forEach((saved, which) => this.averages[which]!.restore(saved, parameters));
      },
      dispose: () => this.averages.forEach((each) => each.dispose()),
    };
  }
}

const EPSILON = 1e-7;

function adam({ beta1, beta2, weightDecay }: Options<'adam'>): Optimizer {
  const memory = new Memory(2);
  return memory.optimizer((gradients, learningRate) => {
    for (const [parameter, gradient] of gradients) {
      const options = { learningRate, beta1, beta2, epsilon: EPSILON, weightDecay: decays(parameter) ? weightDecay : 0 };
      const moments = { m: memory.of(0, parameter), v: memory.of(1, parameter) };
      adamUpdate(parameter.variable, gradient, moments, memory.steps, options);
    }
  });
}

function sgd({ momentum, weightDecay }: Options<'sgd'>): Optimizer {
  const memory = new Memory(1);
  return memory.optimizer((gradients, learningRate) => {
    for (const [parameter, gradient] of gradients) {
      const options = { learningRate, momentum, nesterov: false, weightDecay: decays(parameter) ? weightDecay : 0 };
      momentumUpdate(parameter.variable, gradient, memory.of(0, parameter), options);
    }
  });
}

function rmsprop({ decay: beta, weightDecay }: Options<'rmsprop'>): Optimizer {
  const memory = new Memory(1);
  return memory.optimizer((gradients, rate) => {
    for (const [parameter, gradient] of gradients)
      tidy(() => {
        const square = memory.of(0, parameter);
        square.assign(add(mul(square, beta), mul(mul(gradient, gradient), 1 - beta)));
        const kept = mul(parameter.variable, 1 - (decays(parameter) ? rate * weightDecay : 0));
        parameter.variable.assign(sub(kept, div(mul(gradient, rate), add(sqrt(square), EPSILON))));
      });
  });
}
