/**
 * Quantisation-aware training: each value is rounded where the deployed int8 network rounds it, on the scale it will have there
 * (Jacob et al. 2018). Tensors that must share a scale on the chip share one here.
 */
import { abs, div, max, maximum, reshape, round, zerosLike, type Rank, type Tensor } from '@tensorflow/tfjs-core';
import { ok, type Result } from '../../core/base/result.ts';
import type { Graph } from '../../core/graph/graph.ts';
import type { DeployedGraph, DeployedTensor, OpCode } from '../../core/graph/deployed.ts';
import { lower } from '../../core/lower/lower.ts';
import type { Rounding } from '../../core/training/recipe.ts';
import type { Range } from '../../core/quant/kernels/quantization.ts';
import { constantUses } from '../../core/quant/post-training/constants.ts';
import { pairTensors } from '../../core/quant/post-training/pair-tensors.ts';
import { affineOver } from '../../core/quant/post-training/range.ts';
import { scaleGroups } from '../../core/quant/post-training/scale-groups.ts';
import { stateAffine, statesOf } from '../../core/quant/post-training/states.ts';
import { fakeQuant, roundedTo } from '../ops/fake-quant.ts';
import type { Grid } from '../ops/lstm-sequence.ts';
import type { Network, OnValue } from '../model/network.ts';
import type { LayerSums, Run } from '../model/step.ts';
import { answersAtOnce } from '../backends/settle.ts';
import { constant } from '../ops/constant.ts';
import { chipSums } from './chip-sums.ts';
import { SeenRanges, widen } from './seen-ranges.ts';

export interface Quantization {
  /** To take down what passes in a step. */
  readonly seen: () => SeenRanges;
  /** Takes down how far the values that pass reach; nothing is rounded. */
  readonly observe: (seen: SeenRanges) => OnValue;
  /** Rounds the values that pass, to the ranges as they are; `seen` takes down how far those reach whose range is learned. */
  readonly round: (seen?: SeenRanges) => OnValue;
  /** Moves the ranges by what was seen, as the run's method has it; those of states widen. */
  readonly follow: (seen: ReadonlyMap<number, Range>) => void;
  /** Widens the ranges by what was seen. */
  readonly cover: (seen: ReadonlyMap<number, Range>) => void;
  readonly kernel: Run['kernel'];
  /** A layer's sums as on the chip; undefined where a scale is not known, or a GPU would have to be waited for. They have no gradient. */
  readonly sums: (layer: LayerSums) => Tensor | undefined;
  /** What a state is rounded to before the next step of time finds it; undefined until its range is known. */
  readonly grid: (tensor: number) => Grid | undefined;
  /** What was learned, by tensor of the float graph. */
  readonly ranges: () => readonly (Range | undefined)[];
  /** The ranges as they are now, to be put back. */
  readonly save: () => ReadonlyMap<number, Range>;
  readonly restore: (saved: ReadonlyMap<number, Range>) => void;
}

interface State {
  readonly tensor: DeployedTensor;
  readonly code: OpCode;
}

/** Weight of the past in a range that follows the values. */
const MOMENTUM = 0.99;
/** Stands for the range of a tensor whose scale the arithmetic gives. */
const GIVEN: Range = { low: 0, high: 1 };
const INT8 = { low: -128, high: 127 };
const INT16 = { low: -32768, high: 32767 };
const MOST: Readonly<Record<8 | 4, number>> = { 8: 127, 4: 7 };

