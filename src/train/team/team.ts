/**
 * Training on several threads: each computes the gradients of a part of the batch on its own copy of the network, the leader adds them up in a
 * fixed order and moves the parameters, so that a run repeats bit for bit with the same number of threads. Batch norm goes by the statistics of
 * each part ("ghost batch norm", Hoffer et al. 2017); the running ones are averaged.
 */
import { getBackend, scalar, slice, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { elementCount, type Shape } from '../../core/graph/tensor.ts';
import { lower } from '../../core/lower/lower.ts';
import type { Rounding } from '../../core/training/recipe.ts';
import type { Network } from '../model/network.ts';
import { readWeights, type Parameter } from '../model/parameters.ts';
import type { Run } from '../model/step.ts';
import { gradientsOf, type Gradients } from '../run/gradients.ts';
import type { Target } from '../run/loss.ts';
import type { Quantization } from '../run/quantization.ts';
import type { SeenRanges } from '../run/seen-ranges.ts';
import { floatsIn } from '../wasm/floats-in.ts';
import { placesOf, readParameters, readRanges, writeParameters, writeRanges } from './board.ts';
import { openDesk, type Desk, type DeskSizes, type Order } from './desk.ts';
import type { HelperJob } from './helper.ts';
import { partsOf, type Part } from './parts.ts';

/** Starts a thread that calls `help` with the job; returns how to end it. */
export type StartHelper = (job: HelperJob, onDeath: () => void) => () => void;

export interface Helpers {
  readonly count: number;
  readonly start: StartHelper;
  /** How long an answer is waited for, beyond the leader's own part, before a helper is given up. */
  readonly patienceMs: number;
}

export interface TeamRequest {
  /** Where steps are quantised. */
  readonly rounding: Rounding | undefined;
  /** Samples of a batch, at most, and the shape of one in it. */
  readonly batch: number;
  readonly sampleShape: Shape;
  readonly helpers: Helpers;
}

export interface TeamPass {
  readonly run: Omit<Run, 'values'>;
  readonly quantization: Quantization | undefined;
  /** Takes down what passed in all parts. */
  readonly seen: SeenRanges;
}

/** Samples of the smallest part: fewer make a poor batch norm, and cost more than they save. */
export const LEAST_PART = 8;
const POLL_MS = 5;

/**
 * A team whose helpers are all there; undefined where one of them does not start, where the batch is too small, or on a backend that has
 * threads of its own. `network` stays the caller's.
 */
export async function openTeam(network: Network, request: TeamRequest): Promise<Team | undefined> {
  const count = Math.min(request.helpers.count, Math.floor(request.batch / LEAST_PART) - 1);
  if (count < 1 || getBackend() !== 'wasm') return undefined;
  const team = new Team(network, { ...request, helpers: { ...request.helpers, count } });
  if (await team.isReady()) return team;
  team.close();
  return undefined;
}

export class Team {
  private readonly network: Network;
  private readonly patienceMs: number;
  private readonly parameters: Float32Array;
  private readonly ranges: Float64Array;
  /** Scratch for what is added up, in the places of the parameters. */
  private readonly sums: Float32Array;
  private desks: readonly Desk[];
  private readonly ends: readonly (() => void)[];

  constructor(network: Network, { rounding, batch, sampleShape, helpers }: TeamRequest) {
    const { design } = network;
    const weights = readWeights(design, network.parameters);
    const sizes = sizesOf(network, elementCount(sampleShape), batch, helpers.count + 1);
    this.network = network;
    this.patienceMs = helpers.patienceMs;
    this.parameters = new Float32Array(new SharedArrayBuffer(4 * sizes.parameters));
    this.ranges = new Float64Array(new SharedArrayBuffer(16 * sizes.groups));
    this.sums = new Float32Array(sizes.parameters);
    this.desks = Array.from({ length: helpers.count }, () => openDesk(sizes));
    const [parameters, ranges] = [this.parameters.buffer, this.ranges.buffer] as SharedArrayBuffer[];
    const jobOf = (desk: Desk): HelperJob => ({
      design,
      weights,
      sampleShape,
      rounding: rounding && { weightBits: rounding.weightBits, ranges: rounding.ranges },
      sizes,
      parameters: parameters!,
      ranges: ranges!,
      desk: desk.buffer,
    });
    this.ends = this.desks.map((desk) => helpers.start(jobOf(desk), () => desk.turn('failed')));
  }

  /** Threads that compute, the leader's own too: 1 after a helper has failed. */
  get threads(): number {
    return this.desks.length + 1;
  }

  async isReady(): Promise<boolean> {
    for (let waited = 0; waited < this.patienceMs; waited += POLL_MS) {
      if (this.desks.some((desk) => desk.state() === 'failed')) return false;
      if (this.desks.every((desk) => desk.state() === 'free')) return true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return false;
  }

  /** The gradients of the whole batch, in a tidy; undefined where it is too small to divide, or where a helper failed: nothing has changed then. */
  gradients(input: Tensor, target: Target, pass: TeamPass): Gradients | undefined {
    const [size] = input.shape as [number];
    const parts = partsOf(size, Math.min(this.threads, Math.floor(size / LEAST_PART)));
    const [first, ...others] = parts;
    if (first === undefined || others.length === 0) return undefined;
    writeParameters(this.network, this.parameters);
    writeRanges(pass.quantization?.save() ?? new Map(), this.ranges);
    const asked = others.map((part, helper) => ask(this.desks[helper]!, part, input, target, pass));
    const own = gradientsOf(this.network, ...partOf(input, target, first), {
      run: pass.run,
      onValue: pass.quantization?.round(pass.seen),
      share: first.count / size,
    });
    if (asked.every((desk) => desk.wait('asked', this.patienceMs) === 'free'))
      return this.sum(
        own,
        asked,
        others.map(({ count }) => count / size),
        pass.seen,
      );
    readParameters(this.network, this.parameters, ({ trainable }) => !trainable);
    this.close();
    return undefined;
  }

  private sum(own: Gradients, desks: readonly Desk[], shares: readonly number[], seen: SeenRanges): Gradients {
    const byParameter = new Map<Parameter, Tensor>();
    for (const [parameter, at] of placesOf(this.network).places) {
      const { variable, trainable } = parameter;
      const end = at + variable.size;
      const sum = this.sums.subarray(at, end);
      const theirs = desks.map(({ results }) => results.subarray(at, end));
      const gradient = own.byParameter.get(parameter);
      if (gradient !== undefined) byParameter.set(parameter, tensor(addUp(sum, floatsIn(gradient), theirs), gradient.shape));
      if (!trainable) floatsIn(variable).set(average(sum, floatsIn(variable), theirs, shares));
    }
    for (const desk of desks) for (const [group, range] of readRanges(desk.seen)) seen.widen(group, range);
    return { loss: scalar(desks.reduce((sum, desk) => sum + desk.loss(), own.loss.dataSync()[0]!)), byParameter };
  }

  close(): void {
    for (const end of this.ends) end();
    this.desks = [];
  }
}

function sizesOf(network: Network, sample: number, batch: number, threads: number): DeskSizes {
  const { graph, design, logits } = network;
  return {
    parameters: placesOf(network).count,
    groups: lower(design, { scheme: 'int8', io: 'int8' }).deployed.tensors.length,
    samples: Math.max(...partsOf(batch, threads).map(({ count }) => count), 2 * LEAST_PART),
    sample,
    classes: elementCount(graph.tensors[logits]!.shape.slice(1)),
  };
}

/** Puts a part of the batch on a helper's desk and wakes it. */
function ask(desk: Desk, part: Part, input: Tensor, target: Target, { run, quantization }: TeamPass): Desk {
  const { first, count } = part;
  const size = desk.inputs.length / desk.labels.length;
  desk.inputs.set(floatsIn(input).subarray(first * size, (first + count) * size));
  desk.write({
    count,
    mode: run.mode,
    rounded: quantization !== undefined,
    seed: Math.floor(run.random() * 2 ** 31),
    share: count / input.shape[0],
    ...lay(desk, part, target),
  });
  desk.turn('asked');
  return desk;
}

/** Lays down what the part is to become. */
function lay(desk: Desk, { first, count }: Part, target: Target): Pick<Order, 'itself' | 'smoothing' | 'weighted' | 'distillation'> {
  if (target.kind === 'values') return { itself: true, smoothing: 0, weighted: false, distillation: undefined };
  const { labels, smoothing, lesson } = target;
  const classes = desk.classWeights.length;
  desk.labels.set(labels.subarray(first, first + count));
  if (lesson?.classWeights !== undefined) desk.classWeights.set(lesson.classWeights);
  if (lesson?.teacher !== undefined) desk.teacher.set(floatsIn(lesson.teacher.logits).subarray(first * classes, (first + count) * classes));
  return { itself: false, smoothing, weighted: lesson?.classWeights !== undefined, distillation: lesson?.teacher?.distillation };
}

function partOf(input: Tensor, target: Target, { first, count }: Part): [Tensor, Target] {
  const own = rowsOf(input, first, count);
  if (target.kind === 'values') return [own, { kind: 'values', values: own }];
  const { lesson } = target;
  const teacher = lesson?.teacher && { ...lesson.teacher, logits: rowsOf(lesson.teacher.logits, first, count) };
  return [own, { ...target, labels: target.labels.subarray(first, first + count), lesson: lesson && { ...lesson, teacher } }];
}

function rowsOf(values: Tensor, first: number, count: number): Tensor {
  const [, ...rest] = values.shape;
  return slice(values, [first, ...rest.map(() => 0)], [count, ...rest]);
}

function addUp(sum: Float32Array, own: Float32Array, theirs: readonly Float32Array[]): Float32Array {
  sum.set(own);
  for (const each of theirs) for (let i = 0; i < sum.length; i++) sum[i]! += each[i]!;
  return sum;
}

/** By the shares of the parts; what is the same in all stays as it is, to the bit. */
function average(sum: Float32Array, own: Float32Array, theirs: readonly Float32Array[], shares: readonly number[]): Float32Array {
  sum.set(own);
  theirs.forEach((each, part) => {
    const share = shares[part]!;
    for (let i = 0; i < sum.length; i++) sum[i]! += share * (each[i]! - own[i]!);
  });
  return sum;
}
