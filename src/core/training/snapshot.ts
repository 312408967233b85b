/** A training run between two steps, as a value: what is needed to go on with it elsewhere, to the same bits. */
import * as v from 'valibot';
import type { Weights } from '../document/weights.ts';
import type { Graph } from '../graph/graph.ts';
import type { Range } from '../quant/kernels/quantization.ts';
import type { EpochReport, SplitScore } from './progress.ts';

/** What an optimiser remembers: steps taken, and its running averages by parameter. */
export interface OptimizerState {
  readonly steps: number;
  readonly averages: readonly ReadonlyMap<string, Float32Array>[];
}

/** The epoch of a phase that validated best. */
export interface BestEpoch {
  readonly score: SplitScore;
  readonly weights: Weights;
  readonly ranges: ReadonlyMap<number, Range> | undefined;
  /** Epochs since. */
  readonly age: number;
}

/** What pruning has chosen so far: channels by number, or weights by parameter (0 gone, 1 kept). */
export interface PruningState {
  readonly channels: ReadonlySet<number>;
  readonly masks: ReadonlyMap<string, Float32Array>;
}

export interface Snapshot {
  /** Of this format. */
  readonly version: 1;
  readonly phase: EpochReport['phase'];
  /** The network of the phase: narrower than the design where channels were pruned. */
  readonly graph: Graph;
  readonly weights: Weights;
  /** Epochs of the phase that are done, steps done of the one that is on, and their losses summed over samples. */
  readonly epoch: number;
  readonly step: number;
  readonly lossSum: number;
  /** Of the whole run. */
  readonly steps: number;
  readonly epochs: readonly EpochReport[];
  readonly optimizer: OptimizerState;
  readonly ranges: ReadonlyMap<number, Range> | undefined;
  readonly pruning: PruningState | undefined;
  readonly best: BestEpoch | undefined;
  /** The float network on the test samples; known in the second phase. */
  readonly float: SplitScore | undefined;
}

const numbers = v.map(v.string(), v.instance(Float32Array));
const weights = v.object({ nodes: v.instance(Map), activations: v.instance(Map) });
const score = v.object({ loss: v.number(), accuracy: v.optional(v.number()) });
const ranges = v.optional(v.map(v.number(), v.object({ low: v.number(), high: v.number() })));
const SNAPSHOT = v.object({
  version: v.literal(1),
  phase: v.picklist(['float', 'quantized']),
  graph: v.looseObject({ nodes: v.array(v.unknown()) }),
  weights,
  epoch: v.number(),
  step: v.number(),
  lossSum: v.number(),
  steps: v.number(),
  epochs: v.array(v.looseObject({ epoch: v.number() })),
  optimizer: v.object({ steps: v.number(), averages: v.array(numbers) }),
  ranges,
  pruning: v.optional(v.object({ channels: v.set(v.number()), masks: numbers })),
  best: v.optional(v.object({ score, weights, ranges, age: v.number() })),
  float: v.optional(score),
});

/** Undefined where the value is no snapshot of this version: the run then starts anew. */
export function parseSnapshot(value: unknown): Snapshot | undefined {
  const parsed = v.safeParse(SNAPSHOT, value);
  return parsed.success ? (parsed.output as unknown as Snapshot) : undefined;
}
