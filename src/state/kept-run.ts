/** A training run that is over, as the history keeps it. */
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../core/training/recipe.ts';
import type { EpochReport } from '../core/training/progress.ts';

export interface KeptRun {
  readonly id: string;
  /** The document it was started in. */
  readonly document: string;
  /** What the design was called. */
  readonly design: string;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  /** What the data was called. */
  readonly data: string;
  readonly recipe: Recipe;
  readonly epochs: readonly EpochReport[];
  /** What it ran on, in words. */
  readonly device: string;
  readonly outcome: RunOutcome;
}

export type RunOutcome =
  | {
      readonly kind: 'done';
      /** The user ended it with what it had. */
      readonly early: boolean;
      /** Shares of the test samples; undefined where the target is the sample itself. */
      readonly float: number | undefined;
      readonly onChip: number | undefined;
      readonly agreement: number | undefined;
      readonly bits: 8 | 4;
      readonly seconds: number;
      readonly fileBytes: number;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** What a run leaves behind that takes room. */
export interface RunParts {
  /** The .tflite that was judged. */
  readonly file: Uint8Array;
  /** What `encodeWeights` made. */
  readonly weights: Uint8Array;
}

const SCORE = v.object({ loss: v.number(), accuracy: v.optional(v.number()) });
const EPOCH = v.object({
  epoch: v.number(),
  phase: v.picklist(['float', 'quantized']),
  steps: v.number(),
  learningRate: v.number(),
  train: SCORE,
  validation: SCORE,
  samplesPerSecond: v.number(),
});
const OUTCOME = v.variant('kind', [
  v.object({
    kind: v.literal('done'),
    early: v.boolean(),
    float: v.optional(v.number()),
    onChip: v.optional(v.number()),
    agreement: v.optional(v.number()),
    bits: v.picklist([8, 4]),
    seconds: v.number(),
    fileBytes: v.number(),
  }),
  v.object({ kind: v.literal('failed'), message: v.string() }),
]);
const RUN = v.object({
  id: v.string(),
  document: v.string(),
  design: v.string(),
  endedAt: v.number(),
  data: v.string(),
  recipe: v.unknown(),
  epochs: v.array(EPOCH),
  device: v.string(),
  outcome: OUTCOME,
});

/** Undefined for what cannot be read: a later version wrote it, or it is damaged. */
export function parseKeptRun(value: unknown): KeptRun | undefined {
  const parsed = v.safeParse(RUN, value);
  if (!parsed.success) return undefined;
  const recipe = parseRecipe(parsed.output.recipe);
  return recipe.ok ? ({ ...parsed.output, recipe: recipe.value } as KeptRun) : undefined;
}
