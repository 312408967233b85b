/** A whole run: float epochs, then quantisation-aware ones; the best validation of each phase is kept. */
import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/base/random.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { Weights } from '../../core/document/weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { elementCount, shapeText } from '../../core/graph/tensor.ts';
import { displayName } from '../../core/ops/registry.ts';
import type { Range } from '../../core/quant/kernels/quantization.ts';
import { learningRate } from '../../core/training/learning-rate.ts';
import type { EpochReport, SplitScore, StepReport } from '../../core/training/progress.ts';
import type { Recipe } from '../../core/training/recipe.ts';
import { createNetwork, type Network } from '../model/network.ts';
import { readWeights } from '../model/parameters.ts';
import type { Run } from '../model/step.ts';
import { orderOf, readBatch, type Augment, type BatchShape, type Samples } from './batches.ts';
import { evaluate } from './evaluate.ts';
import { createOptimizer } from './optimizer.ts';
import { createQuantization, type Quantization } from './quantization.ts';
import { trainStep } from './train-step.ts';

export interface TrainingData {
  readonly train: Samples;
  readonly validation: Samples;
  /** Judges the float network of the best epoch; nothing is chosen by it. */
  readonly test: Samples;
  readonly sampleShape: readonly number[];
  readonly classes: number;
}

export interface TrainRequest {
  readonly graph: Graph;
  readonly weights: Weights;
  readonly samples: TrainingData;
  readonly recipe: Recipe;
  readonly augment?: (epoch: number) => Augment;
  readonly onStep?: (report: StepReport) => void;
  readonly onEpoch?: (report: EpochReport) => void;
  /** True when the run is to end with what it has. */
  readonly isStopped?: () => boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

export interface Trained {
  readonly weights: Weights;
  /** By tensor of the design's float32 graph; undefined where the run was float alone. */
  readonly ranges: readonly (Range | undefined)[] | undefined;
  readonly epochs: readonly EpochReport[];
  readonly steps: number;
  /** The float network on the test samples. */
  readonly float: SplitScore;
}

/** Batches that ranges are first taken from. */
const CALIBRATION_BATCHES = 16;
/** Steps between two breaths in which messages and timers get their turn. */
const BREATH = 8;

/** Fails when network and data do not go together, or with the step and the node at which values were no numbers. */
export async function train(request: TrainRequest): Promise<Result<Trained>> {
  const created = createNetwork(request.graph, request.weights);
  if (!created.ok) return created;
  const run = new TrainingRun(request, created.value);
  const done = run.mismatch() ?? (await run.all());
  run.dispose();
  return done;
}

interface Phase {
  readonly name: EpochReport['phase'];
  readonly epochs: number;
  readonly peak: number;
  readonly train: Omit<Run, 'values'>;
  readonly evaluate: Omit<Run, 'values'>;
  readonly quantization: Quantization | undefined;
}

class TrainingRun {
  private readonly request: TrainRequest;
  private readonly network: Network;
  private readonly shape: BatchShape;
  private readonly reports: EpochReport[] = [];
  private steps = 0;

  constructor(request: TrainRequest, network: Network) {
    this.request = request;
    this.network = network;
    const [, ...shape] = network.graph.tensors[network.graph.inputs[0]!]!.shape;
    this.shape = { shape, labelSmoothing: request.recipe.labelSmoothing };
  }

  mismatch(): Result<never> | undefined {
    const { samples } = this.request;
    const { graph, logits } = this.network;
    if (graph.inputs.length !== 1) return fail('Training needs a network with one input');
    if (elementCount(samples.sampleShape) !== elementCount(this.shape.shape))
      return fail(`The data's samples are ${shapeText(samples.sampleShape)}; the network takes ${shapeText(this.shape.shape)}`);
    const outputs = elementCount(graph.tensors[logits]!.shape);
    const wanted = samples.train.labels.length > 0 ? samples.classes : elementCount(this.shape.shape);
    if (outputs !== wanted)
      return fail(`The data has ${wanted} ${samples.train.labels.length > 0 ? 'classes' : 'values'}; the network gives ${outputs}`);
    return undefined;
  }

