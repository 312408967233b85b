/**
 * A whole run: float epochs, in which the network may be pruned, then quantisation-aware ones on what is left; the best validation of each
 * phase is kept. It can be stopped, paused, and continued from a snapshot to the same bits.
 */
import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { elementCount, shapeText } from '../../core/graph/tensor.ts';
import type { LearnedRanges } from '../../core/quant/post-training/quantize-design.ts';
import type { EpochReport, SplitScore } from '../../core/training/progress.ts';
import type { Pruned } from '../../core/training/remove-channels.ts';
import { framesOf, looksBackAt } from '../model/frames.ts';
import { createNetwork, weightsOf, type Network } from '../model/network.ts';
import { orderOf, readBatch } from './batches.ts';
import { evaluate } from './evaluate.ts';
import { batchShape, runPhase, type Course } from './phase.ts';
import { withoutScales } from './learned-scales.ts';
import { Pruner } from './pruner.ts';
import { createQuantization, type Quantization } from './quantization.ts';
import { createTeacher, type Teacher } from './teacher.ts';
import type { TrainingData, TrainRequest } from './train-request.ts';

export interface Trained extends Pruned {
  /** How it was rounded; undefined where the run was float alone. */
  readonly learned: LearnedRanges | undefined;
  readonly epochs: readonly EpochReport[];
  readonly steps: number;
  /** The float network on the test samples. */
  readonly float: SplitScore;
}

/** Batches that ranges are first taken from. */
const CALIBRATION_BATCHES = 16;
const PLAIN = { kernel: (kernel: Tensor) => kernel, random: () => 0 };

/** Fails when network and data do not go together, or with the step and the node at which values were no numbers. */
export async function train(request: TrainRequest): Promise<Result<Trained>> {
  const { graph, weights, from } = request;
  const course = courseOf(request);
  const start = from === undefined ? { graph, weights } : { graph: from.graph, weights: from.weights };
  const float = from?.phase === 'quantized' ? ok(start) : await onNetwork(course, start, floatPart);
  return float.ok ? onNetwork(course, float.value, quantizedPart) : float;
}

function courseOf(request: TrainRequest): Course {
  const { samples, recipe, from } = request;
  return {
    request,
    classWeights: recipe.classWeights === 'balanced' && samples.train.labels.length > 0 ? balancedWeights(samples) : undefined,
    reports: [...(from?.epochs ?? [])],
    steps: from?.steps ?? 0,
    float: from?.float,
  };
}

/** Inverse to the share of a class in the training samples, 1 on average over these. */
function balancedWeights({ train: { labels }, classes }: TrainingData): Float32Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]!++;
  const present = counts.filter((count) => count > 0).length;
  return Float32Array.from(counts, (count) => (count === 0 ? 0 : labels.length / (present * count)));
}

type Part<T> = (course: Course, parties: Parties) => Promise<Result<T>>;

interface Parties {
  readonly network: Network;
  readonly teacher: Teacher | undefined;
}

/** A part of the run on a network of its own, which is gone afterwards. */
async function onNetwork<T>(course: Course, { graph, weights }: Pruned, part: Part<T>): Promise<Result<T>> {
  const created = createNetwork(graph, weights);
  if (!created.ok) return created;
  const network = created.value;
  const teacher = mismatch(course.request.samples, network) ?? teacherOf(course.request, network);
  try {
    return teacher.ok ? await part(course, { network, teacher: teacher.value }) : teacher;
  } finally {
    network.dispose();
    if (teacher.ok) teacher.value?.dispose();
  }
}

function mismatch(samples: TrainingData, { graph, logits }: Network): Result<never> | undefined {
  if (graph.inputs.length !== 1) return fail('Training needs a network with one input');
  const [, ...shape] = graph.tensors[graph.inputs[0]!]!.shape;
  const frames = framesOf(graph, samples.sampleShape);
  if (elementCount(samples.sampleShape) !== frames * elementCount(shape))
    return fail(`The data's samples are ${shapeText(samples.sampleShape)}; the network takes ${shapeText(shape)}`);
  const forgetful = frames === 1 ? looksBackAt(graph) : undefined;
  if (forgetful !== undefined)
    return fail('SVDF looks back on the frames before: train it on samples of several, time first', `node ${forgetful}`);
  const outputs = elementCount(graph.tensors[logits]!.shape);
  const named = samples.train.labels.length > 0;
  const wanted = named ? samples.classes : elementCount(samples.sampleShape);
  if (outputs === wanted) return undefined;
  return fail(`The data has ${wanted} ${named ? 'classes' : 'values'}; the network gives ${outputs}`);
}

