/** A design as it runs on the chip, and the same network in float32 beside it, tensor for tensor where both have the same value. */
import { createRandom } from '../base/random.ts';
import { ok, type Result } from '../base/result.ts';
import type { Design } from '../document/design.ts';
import { floatModel } from '../document/float-model.ts';
import { initialWeights } from '../document/initial-weights.ts';
import { missingWeights, type Weights } from '../document/weights.ts';
import { tfliteBytes } from '../formats/tflite/size.ts';
import type { TfliteFile } from '../formats/tflite/tflite-file.ts';
import type { DeployedGraph, DeployedOp } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import { lower } from '../lower/lower.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import type { DeployedModel } from '../quant/memory.ts';
import type { Batch } from '../quant/post-training/observe.ts';
import { quantizeDesign } from '../quant/post-training/quantize-design.ts';
import type { Method } from '../quant/post-training/range.ts';
import { MADE_SAMPLES, RANDOM_WEIGHTS, unfitProblem, type Learned } from './deploy.ts';
import { batchFor } from './generated-batch.ts';
import { withoutFileTypes } from './without-file-types.ts';

export interface SideBySide {
  /** What the chip runs; its operators name the design's nodes. */
  readonly model: DeployedModel;
  /** Undefined where the network itself is float32, or its weights cannot be had as reals. */
  readonly real: DeployedModel | undefined;
  /** For each tensor of `model` the tensor of `real` with the same value; -1: none. */
  readonly pairs: readonly number[];
  /** Bytes of the .tflite. */
  readonly fileBytes: number;
  /** What has to be known before anybody relies on the numbers, a sentence each. */
  readonly notes: readonly string[];
}

export interface SideBySideOptions {
  readonly batch: Batch | undefined;
  readonly method: Method;
  readonly kernels: Kernels;
}

/** Fails with what the design lacks or cannot become. */
export function sideBySide(design: Design, { file, weights }: Learned, options: SideBySideOptions): Result<SideBySide> {
  if (file !== undefined && design.origin !== undefined) return ok(ofFile(design, file, weights));
  const graph = design.quantize.scheme === 'file' ? withoutFileTypes(design.graph) : design.graph;
  const missing = weights === undefined ? [] : missingWeights(graph, weights);
  if (missing.length > 0) return unfitProblem(missing);
  const notes = weights === undefined ? [RANDOM_WEIGHTS] : [];
  const plain = { ...design, graph };
  const own = weights ?? initialWeights(createRandom(1), graph);
  return design.quantize.scheme === 'float32' ? ofFloat(plain, own, notes) : ofIntegers(plain, own, options, notes);
}

function ofFloat({ graph }: Design, weights: Weights, notes: readonly string[]): Result<SideBySide> {
  const model = floatModel(graph, weights);
  return model.ok ? ok({ model: model.value, real: undefined, pairs: [], fileBytes: tfliteBytes(model.value.graph), notes }) : model;
}

function ofIntegers(design: Design, weights: Weights, options: SideBySideOptions, notes: readonly string[]): Result<SideBySide> {
  const batch = batchFor(design.graph, options.batch);
  if (!batch.ok) return batch;
  const io = design.quantize.scheme === 'file' ? 'int8' : design.quantize.io;
  const model = quantizeDesign(design.graph, weights, batch.value, { method: options.method, io, kernels: options.kernels });
  if (!model.ok) return model;
  const { graph, data, real, pairs } = model.value;
  const said = options.batch === undefined ? [...notes, MADE_SAMPLES] : notes;
  return ok({ model: { graph, data }, real, pairs, fileBytes: tfliteBytes(model.value.graph), notes: said });
}

/** The file as it stands, its operators named by the nodes it opened as. */
function ofFile(design: Design, file: TfliteFile, weights: Weights | undefined): SideBySide {
  const named = lower(design.graph, design.quantize, design.origin).deployed.ops;
  const ops = file.graph.ops.map((op, i) => (named.length === file.graph.ops.length ? { ...op, node: named[i]!.node } : op));
  const graph = { ...file.graph, ops };
  const real = isReal(graph) || weights === undefined ? undefined : floatModel(withoutFileTypes(design.graph), weights);
  const pairs = real?.ok === true ? pairNodes(graph, real.value.graph) : [];
  return {
    model: { graph, data: file.data },
    real: real?.ok === true ? real.value : undefined,
    pairs,
    fileBytes: file.fileBytes,
    notes: [],
  };
}

function isReal({ ops, tensors }: DeployedGraph): boolean {
  return ops.every(({ outputs }) => outputs.every((index) => tensors[index]!.type === 'float32'));
}

/** By the node that an operator is the last of; one whose activation is fused on one side only has another value. */
function pairNodes(integer: DeployedGraph, real: DeployedGraph): readonly number[] {
  const pairs = new Array<number>(integer.tensors.length).fill(-1);
  integer.inputs.forEach((index, i) => (pairs[index] = real.inputs[i] ?? -1));
  const lastOf = new Map(real.ops.map((op) => [op.node, op]));
  for (const op of new Map(integer.ops.map((each) => [each.node, each])).values()) {
    const other = op.node === undefined ? undefined : lastOf.get(op.node);
    if (other === undefined || activationOf(other) !== activationOf(op)) continue;
    op.outputs.forEach((index, i) => {
      const pair = other.outputs[i];
      const same = pair !== undefined && elementCount(real.tensors[pair]!.shape) === elementCount(integer.tensors[index]!.shape);
      if (same) pairs[index] = pair;
    });
  }
  return pairs;
}

function activationOf({ options }: DeployedOp): string {
  return 'activation' in options ? options.activation : 'NONE';
}
