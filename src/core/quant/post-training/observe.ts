/** What values the tensors of a float network take over a batch. */
import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import type { Elements, Numbers } from '../elements.ts';
import type { Interpreter } from '../interpreter.ts';
import { createInterpreter } from '../interpreter.ts';
import { input } from '../kernels/kernel.ts';
import { CELL, lstmKernel } from '../kernels/lstm.ts';
import type { Kernels } from '../kernels/registry.ts';
import type { DeployedModel } from '../memory.ts';

/** Values of one tensor: the range, and how many fell into each of `counts.length` equal bins of it. */
export interface Observation {
  readonly low: number;
  readonly high: number;
  readonly counts: Float64Array;
}

export interface Batch {
  /** Each sample holds the network's inputs in their order. */
  readonly samples: readonly (readonly Elements[])[];
  /** State runs on from sample to sample: the frames of one recording, not examples of their own. */
  readonly keepsState?: boolean;
}

const BINS = 2048;

/** Runs the batch twice, for the ranges and for what lies where in them. By tensor index; undefined for a tensor that is not float32. */
export function observe(model: DeployedModel, batch: Batch, kernels: Kernels): Result<readonly (Observation | undefined)[]> {
  const ranges = model.graph.tensors.map(() => ({ low: Infinity, high: -Infinity }));
  const interpreter = createInterpreter(model, { kernels: watchingCells(kernels, ranges) });
  if (!interpreter.ok) return interpreter;
  if (batch.samples.length === 0) return fail('Calibration needs at least one sample');
  const indices = model.graph.tensors.flatMap(({ type, role }, index) => (type === 'float32' && role !== 'constant' ? [index] : []));
  const first = eachSample(interpreter.value, batch, (tensor) => {
    for (const index of indices) widen(ranges[index]!, tensor(index) as Float32Array);
  });
  if (!first.ok) return first;
  const observations = new Map(indices.map((index) => [index, { ...ranges[index]!, counts: new Float64Array(BINS) }]));
  const second = eachSample(interpreter.value, batch, (tensor) => {
    for (const [index, observation] of observations) count(observation, tensor(index) as Float32Array);
  });
  return second.ok ? ok(model.graph.tensors.map((_, index) => observations.get(index))) : second;
}

/** An LSTM's cell state is seen after every step, not only where a run leaves it. */
function watchingCells(kernels: Kernels, ranges: readonly { low: number; high: number }[]): Kernels {
  return {
    ...kernels,
    UNIDIRECTIONAL_SEQUENCE_LSTM: (site) => lstmKernel(site, (cell) => widen(ranges[input(site, CELL).index]!, cell)),
  };
}

function eachSample(
  { run, reset, tensor }: Interpreter,
  { samples, keepsState }: Batch,
  look: (of: Interpreter['tensor']) => void,
): Result<true> {
  reset();
  for (const sample of samples) {
    if (keepsState !== true) reset();
    const done = run(sample);
    if (!done.ok) return done;
    look(tensor);
  }
  return ok(true);
}

function widen(range: { low: number; high: number }, values: Numbers): void {
  for (const value of values) {
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
  }
}

function count({ low, high, counts }: Observation, values: Float32Array): void {
  const perUnit = high > low ? counts.length / (high - low) : 0;
  for (const value of values) counts[Math.min(counts.length - 1, Math.floor((value - low) * perUnit))]! += 1;
}
