/** Inputs made from a seed and the outputs that the integer interpreter computes for them: what the chip must give, bit for bit. */
import { ok, type Result } from '../base/result.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { bytesOf, type Elements } from '../quant/elements.ts';
import { createInputGenerator } from '../quant/generated-inputs.ts';
import { createInterpreter } from '../quant/interpreter.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import type { DeployedModel } from '../quant/memory.ts';

/** Little-endian contents of every input and output of one run, in the model's order. */
export interface GoldenRun {
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

/** Runs follow each other with state carried on. Fails with what cannot be run. */
export function goldenRuns(model: DeployedModel, runs: number, seed: number, kernels?: Kernels): Result<readonly GoldenRun[]> {
  const interpreter = createInterpreter(model, kernels === undefined ? {} : { kernels });
  if (!interpreter.ok) return interpreter;
  const generate = createInputGenerator(seed);
  const limits = model.graph.inputs.map((index) => indexLimit(model.graph, index));
  const golden: GoldenRun[] = [];
  for (let run = 0; run < runs; run++) {
    const inputs = generate(model.graph).map((elements, i) => withinLimit(elements, limits[i]));
    const outputs = interpreter.value.run(inputs);
    if (!outputs.ok) return outputs;
    golden.push({ inputs: inputs.map((each) => bytesOf(each).slice()), outputs: outputs.value.map((each) => bytesOf(each).slice()) });
  }
  return ok(golden);
}

/** How many entries the table has that this tensor's values are places in; undefined when they are none. */
function indexLimit({ ops, tensors }: DeployedGraph, index: number): number | undefined {
  for (const op of ops) {
    if (op.code === 'GATHER' && op.inputs[1] === index) return tensors[op.inputs[0]!]!.shape.at(op.options.axis);
    if (op.code === 'EMBEDDING_LOOKUP' && op.inputs[0] === index) return tensors[op.inputs[1]!]!.shape[0];
  }
  return undefined;
}

function withinLimit(elements: Elements, limit: number | undefined): Elements {
  if (limit === undefined || !(elements instanceof Int32Array)) return elements;
  return elements.map((value) => (value >>> 0) % limit);
}