  async all(): Promise<Result<Trained>> {
    const { recipe, graph } = this.request;
    const random = createRandom(recipe.seed);
    const plain = { kernel: (kernel: Tensor) => kernel, random: () => random.next() };
    const float = await this.phase({
      name: 'float',
      epochs: recipe.epochs,
      peak: recipe.learningRate,
      train: { ...plain, mode: 'train' },
      evaluate: { ...plain, mode: 'evaluate' },
      quantization: undefined,
    });
    if (!float.ok) return float;
    const score = await evaluate(this.network, this.request.samples.test, this.shape, { ...plain, mode: 'evaluate' });
    const { quantization: aware } = recipe;
    if (aware === undefined || aware.epochs === 0) return ok(this.result(score, undefined));
    const quantization = createQuantization(graph, this.network, aware.weightBits);
    if (!quantization.ok) return quantization;
    await this.calibrate(quantization.value, { ...plain, mode: 'folded' });
    const folded = { ...plain, mode: 'folded', kernel: quantization.value.kernel } as const;
    const done = await this.phase({
      name: 'quantized',
      epochs: aware.epochs,
      peak: aware.learningRate,
      train: folded,
      evaluate: folded,
      quantization: quantization.value,
    });
    return done.ok ? ok(this.result(score, quantization.value)) : done;
  }

  private result(float: SplitScore, quantization: Quantization | undefined): Trained {
    return {
      weights: readWeights(this.request.graph, this.network.parameters),
      ranges: quantization?.ranges(),
      epochs: this.reports,
      steps: this.steps,
      float,
    };
  }

  private async calibrate(quantization: Quantization, run: Omit<Run, 'values'>): Promise<void> {
    const { samples, recipe } = this.request;
    const order = orderOf(samples.train.count, recipe.seed);
    for (let at = 0; at < CALIBRATION_BATCHES; at++) {
      const indices = order.subarray(at * recipe.batch, (at + 1) * recipe.batch);
      if (indices.length === 0) return;
      const batch = await readBatch(samples.train, indices, this.shape);
      tidy(() => void this.network.forward([batch.input], run, quantization.observe));
      batch.dispose();
    }
  }

