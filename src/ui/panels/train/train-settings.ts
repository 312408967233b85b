/** What a training run is set up with in the panel, and what the job is asked for. */
import type { Result } from '../../../core/base/result.ts';
import { BUILT_INS, type BuiltInId } from '../../../core/dataset/built-ins.ts';
import type { OpenOptions } from '../../../core/dataset/open-options.ts';
import type { DataRequest } from '../../../core/dataset/request.ts';
import type { Shape } from '../../../core/graph/tensor.ts';
import { parseRecipe, type Recipe } from '../../../core/training/recipe.ts';

export type DataChoice =
  | { readonly kind: 'built-in'; readonly id: BuiltInId; readonly samples: 'all' | 'first' }
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly File[] };

export interface TrainSettings {
  /** Undefined: the built-in set whose samples the network takes. */
  readonly data: DataChoice | undefined;
  readonly epochs: number;
  /** Quantisation-aware epochs behind the float ones; 0 quantises after training. */
  readonly awareEpochs: number;
  readonly learningRate: number;
  readonly batch: number;
  readonly seed: number;
  readonly augment: boolean;
}

export const DEFAULT_SETTINGS: TrainSettings = {
  data: undefined,
  epochs: 10,
  awareEpochs: 2,
  learningRate: 0.001,
  batch: 32,
  seed: 1,
  augment: false,
};

/** The built-in data of this shape without the batch; MNIST where there is none. */
export function builtInFor(shape: Shape): DataChoice {
  const fitting = BUILT_INS.find(({ sampleShape }) => sampleShape.join() === shape.slice(1).join());
  return { kind: 'built-in', id: fitting?.id ?? 'mnist', samples: 'first' };
}

/** Fails with what is wrong with a number, and where. */
export function recipeOf({ epochs, awareEpochs, learningRate, batch, seed, augment }: TrainSettings): Result<Recipe> {
  const quantization = awareEpochs === 0 ? {} : { quantization: { epochs: awareEpochs, learningRate: learningRate / 10 } };
  return parseRecipe({ epochs, learningRate, batch, seed, augment, ...quantization });
}

/** How files become samples as the network takes them: pictures of its size, windows of its length. `shape` has the batch first. */
function readingFor(shape: Shape): OpenOptions {
  const [, height = 1, width = 1, channels] = shape;
  if (shape.length === 4 && (channels === 1 || channels === 3)) return { height, width, channels };
  return shape.length === 3 ? { window: height } : {};
}

/** `shape` is that of the network's input, `base` the page's address. */
export function dataRequestOf(choice: DataChoice, shape: Shape, seed: number, base: string): DataRequest {
  if (choice.kind === 'built-in') return { source: { kind: 'built-in', id: choice.id }, options: { seed, samples: choice.samples }, base };
  const files = choice.files.map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
  return { source: { kind: 'files', name: choice.name, files }, options: { seed, ...readingFor(shape) }, base };
}