function teacherOf({ recipe, teacher }: TrainRequest, network: Network): Result<Teacher | undefined> {
  if (recipe.distillation === undefined) return ok(undefined);
  if (teacher === undefined) return fail('Distillation needs a teacher: another network with weights');
  return createTeacher(teacher, network, recipe.distillation);
}

/** The float epochs; hands over what they leave of the design, after pruning. */
const floatPart: Part<Pruned> = async (course, { network, teacher }) => {
  const { recipe, from } = course.request;
  const pruner = recipe.pruning && new Pruner(network, recipe.pruning);
  if (from?.pruning !== undefined) await pruner?.restore(from.pruning);
  const run = { ...PLAIN, mode: 'evaluate' } as const;
  const phase = {
    name: 'float',
    epochs: recipe.epochs,
    peak: recipe.learningRate,
    network,
    teacher,
    train: { ...PLAIN, mode: 'train' },
    evaluate: run,
    quantization: undefined,
    pruner,
  } as const;
  const done = await runPhase(course, phase, from);
  const left = pruner === undefined ? await unpruned(network) : await pruner.result();
  pruner?.dispose();
  return done.ok ? ok(left) : done;
};

/** Judges the float network, and trains it on with the chip's rounding where the recipe says so. */
const quantizedPart: Part<Trained> = async (course, { network, teacher }) => {
  const { recipe, samples, from, onTrained } = course.request;
  const shape = batchShape(course, network);
  course.float ??= await evaluate(network, samples.test, shape, { ...PLAIN, mode: 'evaluate' });
  const { quantization: aware } = recipe;
  if (aware === undefined || aware.epochs === 0) {
    await onTrained?.({ network, shape, run: { ...PLAIN, mode: 'evaluate' }, quantization: undefined });
    return ok(await resultOf(course, await unpruned(network), undefined));
  }
  const quantization = createQuantization(network.design, network, aware);
  if (!quantization.ok) return quantization;
  const resumed = from?.phase === 'quantized' ? from : undefined;
  const pruner = recipe.pruning?.what === 'weights' ? await Pruner.ofZeros(network, resumed?.pruning) : undefined;
  if (resumed?.ranges === undefined) await calibrate(course, network, quantization.value);
  else quantization.value.restore(resumed.ranges);
  const folded = { ...PLAIN, mode: 'folded', kernel: quantization.value.kernel, grid: quantization.value.grid } as const;
  const run = { ...folded, sums: quantization.value.sums };
  const phase = {
    name: 'quantized',
    epochs: aware.epochs,
    peak: aware.learningRate,
    network,
    teacher,
    train: folded,
    evaluate: run,
    quantization: quantization.value,
    pruner,
  } as const;
  const done = await runPhase(course, phase, resumed);
  if (done.ok) await onTrained?.({ network, shape, run, quantization: quantization.value });
  const left = pruner === undefined ? await unpruned(network) : await pruner.result();
  const result = await resultOf(course, left, quantization.value);
  pruner?.dispose();
  return done.ok ? ok(result) : done;
};

async function unpruned(network: Network): Promise<Pruned> {
  return { graph: network.design, weights: await weightsOf(network) };
}

async function resultOf({ reports, steps, float }: Course, left: Pruned, quantization: Quantization | undefined): Promise<Trained> {
  return {
    graph: left.graph,
    weights: withoutScales(left.weights),
    learned: await quantization?.learned(),
    epochs: reports,
    steps,
    float: float!,
  };
}

async function calibrate(course: Course, network: Network, quantization: Quantization): Promise<void> {
  const { samples, recipe } = course.request;
  const order = orderOf(samples.train.count, recipe.seed);
  for (let at = 0; at < CALIBRATION_BATCHES; at++) {
    const indices = order.subarray(at * recipe.batch, (at + 1) * recipe.batch);
    if (indices.length === 0) break;
    const batch = await readBatch(samples.train, indices, batchShape(course, network));
    const seen = quantization.seen();
    const run = { ...PLAIN, kernel: quantization.observeKernel, mode: 'folded' } as const;
    tidy(() => void network.forward([batch.input], run, quantization.observe(seen)));
    quantization.cover(await seen.settled());
    batch.dispose();
  }
  quantization.beginLearning();
}
