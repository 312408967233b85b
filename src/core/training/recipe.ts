/** Everything a training run is made of but the network and the data: the same recipe and seed give the same run. */
import * as v from 'valibot';
import { fail, ok, type Result } from '../base/result.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const positive = v.pipe(v.number(), v.minValue(Number.MIN_VALUE), v.finite());
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

const OPTIMIZER = v.variant('kind', [
  v.object({ kind: v.literal('adam'), beta1: v.optional(share, 0.9), beta2: v.optional(share, 0.999), weightDecay: v.optional(share, 0) }),
  v.object({ kind: v.literal('sgd'), momentum: v.optional(share, 0.9), weightDecay: v.optional(share, 0) }),
  v.object({ kind: v.literal('rmsprop'), decay: v.optional(share, 0.9), weightDecay: v.optional(share, 0) }),
]);

const SCHEDULE = v.variant('kind', [
  v.object({ kind: v.literal('constant') }),
  v.object({ kind: v.literal('cosine') }),
  v.object({ kind: v.literal('step'), everyEpochs: v.pipe(v.number(), v.integer(), v.minValue(1)), factor: share }),
  v.object({ kind: v.literal('one-cycle'), warmUp: v.optional(share, 0.3) }),
]);

export const RANGE_METHODS = ['moving-average', 'percentile', 'min-max', 'learned'] as const;

const RECIPE = v.object({
  epochs: v.optional(count(10_000), 10),
  batch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)), 32),
  seed: v.optional(count(2 ** 32 - 1), 1),
  optimizer: v.optional(OPTIMIZER, { kind: 'adam' }),
  /** The highest of the schedule. */
  learningRate: v.optional(positive, 0.001),
  schedule: v.optional(SCHEDULE, { kind: 'cosine' }),
  /** Largest norm of all gradients together; 0 does not clip. */
  clipNorm: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  labelSmoothing: v.optional(share, 0),
  /** Changes the training samples at random, as is usual for their kind. */
  augment: v.optional(v.boolean(), false),
  /** Epochs without a better validation loss after which training stops; 0 does not stop early. */
  patience: v.optional(count(10_000), 0),
  /** How much a class counts in the loss: all samples the same, or all classes the same. */
  classWeights: v.optional(v.picklist(['none', 'balanced']), 'none'),
  /** Takes out a share of the removable channels, or of each kernel's values, while the float epochs run. */
  pruning: v.optional(v.object({ what: v.picklist(['channels', 'weights']), share: v.pipe(v.number(), v.minValue(0), v.maxValue(0.95)) })),
  /** Learns from another network's outputs beside the labels (Hinton et al. 2015): how soft they are, and their share in the loss. */
  distillation: v.optional(v.object({ temperature: v.optional(positive, 4), share: v.optional(share, 0.7) })),
  /** Quantisation-aware fine-tuning behind the float epochs: batch norms folded, values rounded as the chip will round them. */
  quantization: v.optional(
    v.object({
      epochs: count(10_000),
      weightBits: v.optional(v.picklist([8, 4]), 8),
      learningRate: v.optional(positive, 0.0001),
      /**
       * What an activation's range is: an average of what steps reach, the same without outliers, the widest that was ever reached, or
       * `learned` by its gradient, as the scales of kernels then are, too.
       */
      ranges: v.optional(v.picklist(RANGE_METHODS), 'moving-average'),
    }),
  ),
});

export type Recipe = v.InferOutput<typeof RECIPE>;
/** How a run is quantised. */
export type Rounding = Pick<NonNullable<Recipe['quantization']>, 'weightBits' | 'ranges'>;
export type RecipeInput = v.InferInput<typeof RECIPE>;

export const DEFAULT_RECIPE: Recipe = v.parse(RECIPE, {});

/** Fails with the first thing that is wrong and where. */
export function parseRecipe(value: unknown): Result<Recipe> {
  const parsed = v.safeParse(RECIPE, value);
  if (parsed.success && parsed.output.pruning !== undefined && parsed.output.epochs === 0)
    return fail('Pruning needs float epochs', 'epochs');
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return fail(issue.message, v.getDotPath(issue) ?? undefined);
}
