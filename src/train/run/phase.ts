/** The epochs of one phase of a run, from its start or from a snapshot: steps, validation after each epoch, and the best put back at the end. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/base/random.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { learningRate, type Place } from '../../core/training/learning-rate.ts';
import type { EpochReport, SplitScore } from '../../core/training/progress.ts';
import type { Snapshot } from '../../core/training/snapshot.ts';
import { framesOf } from '../model/frames.ts';
import { weightsOf, type Network } from '../model/network.ts';
import type { Run } from '../model/step.ts';
import { orderOf, readBatch, type BatchShape } from './batches.ts';
import { Best } from './best.ts';
import { diverged } from './diverged.ts';
import { evaluate } from './evaluate.ts';
import type { Lesson, Target } from './loss.ts';
import { createOptimizer, type Optimizer } from './optimizer.ts';
import type { Pruner } from './pruner.ts';
import type { Quantization } from './quantization.ts';
import type { Teacher } from './teacher.ts';
import { isWorthDividing } from '../team/is-worth-dividing.ts';
import { openTeam, type Team } from '../team/team.ts';
import type { TrainRequest } from './train-request.ts';
import { trainStep } from './train-step.ts';

/** What the phases of a run have in common. */
export interface Course {
  readonly request: TrainRequest;
  readonly classWeights: Float32Array | undefined;
  readonly reports: EpochReport[];
  /** Of the whole run. */
  steps: number;
  /** The float network on the test samples, once known. */
  float: SplitScore | undefined;
}

export interface Phase {
  readonly name: EpochReport['phase'];
  readonly epochs: number;
  /** Highest learning rate. */
  readonly peak: number;
  readonly network: Network;
  readonly teacher: Teacher | undefined;
  readonly train: Omit<Run, 'values' | 'random'>;
  readonly evaluate: Omit<Run, 'values' | 'random'>;
  readonly quantization: Quantization | undefined;
  readonly pruner: Pruner | undefined;
}

/** How the network takes a batch of the run's samples. */
export function batchShape({ request }: Course, { graph }: Network): BatchShape {
  const [, ...frame] = graph.tensors[graph.inputs[0]!]!.shape;
  const frames = framesOf(graph, request.samples.sampleShape);
  return { shape: frames > 1 ? [frames, ...frame] : frame, labelSmoothing: request.recipe.labelSmoothing };
}

/** Steps between two breaths in which messages and timers get their turn. */
const BREATH = 8;

/** Fails with the step and the node at which values were no numbers. `from` is a snapshot of this phase. */
export async function runPhase(course: Course, phase: Phase, from: Snapshot | undefined): Promise<Result<void>> {
  const team = phase.epochs > 0 ? await teamOf(course, phase) : undefined;
  const running = new RunningPhase(course, phase, from, team);
  try {
    return await running.all();
  } finally {
    running.dispose();
    team?.close();
  }
}

async function teamOf(course: Course, { network, quantization }: Phase): Promise<Team | undefined> {
  const { helpers, recipe } = course.request;
  if (helpers === undefined || !isWorthDividing(network, recipe.batch)) return undefined;
  const rounding = quantization && recipe.quantization;
  return openTeam(network, { rounding, batch: recipe.batch, sampleShape: batchShape(course, network).shape, helpers });
}

class RunningPhase {
  private readonly course: Course;
  private readonly phase: Phase;
  private readonly team: Team | undefined;
  private readonly optimizer: Optimizer;
  private readonly best: Best;
  private readonly shape: BatchShape;
  private readonly stepsPerEpoch: number;
  private epoch: number;
  private step: number;
  private lossSum: number;
  /** Where the samples per second of the epoch are counted from: ms, and steps then done. */
  private since = { time: 0, step: 0 };

  constructor(course: Course, phase: Phase, from: Snapshot | undefined, team: Team | undefined) {
    const { recipe, samples } = course.request;
    this.course = course;
    this.phase = phase;
    this.team = team;
    this.optimizer = createOptimizer(recipe.optimizer);
    this.best = new Best(phase.network, phase.quantization, from?.best);
    this.shape = batchShape(course, phase.network);
    this.stepsPerEpoch = Math.ceil(samples.train.count / recipe.batch);
    this.epoch = from?.epoch ?? 0;
    this.step = from?.step ?? 0;
    this.lossSum = from?.lossSum ?? 0;
    if (from !== undefined) this.optimizer.restore(from.optimizer, phase.network.parameters);
  }

  async all(): Promise<Result<void>> {
    const { recipe } = this.course.request;
    while (this.epoch < this.phase.epochs && !this.stopped()) {
      const problem = await this.steps();
      if (problem !== undefined) return problem;
      const validation = await this.validate();
      if (this.isChoosable()) await this.best.offer(validation);
      this.report(validation);
      this.epoch++;
      this.step = 0;
      this.lossSum = 0;
      if (recipe.patience > 0 && this.best.age >= recipe.patience) break;
    }
    this.best.restore();
    return ok(undefined);
  }

  dispose(): void {
    this.optimizer.dispose();
  }