/** Fails where the float and the int8 network differ. */
export function createQuantization(
  design: Graph,
  { graph }: Network,
  { weightBits: bits, ranges: method }: Rounding,
): Result<Quantization> {
  const { deployed } = lower(design, { scheme: 'int8', io: 'int8' });
  const pairs = pairTensors(graph, deployed);
  if (!pairs.ok) return pairs;
  const uses = constantUses(deployed);
  const { groupOf, fixed } = scaleGroups(deployed, (tensor) => deployed.tensors[tensor]!.scaleCount > 0 && !uses.has(tensor));
  const states = statesByGroup(deployed, groupOf);
  const isValue = (tensor: number): boolean => deployed.tensors[tensor]!.type === 'int8' && !uses.has(tensor);
  const groups = groupsByTensor(pairs.value, groupOf, (tensor) => isValue(tensor) || states.has(groupOf[tensor]!));
  const ranges = new Map<number, Range>();
  const gridOf = (group: number): Grid | undefined => {
    const range = ranges.get(group);
    const state = states.get(group);
    if (state !== undefined) return range && { ...stateAffine(state.tensor, range, state.code), ...levelsOf(state.tensor) };
    const affine = fixed.get(group) ?? (range && affineOver(range));
    return affine && { ...affine, ...INT8 };
  };
  const valueGrid = (tensor: number): Grid | undefined => {
    const group = groups.get(tensor) ?? -1;
    return states.has(group) ? undefined : gridOf(group);
  };
  return ok({
    seen: () => new SeenRanges(method === 'percentile' ? 'percentile' : 'extremes'),
    observe: (seen) => (tensor, value) => {
      const group = groups.get(tensor);
      if (group !== undefined && !fixed.has(group)) seen.see(group, value);
      return value;
    },
    round: (seen) => (tensor, value) => {
      const group = groups.get(tensor);
      if (group === undefined) return value;
      if (!fixed.has(group)) seen?.see(group, value);
      const grid = valueGrid(tensor);
      return grid === undefined ? value : roundedTo(value, grid);
    },
    follow: (seen) => {
      for (const [group, range] of seen) {
        if (states.has(group) || method === 'min-max') widen(ranges, group, range);
        else ranges.set(group, followed(ranges.get(group) ?? range, range));
      }
    },
    cover: (seen) => {
      for (const [group, range] of seen) widen(ranges, group, range);
    },
    kernel: (kernel, axis, most) => roundedKernel(kernel, axis, bits === 8 ? (most ?? MOST[bits]) : MOST[bits]),
    grid: (tensor) => gridOf(groups.get(tensor) ?? -1),
    sums: (layer) => {
      const [input, output] = [valueGrid(layer.input), valueGrid(layer.output)];
      if (input === undefined || output === undefined || !answersAtOnce()) return undefined;
      const along = scalesAlong(layer.kernel, layer.axis, MOST[bits]);
      return chipSums(layer, round(div(layer.kernel, along)), { input, output, kernel: along.dataSync<'float32'>() });
    },
    ranges: () =>
      graph.tensors.map((_, tensor) => {
        const group = groups.get(tensor) ?? -1;
        return fixed.has(group) ? GIVEN : ranges.get(group);
      }),
    save: () => new Map(ranges),
    restore: (saved) => {
      ranges.clear();
      for (const [group, range] of saved) ranges.set(group, range);
    },
  });
}

const levelsOf = ({ type }: DeployedTensor): typeof INT8 => (type === 'int16' ? INT16 : INT8);

/** The states with a range of their own. */
function statesByGroup({ ops, tensors }: DeployedGraph, groupOf: readonly number[]): ReadonlyMap<number, State> {
  return new Map(ops.flatMap((op) => statesOf(op).map((tensor) => [groupOf[tensor]!, { tensor: tensors[tensor]!, code: op.code }])));
}

/** Symmetric, on the scales that the kernel's largest values give; they are constants to the gradient. */
function roundedKernel(kernel: Tensor, axis: number | undefined, most: number): Tensor {
  const along = scalesAlong(kernel, axis, most);
  const scales = constant(reshape<Rank.R1>(along, [along.size]));
  return fakeQuant(kernel, scales, zerosLike(scales), { low: -most, high: most, axis: axis ?? 0 });
}

/** As they broadcast against the kernel. */
function scalesAlong(kernel: Tensor, axis: number | undefined, most: number): Tensor {
  const axes = kernel.shape.flatMap((_, each) => (each === axis ? [] : [each]));
  return maximum(div(max(abs(kernel), axes, true), most), 1e-12);
}

function followed(known: Range, seen: Range): Range {
  const move = (from: number, to: number): number => from * MOMENTUM + to * (1 - MOMENTUM);
  return { low: move(known.low, seen.low), high: move(known.high, seen.high) };
}

/** The scale group of each float tensor whose counterpart is an int8 value. */
function groupsByTensor(
  pairs: readonly number[],
  groupOf: readonly number[],
  isValue: (tensor: number) => boolean,
): ReadonlyMap<number, number> {
  const groups = new Map<number, number>();
  pairs.forEach((real, tensor) => {
    if (real >= 0 && isValue(tensor)) groups.set(real, groupOf[tensor]!);
  });
  return groups;
}
