/** A design with its weights as what runs on the chip: in float32 or int8, as the design asks. */
import { defined } from '../base/assert.ts';
import { createRandom } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { floatModel } from '../document/float-model.ts';
import { initialWeights } from '../document/initial-weights.ts';
import { isAsTrained } from '../document/network-mark.ts';
import { missingWeights, type WeightPlace, type Weights } from '../document/weights.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import type { DeployedModel } from '../quant/memory.ts';
import type { Batch } from '../quant/post-training/observe.ts';
import { quantizeAsKept, quantizeDesign } from '../quant/post-training/quantize-design.ts';
import type { QuantizedModel } from '../quant/post-training/quantized-model.ts';
import type { Method } from '../quant/post-training/range.ts';
import { batchFor } from './generated-batch.ts';
import { realGraph } from './without-file-types.ts';

export interface CalibrationOptions {
  /** Samples that show what values flow; left out: as the network was trained, or else made from a seed, which is said. */
  readonly batch?: Batch | undefined;
  /** How ranges are chosen from what flows. */
  readonly method: Method;
  readonly kernels?: Kernels;
}

export interface ChipModel {
  readonly model: DeployedModel;
  /** The same network in float32; undefined where it is float32 itself. */
  readonly real: DeployedModel | undefined;
  /** For each tensor of `model` the tensor of `real` with the same value; -1: none. */
  readonly pairs: readonly number[];
  /** What has to be known before anybody relies on it, a sentence each. */
  readonly notes: readonly string[];
}

export const RANDOM_WEIGHTS = 'The weights are random: right for measuring size, memory and speed, of no use for anything else.';
export const MADE_SAMPLES = 'Activations were calibrated on made-up samples: calibrate on your own data before you deploy.';

/** Without weights, with random ones. Fails with what the design lacks or cannot become. */
export function modelOf(design: Design, weights: Weights | undefined, options: CalibrationOptions): Result<ChipModel> {
  const real = { ...design, graph: realGraph(design) };
  const missing = weights === undefined ? [] : missingWeights(real.graph, weights);
  if (missing.length > 0) return unfitProblem(missing);
  const own = weights ?? initialWeights(createRandom(1), real.graph);
  const made = design.quantize.scheme === 'float32' ? inFloat(real, own) : inIntegers(real, own, options);
  return made.ok && weights === undefined ? ok({ ...made.value, notes: [RANDOM_WEIGHTS, ...made.value.notes] }) : made;
}

/** Names the first weight that is missing. */
function unfitProblem([first]: readonly WeightPlace[]): Result<never> {
  const { node, spec } = defined(first, 'a missing weight');
  return fail(`The weights do not fit the network as edited: "${spec.name}" is missing or of another shape`, `node ${node}`);
}

function inFloat({ graph }: Design, weights: Weights): Result<ChipModel> {
  const model = floatModel(graph, weights);
  return model.ok ? ok({ model: model.value, real: undefined, pairs: [], notes: [] }) : model;
}

function inIntegers({ graph, quantize }: Design, weights: Weights, options: CalibrationOptions): Result<ChipModel> {
  const io = quantize.scheme === 'file' ? 'int8' : quantize.io;
  const kept = options.batch === undefined && isAsTrained(graph, weights) ? quantizeAsKept(graph, weights, io) : undefined;
  if (kept?.ok === true) return ok({ ...parts(kept.value), notes: [] });
  const batch = batchFor(graph, options.batch);
  if (!batch.ok) return batch;
  const { method, kernels } = options;
  const how = { method, io, weightBits: weights.trained?.weightBits ?? 8, ...(kernels === undefined ? {} : { kernels }) };
  const model = quantizeDesign(graph, weights, batch.value, how);
  return model.ok ? ok({ ...parts(model.value), notes: options.batch === undefined ? [MADE_SAMPLES] : [] }) : model;
}

function parts({ graph, data, real, pairs }: QuantizedModel): Omit<ChipModel, 'notes'> {
  return { model: { graph, data }, real, pairs };
}