  /** The rest of the epoch; the failure where values are no numbers. */
  private async steps(): Promise<Result<never> | undefined> {
    const { request, reports } = this.course;
    const { recipe, samples } = request;
    const order = orderOf(samples.train.count, recipe.seed + 7919 * (reports.length + 1));
    this.since = { time: request.now(), step: this.step };
    while (this.step < this.stepsPerEpoch && !this.stopped()) {
      if (this.course.steps % BREATH === 0) await this.breathe();
      const indices = order.subarray(this.step * recipe.batch, (this.step + 1) * recipe.batch);
      const problem = await this.takeStep(indices);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  private async breathe(): Promise<void> {
    const { request } = this.course;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (request.wantsSnapshot?.() === true) request.onSnapshot?.(await this.snapshot());
    await request.whilePaused?.();
  }

  private async takeStep(indices: Int32Array): Promise<Result<never> | undefined> {
    const { course, phase } = this;
    const { request, reports } = course;
    const place = { step: this.epoch * this.stepsPerEpoch + this.step, steps: this.phase.epochs * this.stepsPerEpoch };
    const rate = this.rate(place);
    await phase.pruner?.update(place.step, place.steps);
    const batch = await readBatch(request.samples.train, indices, this.shape, request.augment?.(reports.length));
    const run = { ...phase.train, ...this.draws() };
    const loss = await this.move(batch.input, batch.target, run, rate);
    const at = `step ${course.steps + 1} of epoch ${reports.length + 1}`;
    const problem = Number.isFinite(loss) ? undefined : await diverged(phase.network, batch.input, run, at);
    batch.dispose();
    if (problem !== undefined) return problem;
    course.steps++;
    this.step++;
    this.lossSum += loss * indices.length;
    request.onStep?.({
      ...place,
      epoch: reports.length + 1,
      phase: phase.name,
      loss,
      learningRate: rate,
      samplesPerSecond: this.speed(),
      threads: this.team?.threads ?? 1,
    });
    return undefined;
  }

  private move(input: Tensor, target: Target, run: Omit<Run, 'values'>, rate: number): Promise<number> {
    const { network, quantization, pruner } = this.phase;
    const { recipe } = this.course.request;
    return trainStep(network, this.optimizer, input, target, {
      run,
      rate,
      clipNorm: recipe.clipNorm,
      quantization,
      masked: pruner && ((compute) => pruner.masked(compute)),
      teach: (batch) => this.lessonOf(batch),
      team: this.team,
    });
  }

  private lessonOf(input: Tensor): Lesson | undefined {
    const { classWeights } = this.course;
    const { teacher } = this.phase;
    if (classWeights === undefined && teacher === undefined) return undefined;
    return { classWeights, teacher: teacher?.teach(input) };
  }

  private rate({ step, steps }: Omit<Place, 'stepsPerEpoch'>): number {
    return learningRate(this.course.request.recipe.schedule, this.phase.peak, { step, steps, stepsPerEpoch: this.stepsPerEpoch });
  }

  /** Dropout draws by the step alone, so that a run that goes on from a snapshot repeats. */
  private draws(): Pick<Run, 'random'> {
    const random = createRandom(this.course.request.recipe.seed + 104_729 * (this.course.steps + 1));
    return { random: () => random.next() };
  }

  private async validate(): Promise<SplitScore> {
    const { network, quantization, pruner } = this.phase;
    const restore = pruner?.mask();
    const run = { ...this.phase.evaluate, ...this.draws() };
    try {
      return await evaluate(network, this.course.request.samples.validation, this.shape, run, quantization?.round());
    } finally {
      restore?.();
    }
  }

  /** While pruning still goes on, an epoch is not what the run will end with. */
  private isChoosable(): boolean {
    const { pruner, epochs } = this.phase;
    return pruner === undefined || pruner.isSettled(this.epoch * this.stepsPerEpoch, epochs * this.stepsPerEpoch);
  }

  private report(validation: SplitScore): void {
    const { request, reports } = this.course;
    const { name, epochs } = this.phase;
    const done = this.step * request.recipe.batch;
    const report = {
      epoch: reports.length + 1,
      phase: name,
      steps: this.stepsPerEpoch,
      learningRate: this.rate({ step: this.epoch * this.stepsPerEpoch + Math.max(0, this.step - 1), steps: epochs * this.stepsPerEpoch }),
      train: { loss: this.lossSum / Math.max(1, Math.min(done, request.samples.train.count)), accuracy: undefined },
      validation,
      samplesPerSecond: this.speed(),
    };
    reports.push(report);
    request.onEpoch?.(report);
  }

  private speed(): number {
    const { request } = this.course;
    const samples = (this.step - this.since.step) * request.recipe.batch;
    return (1000 * samples) / Math.max(1, request.now() - this.since.time);
  }

  private async snapshot(): Promise<Snapshot> {
    const { course, phase } = this;
    const { network, quantization, pruner } = phase;
    return {
      version: 1,
      phase: phase.name,
      graph: network.design,
      weights: await weightsOf(network),
      epoch: this.epoch,
      step: this.step,
      lossSum: this.lossSum,
      steps: course.steps,
      epochs: [...course.reports],
      optimizer: await this.optimizer.save(),
      ranges: quantization?.save(),
      pruning: await pruner?.save(),
      best: this.best.save(),
      float: course.float,
    };
  }

  private stopped(): boolean {
    return this.course.request.isStopped?.() ?? false;
  }
}
