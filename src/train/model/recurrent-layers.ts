/** Layers that remember: each sample starts from zeros, as an interpreter runs it after a reset. */
import {
  depthwiseConv2d,
  matMul,
  pad,
  reshape,
  sum,
  transpose,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { DeployedOp } from '../../core/graph/deployed.ts';
import { addBias } from '../ops/add-bias.ts';
import { roundedTo } from '../ops/fake-quant.ts';
import { lstmSequence } from '../ops/lstm-sequence.ts';
import { activate } from './activate.ts';
import type { Run, Site, Step } from './step.ts';

type OpOf<C extends DeployedOp['code']> = Extract<DeployedOp, { readonly code: C }>;

const GATES = 4;
/** Places of the states among the operator's inputs. */
const [HIDDEN, CELL, MEMORY] = [18, 19, 4] as const;
/** Steps of an int16 time filter on either side of 0. */
const TIME_STEPS = 511;

/**
 * The weights are those of the design, the gates' one below the other; on int8 each gate has a scale of its own. With time first, a sample
 * is one step of several rows, each from its own zero state. The 16 bits of an int8 network's cell are not rounded to.
 */
export function lstm(site: Site, { inputs, options: { timeMajor, cellClip } }: OpOf<'UNIDIRECTIONAL_SEQUENCE_LSTM'>): Step {
  const [kernel, recurrent, bias] = ['kernel', 'recurrent', 'bias'].map((name) => site.own(name).variable) as Tensor[] as [
    Tensor,
    Tensor,
    Tensor1D,
  ];
  const units = recurrent.shape[1]!;
  return (run) => {
    const x = run.values[inputs[0]!]!;
    const [first, second, depth] = x.shape as [number, number, number];
    const [rows, steps] = timeMajor ? [first * second, 1] : [first, second];
    const byTime = transpose(reshape(x, [rows, steps, depth]), [1, 0, 2]);
    const fromInput = addBias(matMul(reshape<Rank.R2>(byTime, [-1, depth]), byGate(run, kernel), false, true), bias);
    const sums = reshape<Rank.R3>(fromInput, [steps, rows, GATES * units]);
    const options = { clip: cellClip, grid: run.grid?.(inputs[HIDDEN]!) };
    const hidden = lstmSequence(sums, byGate(run, recurrent), options, (cells) => run.see?.(inputs[CELL]!, cells));
    return [reshape(transpose(hidden, [1, 0, 2]), [first, second, units])];
  };
}

function byGate(run: Run, weights: Tensor): Tensor2D {
  const [rows, columns] = weights.shape as [number, number];
  return reshape(run.kernel(reshape(weights, [GATES, rows / GATES, columns]), { axis: 0 }), [rows, columns]);
}

/** Each unit sums `rank` filters, each a product with the frame, weighted over this frame and those before it in the sample. */
export function svdf(site: Site, { inputs, options: { rank, activation } }: OpOf<'SVDF'>): Step {
  const [feature, time] = [site.own('feature').variable, site.own('time').variable];
  const bias = site.constant(3);
  const [filters, memory] = time.shape as [number, number];
  const most = site.integerType(2) === 'int16' ? TIME_STEPS : undefined;
  return (run) => {
    const products = matMul(run.values[inputs[0]!]! as Tensor2D, run.kernel(feature, { axis: undefined }) as Tensor2D, false, true);
    run.see?.(inputs[MEMORY]!, products);
    const grid = run.grid?.(inputs[MEMORY]!);
    const kept = grid === undefined ? products : roundedTo(products, grid);
    const frames = run.frames ?? 1;
    const past = pad(reshape<Rank.R4>(kept, [-1, 1, frames, filters]), [
      [0, 0],
      [0, 0],
      [memory - 1, 0],
      [0, 0],
    ]);
    const filter = reshape<Rank.R4>(transpose(run.kernel(time, { axis: undefined, most })), [1, memory, filters, 1]);
    const weighted = reshape(depthwiseConv2d(past, filter, 1, 'valid'), [-1, filters / rank, rank]);
    const units = sum(weighted, 2);
    return [activate(bias === undefined ? units : addBias(units, bias() as Tensor1D), activation)];
  };
}
