/** A helper's end of a team: its own copy of the network computes the gradients of a part of each batch. */
import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Rounding } from '../../core/training/recipe.ts';
import { createRandom } from '../../core/base/random.ts';
import type { Weights } from '../../core/document/weights.ts';
import type { Graph } from '../../core/graph/graph.ts';
import type { Shape } from '../../core/graph/tensor.ts';
import { createNetwork, type Network } from '../model/network.ts';
import { gradientsOf } from '../run/gradients.ts';
import type { Target } from '../run/loss.ts';
import { createQuantization, type Quantization } from '../run/quantization.ts';
import { SeenRanges } from '../run/seen-ranges.ts';
import { floatsIn } from '../wasm/floats-in.ts';
import { placesOf, readParameters, readRanges, writeRanges } from './board.ts';
import { openDesk, type Desk, type DeskSizes, type Order } from './desk.ts';

/** What a helper is told when it starts. */
export interface HelperJob {
  readonly design: Graph;
  readonly weights: Weights;
  readonly rounding: Rounding | undefined;
  readonly sampleShape: Shape;
  readonly sizes: DeskSizes;
  /** Of the parameters and of the ranges that a step begins with, as in `board.ts`; the leader alone writes them. */
  readonly parameters: SharedArrayBuffer;
  readonly ranges: SharedArrayBuffer;
  readonly desk: SharedArrayBuffer;
}

/** Serves the team until this thread is ended; `open` starts the WebAssembly backend. */
export async function help(job: HelperJob, open: () => Promise<unknown>): Promise<void> {
  const desk = openDesk(job.sizes, job.desk);
  try {
    await open();
    const part = createPart(job, desk);
    desk.turn('free');
    while (desk.wait('free', Infinity) === 'asked') {
      part();
      desk.turn('free');
    }
  } catch (error) {
    desk.turn('failed');
    throw error;
  }
}

/** Computes what the desk asks. */
function createPart(job: HelperJob, desk: Desk): () => void {
  const network = createNetwork(job.design, job.weights);
  if (!network.ok) throw new Error(network.error.message);
  const quantization = job.rounding && createQuantization(job.design, network.value, job.rounding);
  const [parameters, ranges] = [new Float32Array(job.parameters), new Float64Array(job.ranges)];
  return () =>
    tidy(() => {
      const order = desk.order();
      readParameters(network.value, parameters, () => true);
      const rounding = order.rounded && quantization?.ok ? quantization.value : undefined;
      rounding?.restore(readRanges(ranges));
      compute(network.value, desk, order, job.sampleShape, rounding);
    });
}

function compute(network: Network, desk: Desk, order: Order, shape: Shape, quantization: Quantization | undefined): void {
  const { count, mode, seed, share } = order;
  const size = desk.inputs.length / desk.labels.length;
  const input = tensor(desk.inputs.subarray(0, count * size), [count, ...shape]);
  const random = createRandom(seed);
  const kernel = quantization?.kernel ?? ((value: Tensor) => value);
  const seen = quantization?.seen() ?? new SeenRanges('extremes');
  const onValue = quantization?.round(seen);
  const run = { mode, kernel, random: () => random.next() };
  const { loss, byParameter } = gradientsOf(network, input, targetOf(desk, order, input), { run, onValue, share });
  for (const [parameter, at] of placesOf(network).places) {
    const result = parameter.trainable ? byParameter.get(parameter) : parameter.variable;
    if (result !== undefined) desk.results.set(floatsIn(result), at);
  }
  writeRanges(seen.ranges, desk.seen);
  desk.answer(loss.dataSync()[0]!);
}

function targetOf(desk: Desk, order: Order, input: Tensor): Target {
  const { count, itself, smoothing, weighted, distillation } = order;
  if (itself) return { kind: 'values', values: input };
  const classes = desk.classWeights.length;
  const logits = distillation && tensor(desk.teacher.subarray(0, count * classes), [count, classes]);
  const lesson = {
    classWeights: weighted ? Float32Array.from(desk.classWeights) : undefined,
    teacher: logits && { logits, distillation },
  };
  return { kind: 'classes', labels: Int32Array.from(desk.labels.subarray(0, count)), smoothing, lesson };
}
