/** LiteRT.js beside our integer interpreter on the same file and inputs: how far their outputs are apart, in steps of the output's scale. */
import { ok, type Result } from '../core/base/result.ts';
import { type CheckedOutput, type CheckFile, checkFile, type CheckOptions, type FloatValues } from '../core/deploy/check-file.ts';
import type { Numbers } from '../core/quant/elements.ts';
import type { DeployedModel } from '../core/quant/memory.ts';
import { openInLiteRt } from './litert.ts';

export interface OutputDifference extends CheckedOutput {
  /** Values of the output over all runs, and how many differ. */
  readonly values: number;
  readonly differing: number;
  /** Largest difference, in steps of the scale; of a float32 output, in reals. */
  readonly largest: number;
  /** Run and place of the first value that differs. */
  readonly first: { readonly run: number; readonly at: number; readonly ours: number; readonly theirs: number } | undefined;
}

export interface CrossCheck {
  readonly outputs: readonly OutputDifference[];
  readonly runs: number;
  /** Milliseconds of the quickest run each, without opening the model. */
  readonly ourMs: number;
  readonly theirMs: number;
}

/** A tolerance for values that are no integers: float32 arithmetic in another order. */
const FLOAT_TOLERANCE = 1e-4;

/** `folder` is where LiteRT.js is served, ending in a slash; `now` gives milliseconds. Fails with what LiteRT.js refuses. */
export async function compareInLiteRt(check: CheckFile, folder: string, now: () => number): Promise<Result<CrossCheck>> {
  const theirs = await openInLiteRt(check.file, folder);
  if (!theirs.ok) return theirs;
  const tallies = check.outputs.map((output) => output && new Tally(output));
  let theirMs = Infinity;
  try {
    for (const [run, sample] of check.samples.entries()) {
      const start = now();
      const given = await theirs.value.run(sample);
      theirMs = Math.min(theirMs, now() - start);
      tallies.forEach((tally, i) => tally?.add(run, check.ours[run]![i]!, given[i]!));
    }
  } finally {
    theirs.value.dispose();
  }
  const outputs = tallies.flatMap((tally) => tally?.difference() ?? []);
  return ok({ outputs, runs: check.samples.length, ourMs: check.ourMs, theirMs });
}

export interface CrossCheckOptions extends CheckOptions {
  readonly folder: string;
}

/** Both at one place. `samples`: the inputs of each run, real numbers (int32 for indices), in the model's order. Fails with what either refuses. */
export async function crossCheck(
  model: DeployedModel,
  samples: CheckFile['samples'],
  { folder, ...options }: CrossCheckOptions,
): Promise<Result<CrossCheck>> {
  const check = checkFile(model, samples, options);
  return check.ok ? compareInLiteRt(check.value, folder, options.now) : check;
}

class Tally {
  private readonly output: CheckedOutput;
  private values = 0;
  private differing = 0;
  private largest = 0;
  private first: OutputDifference['first'];

  constructor(output: CheckedOutput) {
    this.output = output;
  }

  add(run: number, ours: Numbers, theirs: FloatValues): void {
    const { step } = this.output;
    this.values += ours.length;
    for (let at = 0; at < ours.length; at++) {
      const [own, other] = [ours[at]!, theirs[at]!];
      const off = Math.abs(own - other) / (step ?? 1);
      const isSame = step === undefined ? off <= FLOAT_TOLERANCE * (1 + Math.abs(own)) : off < 0.5;
      if (isSame) continue;
      this.differing++;
      this.largest = Math.max(this.largest, off);
      this.first ??= { run, at, ours: own, theirs: other };
    }
  }

  difference(): OutputDifference {
    const { output, values, differing, first } = this;
    return { ...output, values, differing, largest: output.step === undefined ? this.largest : Math.round(this.largest), first };
  }
}
