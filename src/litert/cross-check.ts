/** Our integer interpreter beside LiteRT.js on the same file and inputs: how far their outputs are apart, in steps of the output's scale. */
import { fail, ok, type Result } from '../core/base/result.ts';
import { withFloatIo } from '../core/deploy/with-float-io.ts';
import { writeTflite } from '../core/formats/tflite/write.ts';
import { createInterpreter } from '../core/quant/interpreter.ts';
import type { Numbers } from '../core/quant/elements.ts';
import type { Kernels } from '../core/quant/kernels/registry.ts';
import type { DeployedModel } from '../core/quant/memory.ts';
import { type LiteRtValues, openInLiteRt } from './litert.ts';

export interface OutputDifference {
  readonly name: string;
  /** Values of the output over all runs, and how many differ. */
  readonly values: number;
  readonly differing: number;
  /** Largest difference, in steps of the scale; of a float32 output, in reals. */
  readonly largest: number;
  /** Step of the output; undefined for one without a scale. */
  readonly step: number | undefined;
  /** Run and place of the first value that differs. */
  readonly first: { readonly run: number; readonly at: number; readonly ours: number; readonly theirs: number } | undefined;
}

export interface CrossCheck {
  readonly outputs: readonly OutputDifference[];
  readonly runs: number;
  /** Milliseconds of one run each, without opening the model. */
  readonly ourMs: number;
  readonly theirMs: number;
}

export interface CrossCheckOptions {
  /** Where LiteRT.js is served, ending in a slash. */
  readonly folder: string;
  readonly kernels: Kernels;
  readonly now: () => number;
}

/** A tolerance for values that are no integers: float32 arithmetic in another order. */
const FLOAT_TOLERANCE = 1e-4;

/** `samples`: the inputs of each run, real numbers (int32 for indices), in the model's order. Fails with what either of the two refuses. */
export async function crossCheck(
  model: DeployedModel,
  samples: readonly (readonly LiteRtValues[])[],
  { folder, kernels, now }: CrossCheckOptions,
): Promise<Result<CrossCheck>> {
  if (model.graph.tensors.some(({ role }) => role === 'variable'))
    return fail('LiteRT.js runs no network that keeps state from run to run (LSTM, SVDF): nothing was compared');
  const wrapped = withFloatIo(model);
  const file = writeTflite(wrapped.graph, wrapped.data);
  if (!file.ok) return file;
  const ours = createInterpreter(wrapped, { kernels });
  if (!ours.ok) return ours;
  const theirs = await openInLiteRt(file.value, folder);
  if (!theirs.ok) return theirs;
  const { inputs, outputs, tensors } = model.graph;
  // An input that is handed out as it is: nothing computes it, and LiteRT.js gives other memory for it.
  const tallies = outputs.map((index) => (inputs.includes(index) ? undefined : new Tally(tensors[index]!)));
  let [ourMs, theirMs] = [0, 0];
  try {
    for (const [run, sample] of samples.entries()) {
      const start = now();
      const expected = ours.value.run(sample);
      ourMs += now() - start;
      if (!expected.ok) return expected;
      const between = now();
      const given = await theirs.value.run(sample);
      theirMs += now() - between;
      tallies.forEach((tally, i) => tally?.add(run, expected.value[i] as Numbers, given[i]!));
    }
  } finally {
    theirs.value.dispose();
  }
  const runs = samples.length;
  return ok({ outputs: tallies.flatMap((tally) => tally?.difference() ?? []), runs, ourMs: ourMs / runs, theirMs: theirMs / runs });
}

class Tally {
  private readonly name: string;
  private readonly step: number | undefined;
  private values = 0;
  private differing = 0;
  private largest = 0;
  private first: OutputDifference['first'];

  constructor({ name, quantization }: DeployedModel['graph']['tensors'][number]) {
    this.name = name;
    this.step = quantization?.scales[0];
  }

  add(run: number, ours: Numbers, theirs: LiteRtValues): void {
    this.values += ours.length;
    for (let at = 0; at < ours.length; at++) {
      const [own, other] = [ours[at]!, theirs[at]!];
      const off = Math.abs(own - other) / (this.step ?? 1);
      const isSame = this.step === undefined ? off <= FLOAT_TOLERANCE * (1 + Math.abs(own)) : off < 0.5;
      if (isSame) continue;
      this.differing++;
      this.largest = Math.max(this.largest, off);
      this.first ??= { run, at, ours: own, theirs: other };
    }
  }

  difference(): OutputDifference {
    const { name, values, differing, step, first } = this;
    return { name, values, differing, largest: step === undefined ? this.largest : Math.round(this.largest), step, first };
  }
}
