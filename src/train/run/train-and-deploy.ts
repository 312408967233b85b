/** From a design and samples to a file: trains, quantises to what the training saw, and lets the integer interpreter judge the file. */
import { assert, defined } from '../../core/base/assert.ts';
import { createRandom } from '../../core/base/random.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { deploy } from '../../core/deploy/deploy.ts';
import { batchFor } from '../../core/deploy/generated-batch.ts';
import { realGraph } from '../../core/deploy/without-file-types.ts';
import type { Design } from '../../core/document/design.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import type { Weights } from '../../core/document/weights.ts';
import { lower } from '../../core/lower/lower.ts';
import { readTflite } from '../../core/formats/tflite/read.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { elementCount } from '../../core/graph/tensor.ts';
import type { Elements } from '../../core/quant/elements.ts';
import { withQuantization } from '../../core/quant/post-training/kept-quantization.ts';
import type { Batch } from '../../core/quant/post-training/observe.ts';
import { quantizeDesign, quantizeToRanges, type QuantizeOptions } from '../../core/quant/post-training/quantize-design.ts';
import type { QuantizedModel } from '../../core/quant/post-training/quantized-model.ts';
import { confusionOf } from '../../core/training/confusion.ts';
import type { Delivered } from '../../core/training/progress.ts';
import type { Recipe } from '../../core/training/recipe.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { framesOf } from '../model/frames.ts';
import type { HeldNetwork } from './held-network.ts';
import { namedClasses } from './named-classes.ts';
import { layersOf, seenValues, type SeenValues } from './histograms.ts';
import { mistakesOf } from './mistakes.ts';
import { runOnChip } from './on-chip.ts';
import { train, type Trained } from './train.ts';
import type { TrainingData, TrainRequest } from './train-request.ts';

/** Samples that post-training quantisation looks at when no quantisation-aware epochs were asked for. */
const CALIBRATION = 256;
const HOW = { method: { kind: 'minmax' }, io: 'int8' } as const;

export interface DeliveryRequest extends Omit<TrainRequest, 'graph' | 'weights' | 'onTrained'> {
  readonly design: Design;
  /** What the design has learned before; undefined starts from the recipe's seed. */
  readonly weights: Weights | undefined;
}

/** Fails with what cannot be trained, or with what went wrong on the way. */
export async function trainAndDeploy({ design, weights, ...request }: DeliveryRequest): Promise<Result<Delivered>> {
  const { recipe, samples, now } = request;
  const start = now();
  const graph = realGraph(design);
  let rounded: Int32Array | undefined;
  let seen: SeenValues | undefined;
  const onTrained = async (held: HeldNetwork): Promise<void> => {
    seen = await seenValues(held, samples.test);
    if (held.quantization !== undefined && samples.test.labels.length > 0) rounded = await namedClasses(held, samples.test);
  };
  const own = weights ?? initialWeights(createRandom(recipe.seed), graph);
  const trained = await train({ ...request, graph, weights: own, onTrained });
  if (!trained.ok) return trained;
  const made = await deployed({ ...design, graph: trained.value.graph }, trained.value, samples, recipe);
  if (!made.ok) return made;
  const { file } = made.value;
  const model = readTflite(file, 'the trained network');
  if (!model.ok) return model;
  const chip = await runOnChip(model.value, samples.test, createWasmKernels(), framesOf(model.value.graph, samples.sampleShape));
  if (!chip.ok) return chip;
  const { epochs, steps, float } = trained.value;
  const { named } = chip.value;
  const { labels } = samples.test;
  return ok({
    epochs: epochs.length,
    steps,
    seconds: (now() - start) / 1000,
    float: { accuracy: float.accuracy, loss: float.loss },
    int8: { accuracy: chip.value.accuracy },
    agreement: rounded && agreement(rounded, named),
    confusion: labels.length === 0 ? undefined : confusionOf(labels, named, samples.classes),
    mistakes: await mistakesOf(samples.test, named, elementCount(samples.sampleShape)),
    layers: layersOf(defined(seen, 'what the network was seen to compute'), trained.value.graph, trained.value.weights, model.value.graph),
    bits: recipe.quantization?.weightBits ?? 8,
    graph: trained.value.graph,
    ...made.value,
  });
}

/** Share of the samples on which both name the same class. */
function agreement(some: Int32Array, others: Int32Array): number {
  return some.filter((name, i) => name === others[i]).length / some.length;
}

/** The file, and the weights that any later export of the design makes the same file of. */
async function deployed(
  design: Design,
  { weights, learned }: Trained,
  data: TrainingData,
  { quantization }: Recipe,
): Promise<Result<Pick<Delivered, 'weights' | 'file'>>> {
  const { graph } = design;
  const weightBits = quantization?.weightBits ?? 8;
  const how = { ...HOW, weightBits };
  const model = learned === undefined ? await calibrated(graph, weights, data, how) : quantizeToRanges(graph, weights, learned, how);
  if (!model.ok) return model;
  const kept = withQuantization(graph, weights, model.value, { weightBits, ...(learned && { kernelScales: learned.kernelScales }) });
  const done = deploy(
    { ...design, quantize: { scheme: 'int8', io: HOW.io } },
    { weights: kept },
    { method: HOW.method, fixAddresses: false },
  );
  if (!done.ok) return done;
  assert(done.value.notes.length === 0, 'the trained network was calibrated anew');
  return ok({ weights: kept, file: done.value.file });
}

async function calibrated(graph: Graph, weights: Weights, data: TrainingData, how: QuantizeOptions): Promise<Result<QuantizedModel>> {
  const batch = batchFor(graph, await calibrationBatch(graph, data));
  return batch.ok ? quantizeDesign(graph, weights, batch.value, { ...how, kernels: createWasmKernels() }) : batch;
}

async function calibrationBatch(graph: Graph, { train: samples, sampleShape }: TrainingData): Promise<Batch> {
  const size = elementCount(sampleShape);
  const frames = framesOf(lower(graph, { scheme: 'float32', io: 'float32' }).deployed, sampleShape);
  const batch: Elements[][] = [];
  for (let index = 0; index < Math.min(CALIBRATION, samples.count); index++) {
    const values = new Float32Array(size);
    await samples.read(Int32Array.of(index), values);
    for (let frame = 0; frame < frames; frame++) batch.push([values.subarray((frame * size) / frames, ((frame + 1) * size) / frames)]);
  }
  return { samples: batch, keepsState: frames > 1 };
}
