/** Inputs made from a seed and the outputs that the integer interpreter computes for them: what the chip must give, bit for bit. */
import { ok, type Result } from '../base/result.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { bytesOf } from '../quant/elements.ts';
import { createInterpreter } from '../quant/interpreter.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import type { DeployedModel } from '../quant/memory.ts';
import { createUsableInputs } from '../quant/usable-inputs.ts';

/** Little-endian contents of every input and output of one run, in the model's order. */
export interface GoldenRun {
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

/** Runs in a row, as many as stay below a size that a chip has to spare: the more there are, the fewer changes go unseen. */
const FEWEST = 3;
const MOST = 16;
const MAX_BYTES = 32 * 1024;

export function goldenRunCount({ tensors, inputs, outputs }: DeployedGraph): number {
  const bytes = [...inputs, ...outputs].reduce((sum, index) => sum + tensors[index]!.bytes, 0);
  return Math.max(FEWEST, Math.min(MOST, Math.floor(MAX_BYTES / bytes)));
}

/** Runs follow each other with state carried on. Fails with what cannot be run. */
export function goldenRuns(model: DeployedModel, runs: number, seed: number, kernels?: Kernels): Result<readonly GoldenRun[]> {
  const interpreter = createInterpreter(model, kernels === undefined ? {} : { kernels });
  if (!interpreter.ok) return interpreter;
  const generate = createUsableInputs(model.graph, seed);
  const golden: GoldenRun[] = [];
  for (let run = 0; run < runs; run++) {
    const inputs = generate();
    const outputs = interpreter.value.run(inputs);
    if (!outputs.ok) return outputs;
    golden.push({ inputs: inputs.map((each) => bytesOf(each).slice()), outputs: outputs.value.map((each) => bytesOf(each).slice()) });
  }
  return ok(golden);
}
