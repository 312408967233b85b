/** A design with what it has learned as the file that is flashed: opened, quantised, ordered, its addresses fixed, as the design asks. */
import { defined } from '../base/assert.ts';
import { createRandom } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { chipOf } from '../cost/chip-of.ts';
import type { Design } from '../document/design.ts';
import { floatModel } from '../document/float-model.ts';
import { initialWeights } from '../document/initial-weights.ts';
import { missingWeights, type WeightPlace, type Weights } from '../document/weights.ts';
import { exportTflite } from '../formats/tflite/export.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import type { DeployedModel } from '../quant/memory.ts';
import type { Batch } from '../quant/post-training/observe.ts';
import { quantizeDesign } from '../quant/post-training/quantize-design.ts';
import type { Method } from '../quant/post-training/range.ts';
import { planWithFixedAddresses } from '../schedule/offline.ts';
import { bestPlacedOrder } from '../schedule/order/best-placed-order.ts';
import { batchFor } from './generated-batch.ts';
import { realGraph } from './without-file-types.ts';

/** What is kept beside a design; all left out: weights are drawn at random, and said to be. */
export interface Learned {
  /** The file an unedited design was opened from. */
  readonly file?: TfliteFile | undefined;
  readonly weights?: Weights | undefined;
}

export interface DeployOptions {
  /** Samples that show what values flow; left out: made from a seed, and said to be. */
  readonly batch?: Batch | undefined;
  readonly method: Method;
  /** Writes where each tensor lies into the file, for the design's runtime. */
  readonly fixAddresses: boolean;
  readonly kernels?: Kernels;
}

export interface Deployed {
  readonly file: Uint8Array;
  readonly graph: DeployedGraph;
  /** The same network in float32, and for each tensor of `graph` the tensor of it with the same value (-1: none); where it was quantised here. */
  readonly real?: DeployedModel;
  readonly pairs?: readonly number[];
  /** What has to be known before anybody relies on the file, a sentence each. */
  readonly notes: readonly string[];
}

export const RANDOM_WEIGHTS = 'The weights are random: right for measuring size, memory and speed, of no use for anything else.';
export const MADE_SAMPLES = 'Activations were calibrated on made-up samples: calibrate on your own data before you deploy.';

/** Fails with what the design lacks or cannot become. */
export function deploy(design: Design, { file, weights }: Learned, options: DeployOptions): Result<Deployed> {
  if (file !== undefined && design.origin !== undefined) return fromFile(design, file, options);
  return fromWeights({ ...design, graph: realGraph(design) }, weights, options);
}

function fromWeights(design: Design, weights: Weights | undefined, options: DeployOptions): Result<Deployed> {
  const missing = weights === undefined ? [] : missingWeights(design.graph, weights);
  if (missing.length > 0) return unfitProblem(missing);
  const notes = weights === undefined ? [RANDOM_WEIGHTS] : [];
  const own = weights ?? initialWeights(createRandom(1), design.graph);
  return design.quantize.scheme === 'float32' ? asFloat(design, own, options, notes) : asInt8(design, own, options, notes);
}

/** Names the first weight that is missing. */
export function unfitProblem([first]: readonly WeightPlace[]): Result<never> {
  const { node, spec } = defined(first, 'a missing weight');
  return fail(`The weights do not fit the network as edited: "${spec.name}" is missing or of another shape`, `node ${node}`);
}

function fromFile(design: Design, file: TfliteFile, { fixAddresses }: DeployOptions): Result<Deployed> {
  const order = orderOf(design, file.graph);
  const offlineOffsets = fixAddresses ? planWithFixedAddresses(file.graph, design.runtime, chipOf(design).core, order).offsets : undefined;
  const written = exportTflite(file, {
    ...(order === undefined ? {} : { order }),
    ...(offlineOffsets === undefined ? {} : { offlineOffsets }),
  });
  return written.ok ? finished(written.value, { notes: [] }) : written;
}

function asFloat(design: Design, weights: Weights, options: DeployOptions, notes: readonly string[]): Result<Deployed> {
  const model = floatModel(design.graph, weights);
  return model.ok ? write(design, model.value, options, { notes }) : model;
}

function asInt8(design: Design, weights: Weights, options: DeployOptions, notes: readonly string[]): Result<Deployed> {
  const { method, kernels } = options;
  const batch = batchFor(design.graph, options.batch);
  if (!batch.ok) return batch;
  const io = design.quantize.scheme === 'file' ? 'int8' : design.quantize.io;
  const model = quantizeDesign(design.graph, weights, batch.value, { method, io, ...(kernels === undefined ? {} : { kernels }) });
  if (!model.ok) return model;
  const { real, pairs } = model.value;
  return write(design, model.value, options, { real, pairs, notes: options.batch === undefined ? [...notes, MADE_SAMPLES] : notes });
}

type Rest = Omit<Deployed, 'file' | 'graph'>;

function write(design: Design, { graph, data }: DeployedModel, { fixAddresses }: DeployOptions, rest: Rest): Result<Deployed> {
  const order = orderOf(design, graph);
  const ops = order === undefined ? graph.ops : order.map((op) => graph.ops[op]!);
  const ordered = { ...graph, ops };
  const offsets = fixAddresses ? { offlineOffsets: planWithFixedAddresses(ordered, design.runtime, chipOf(design).core).offsets } : {};
  const written = writeTflite({ ...ordered, ...offsets }, data);
  return written.ok ? finished(written.value, rest) : written;
}

/** Undefined: as it stands. */
function orderOf(design: Design, graph: DeployedGraph): readonly number[] | undefined {
  return design.order === 'file' ? undefined : bestPlacedOrder(graph, design.runtime, chipOf(design).core).order;
}

/** Reads back what was written: nothing leaves that does not open. */
function finished(file: Uint8Array, rest: Rest): Result<Deployed> {
  const read = readTflite(file, 'The written file');
  return read.ok ? ok({ file, graph: read.value.graph, ...rest }) : read;
}
