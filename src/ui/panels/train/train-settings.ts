/** What a training run is set up with in the panel, and what the job is asked for. */
import { FRONT_ENDS } from '../../../core/audio/front-end.ts';
import type { Result } from '../../../core/base/result.ts';
import { BUILT_INS, type BuiltInId } from '../../../core/dataset/built-ins.ts';
import type { OpenOptions } from '../../../core/dataset/open-options.ts';
import type { DataRequest, RequestedFile } from '../../../core/dataset/request.ts';
import type { Shape } from '../../../core/graph/tensor.ts';
import { parseRecipe, type Recipe } from '../../../core/training/recipe.ts';
import type { TrainDevice } from '../../../jobs/train-job.ts';

export type DataChoice =
  | { readonly kind: 'built-in'; readonly id: BuiltInId; readonly samples: 'all' | 'first' }
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly RequestedFile[] };

export interface TrainSettings {
  /** Undefined: the built-in set whose samples the network takes. */
  readonly data: DataChoice | undefined;
  readonly epochs: number;
  /** Quantisation-aware epochs behind the float ones; 0 quantises after training. */
  readonly awareEpochs: number;
  readonly weightBits: 8 | 4;
  readonly ranges: NonNullable<Recipe['quantization']>['ranges'];
  readonly learningRate: number;
  readonly batch: number;
  readonly seed: number;
  readonly augment: boolean;
  readonly device: TrainDevice;
  readonly optimizer: Recipe['optimizer']['kind'];
  readonly schedule: Recipe['schedule']['kind'];
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  /** Epochs without a better validation after which a phase ends; 0 never. */
  readonly patience: number;
  readonly classWeights: Recipe['classWeights'];
  readonly pruning: 'none' | NonNullable<Recipe['pruning']>['what'];
  /** Of what can be pruned, in percent. */
  readonly prunedPercent: number;
  /** A kept design to learn from. */
  readonly teacher: string | undefined;
}

export const DEFAULT_SETTINGS: TrainSettings = {
  data: undefined,
  epochs: 10,
  awareEpochs: 2,
  weightBits: 8,
  ranges: 'moving-average',
  learningRate: 0.001,
  batch: 32,
  seed: 1,
  augment: false,
  device: 'fastest',
  optimizer: 'adam',
  schedule: 'cosine',
  weightDecay: 0,
  labelSmoothing: 0,
  patience: 0,
  classWeights: 'none',
  pruning: 'none',
  prunedPercent: 50,
  teacher: undefined,
};

/** The built-in data of this shape without the batch, with as many classes as the network names where some has; MNIST where none fits. */
export function builtInFor(shape: Shape, classes?: number): DataChoice {
  const fitting = BUILT_INS.filter(({ sampleShape }) => sampleShape.join() === shape.slice(1).join());
  const chosen = fitting.find((each) => each.classes === classes) ?? fitting[0];
  return { kind: 'built-in', id: chosen?.id ?? 'mnist', samples: 'first' };
}

/** Fails with what is wrong with a number, and where. */
export function recipeOf(settings: TrainSettings): Result<Recipe> {
  const { epochs, awareEpochs, weightBits, learningRate, batch, seed, augment, labelSmoothing, patience, classWeights } = settings;
  return parseRecipe({
    epochs,
    learningRate,
    batch,
    seed,
    augment,
    labelSmoothing,
    patience,
    classWeights,
    optimizer: { kind: settings.optimizer, weightDecay: settings.weightDecay },
    schedule: SCHEDULES[settings.schedule](epochs),
    pruning: settings.pruning === 'none' ? undefined : { what: settings.pruning, share: settings.prunedPercent / 100 },
    distillation: settings.teacher === undefined ? undefined : {},
    quantization:
      awareEpochs === 0 ? undefined : { epochs: awareEpochs, weightBits, ranges: settings.ranges, learningRate: learningRate / 10 },
  });
}

const SCHEDULES: Readonly<Record<Recipe['schedule']['kind'], (epochs: number) => Recipe['schedule']>> = {
  constant: () => ({ kind: 'constant' }),
  cosine: () => ({ kind: 'cosine' }),
  step: (epochs) => ({ kind: 'step', everyEpochs: Math.max(1, Math.round(epochs / 3)), factor: 0.1 }),
  'one-cycle': () => ({ kind: 'one-cycle', warmUp: 0.3 }),
};

/** How files become samples as the network takes them: pictures of its size, its features of sound, windows of its length. `shape` has the batch first. */
function readingFor(shape: Shape): OpenOptions {
  const [, height = 1, width = 1, channels] = shape;
  const frontEnd = FRONT_ENDS.find(({ frames, features }) => channels === 1 && frames === height && features === width)?.id;
  if (shape.length === 4 && (channels === 1 || channels === 3)) return { height, width, channels, ...(frontEnd && { frontEnd }) };
  return shape.length === 3 ? { window: height } : {};
}

/** `shape` is that of the network's input, `base` the page's address. */
export function dataRequestOf(choice: DataChoice, shape: Shape, seed: number, base: string): DataRequest {
  if (choice.kind === 'built-in') return { source: { kind: 'built-in', id: choice.id }, options: { seed, samples: choice.samples }, base };
  const { name, files } = choice;
  return { source: { kind: 'files', name, files }, options: { seed, ...readingFor(shape) }, base };
}
