/** What a deployed network makes of real samples, in the integer interpreter: the accuracy that counts. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { bytesOf, type Elements } from '../../core/quant/elements.ts';
import { createInterpreter, type Interpreter } from '../../core/quant/interpreter.ts';
import type { Kernels } from '../../core/quant/kernels/registry.ts';
import type { DeployedModel } from '../../core/quant/memory.ts';
import { orderOf, type Samples } from './batches.ts';
import { largestAt } from './evaluate.ts';

export interface OnChip {
  /** Undefined where samples have no classes. */
  readonly accuracy: number | undefined;
  /** The class named for each sample. */
  readonly named: Int32Array;
}

/**
 * Samples are rounded to the input's int8, or taken as they are by a float32 input. One of several frames is as many runs, of which the last
 * one names the class. Fails with what cannot be run.
 */
export async function runOnChip(model: DeployedModel, samples: Samples, kernels: Kernels, frames = 1): Promise<Result<OnChip>> {
  const interpreter = createInterpreter(model, { kernels });
  if (!interpreter.ok) return interpreter;
  const { graph, run, reset } = interpreter.value;
  const input = graph.tensors[graph.inputs[0]!]!;
  const scale = input.type === 'int8' ? input.quantization?.scales[0] : undefined;
  if (input.type !== 'float32' && scale === undefined) return fail(`The input is ${input.type}, which samples are not turned into`);
  const zeroPoint = input.quantization?.zeroPoints[0] ?? 0;
  const count = input.bytes / (scale === undefined ? 4 : 1);
  const values = new Float32Array(frames * count);
  const steps = scale === undefined ? undefined : new Int8Array(frames * count);
  const named = new Int32Array(samples.count);
  let right = 0;
  for (const index of orderOf(samples.count, undefined)) {
    await samples.read(Int32Array.of(index), values);
    reset();
    if (steps !== undefined) values.forEach((value, i) => (steps[i] = toStep(value, scale!, zeroPoint)));
    const output = lastOutput(run, steps ?? values, count);
    if (!output.ok) return output;
    named[index] = largestAt(
      output.value as unknown as ArrayLike<number>,
      0,
      bytesOf(output.value).length / output.value.BYTES_PER_ELEMENT,
    );
    if (named[index] === samples.labels[index]) right++;
  }
  return ok({ accuracy: samples.labels.length === 0 ? undefined : right / samples.count, named });
}

/** Runs one frame of `count` values after the other. */
function lastOutput(run: Interpreter['run'], sample: Float32Array | Int8Array, count: number): Result<Elements> {
  let last = run([sample.subarray(0, count)]);
  for (let at = count; last.ok && at < sample.length; at += count) last = run([sample.subarray(at, at + count)]);
  return last.ok ? ok(last.value[0]!) : last;
}

function toStep(value: number, scale: number, zeroPoint: number): number {
  return Math.max(-128, Math.min(127, Math.round(value / scale) + zeroPoint));
}