  /** Trains the phase's epochs and puts the best of them back. */
  private async phase(phase: Phase): Promise<Result<void>> {
    const { recipe, samples } = this.request;
    const optimizer = createOptimizer(recipe.optimizer);
    const stepsPerEpoch = Math.ceil(samples.train.count / recipe.batch);
    const best = new Best(this.network, phase.quantization);
    let step = 0;
    for (let epoch = 0; epoch < phase.epochs && !this.stopped(); epoch++) {
      const start = this.request.now();
      const order = orderOf(samples.train.count, recipe.seed + 7919 * (this.reports.length + 1));
      const tally = { loss: 0, count: 0, rate: 0 };
      for (let first = 0; first < order.length && !this.stopped(); first += recipe.batch, step++) {
        const place = { step, steps: stepsPerEpoch * phase.epochs, stepsPerEpoch };
        tally.rate = learningRate(recipe.schedule, phase.peak, place);
        const loss = await this.step(phase, optimizer, order.subarray(first, first + recipe.batch), tally.rate);
        if (!Number.isFinite(loss)) return this.diverged(phase, order.subarray(first, first + recipe.batch));
        tally.loss += loss * Math.min(recipe.batch, order.length - first);
        tally.count += Math.min(recipe.batch, order.length - first);
        this.report(phase, place, loss, tally, start);
        if (step % BREATH === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
      const onValue = phase.quantization?.round(false);
      const validation = await evaluate(this.network, samples.validation, this.shape, phase.evaluate, onValue);
      best.offer(validation);
      this.finish(phase, tally, validation, stepsPerEpoch, start);
      if (recipe.patience > 0 && best.age >= recipe.patience) break;
    }
    best.restore();
    optimizer.dispose();
    return ok(undefined);
  }

  /** Names the first node whose values are no numbers; the step that showed it has moved nothing. */
  private async diverged(phase: Phase, indices: Int32Array): Promise<Result<never>> {
    const { graph } = this.network;
    const batch = await readBatch(this.request.samples.train, indices, this.shape, this.request.augment?.(this.reports.length));
    const bad = tidy(() => firstBad(this.network, batch.input, phase.train));
    batch.dispose();
    const at = `The loss is no number at step ${this.steps} of epoch ${this.reports.length + 1}`;
    if (bad !== undefined && graph.inputs.includes(bad)) return fail(`${at}: the data holds values that are none`);
    const node = graph.ops.find(({ outputs }) => outputs.includes(bad ?? -1))?.node;
    const [owner] = (node ?? '').split('#');
    const found = this.request.graph.nodes.find(({ id }) => id === owner);
    if (found === undefined) return fail(`${at}: lower the learning rate`);
    return fail(`${at}, first in ${displayName(found)}: lower the learning rate`, `node ${node}`);
  }

  private stopped(): boolean {
    return this.request.isStopped?.() ?? false;
  }

  private async step(phase: Phase, optimizer: ReturnType<typeof createOptimizer>, indices: Int32Array, rate: number): Promise<number> {
    const { samples, recipe, augment } = this.request;
    const batch = await readBatch(samples.train, indices, this.shape, augment?.(this.reports.length));
    const onValue = phase.quantization?.round(true);
    const options = { run: phase.train, rate, clipNorm: recipe.clipNorm, ...(onValue === undefined ? {} : { onValue }) };
    const loss = trainStep(this.network, optimizer, batch.input, batch.target, options);
    batch.dispose();
    this.steps++;
    return loss;
  }

  private report(
    { name }: Phase,
    { step, steps }: { readonly step: number; readonly steps: number },
    loss: number,
    { count, rate }: { readonly count: number; readonly rate: number },
    start: number,
  ): void {
    const samplesPerSecond = (1000 * count) / Math.max(1, this.request.now() - start);
    this.request.onStep?.({ step, steps, epoch: this.reports.length + 1, phase: name, loss, learningRate: rate, samplesPerSecond });
  }

  private finish(
    { name }: Phase,
    { loss, count, rate }: { readonly loss: number; readonly count: number; readonly rate: number },
    validation: SplitScore,
    steps: number,
    start: number,
  ): void {
    const samplesPerSecond = (1000 * count) / Math.max(1, this.request.now() - start);
    const report = {
      epoch: this.reports.length + 1,
      phase: name,
      steps,
      learningRate: rate,
      train: { loss: loss / Math.max(1, count), accuracy: undefined },
      validation,
      samplesPerSecond,
    };
    this.reports.push(report);
    this.request.onEpoch?.(report);
  }

  dispose(): void {
    for (const { variable } of this.network.parameters.values()) variable.dispose();
  }
}

/** The parameters and ranges of the epoch that validated best. */
class Best {
  private readonly network: Network;
  private readonly quantization: Quantization | undefined;
  private score: SplitScore | undefined;
  private values: ReadonlyMap<string, Float32Array> | undefined;
  private ranges: ReadonlyMap<number, Range> | undefined;
  /** Epochs since the best. */
  age = 0;

  constructor(network: Network, quantization: Quantization | undefined) {
    this.network = network;
    this.quantization = quantization;
  }

  offer(score: SplitScore): void {
    this.age++;
    if (this.score !== undefined && !isBetter(score, this.score)) return;
    this.age = 0;
    this.score = score;
    this.ranges = this.quantization?.save();
    this.values = new Map(
      [...this.network.parameters].map(([key, { variable }]) => [key, Float32Array.from(variable.dataSync<'float32'>())]),
    );
  }

  restore(): void {
    for (const [key, values] of this.values ?? []) {
      const { variable } = this.network.parameters.get(key)!;
      tidy(() => variable.assign(tensor(values, variable.shape)));
    }
    if (this.ranges !== undefined) this.quantization?.restore(this.ranges);
  }
}

/** The first tensor, in running order, with a value that is not finite; undefined where all are. */
function firstBad(network: Network, input: Tensor, run: Omit<Run, 'values'>): number | undefined {
  let bad: number | undefined;
  network.forward([input], run, (index, value) => {
    if (bad === undefined && !value.dataSync().every(Number.isFinite)) bad = index;
    return value;
  });
  return bad;
}

function isBetter(a: SplitScore, b: SplitScore): boolean {
  if (a.accuracy !== undefined && b.accuracy !== undefined && a.accuracy !== b.accuracy) return a.accuracy > b.accuracy;
  return a.loss < b.loss;
}
