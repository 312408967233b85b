/**
 * Quantisation-aware training: each value is rounded where the deployed int8 network rounds it, on the scale it will have there
 * (Jacob et al. 2018). Tensors that must share a scale on the chip share one here.
 */
import { tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { ok, type Result } from '../../core/base/result.ts';
import type { Graph } from '../../core/graph/graph.ts';
import type { DeployedGraph, DeployedTensor, OpCode } from '../../core/graph/deployed.ts';
import { lower } from '../../core/lower/lower.ts';
import type { Rounding } from '../../core/training/recipe.ts';
import type { Affine, Range } from '../../core/quant/kernels/quantization.ts';
import { constantUses } from '../../core/quant/post-training/constants.ts';
import { pairTensors } from '../../core/quant/post-training/pair-tensors.ts';
import type { LearnedRanges } from '../../core/quant/post-training/quantize-design.ts';
import { affineOver } from '../../core/quant/post-training/range.ts';
import { scaleGroups } from '../../core/quant/post-training/scale-groups.ts';
import { stateAffine, statesOf } from '../../core/quant/post-training/states.ts';
import { fakeQuant, roundedTo } from '../ops/fake-quant.ts';
import type { Grid } from '../ops/lstm-sequence.ts';
import type { Network, OnValue } from '../model/network.ts';
import type { LayerSums, Run } from '../model/step.ts';
import { answersAtOnce } from '../backends/settle.ts';
import { chipSums } from './chip-sums.ts';
import { createKernelRounding } from './kernel-rounding.ts';
import { LearnedScales } from './learned-scales.ts';
import { SeenRanges, widen } from './seen-ranges.ts';

export interface Quantization {
  /** To take down what passes in a step. */
  readonly seen: () => SeenRanges;
  /** Takes down how far the values that pass reach; nothing is rounded. */
  readonly observe: (seen: SeenRanges) => OnValue;
  /** Starts a kernel's scales, where they are learned, at those that its largest values give; nothing is rounded. */
  readonly observeKernel: Run['kernel'];
  /** Starts the scales of values, where they are learned, at those that the ranges give; zero points stay. */
  readonly beginLearning: () => void;
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
  readonly learned: () => Promise<LearnedRanges>;
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
/** Operators whose second input is a kernel with scales that can be learned. */
const LAYERS: ReadonlySet<OpCode> = new Set(['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV']);

/** Fails where the float and the int8 network differ. */
export function createQuantization(design: Graph, network: Network, { weightBits: bits, ranges: method }: Rounding): Result<Quantization> {
  const { graph } = network;
  const { deployed } = lower(design, { scheme: 'int8', io: 'int8' });
  const pairs = pairTensors(graph, deployed);
  if (!pairs.ok) return pairs;
  const uses = constantUses(deployed);
  const { groupOf, fixed } = scaleGroups(deployed, (tensor) => deployed.tensors[tensor]!.scaleCount > 0 && !uses.has(tensor));
  const states = statesByGroup(deployed, groupOf);
  const isValue = (tensor: number): boolean => deployed.tensors[tensor]!.type === 'int8' && !uses.has(tensor);
  const groups = groupsByTensor(pairs.value, groupOf, (tensor) => isValue(tensor) || states.has(groupOf[tensor]!));
  const ranges = new Map<number, Range>();
  const valueScales = new LearnedScales(network, 'scale of values');
  const kernelScales = new LearnedScales(network, 'scale of kernel');
  if (method === 'learned') {
    for (const group of learnableGroups(graph, groups)) if (!fixed.has(group) && !states.has(group)) valueScales.add(group, 1);
    for (const [tensor, count] of layerKernels(graph, deployed, pairs.value)) kernelScales.add(tensor, count);
  }
  const kernels = createKernelRounding(bits, kernelScales);
  const gridOf = (group: number): Grid | undefined => {
    const range = ranges.get(group);
    const state = states.get(group);
    if (state !== undefined) return range && { ...stateAffine(state.tensor, range, state.code), ...levelsOf(state.tensor) };
    const affine = fixed.get(group) ?? (range && affineOver(range));
    const scale = affine && tidy(() => valueScales.of(group)?.dataSync<'float32'>()[0]);
    return affine && { ...affine, ...(scale === undefined ? {} : { scale }), ...INT8 };
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
      const range = ranges.get(group);
      const scale = range && valueScales.of(group);
      if (scale !== undefined) return fakeQuant(value, scale, tensor1d([affineOver(range!).zeroPoint]), { ...INT8, axis: 0 });
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
    observeKernel: kernels.observe,
    beginLearning: () => {
      for (const group of valueScales.numbers()) tidy(() => valueScales.set(group, tensor1d([affineOver(ranges.get(group)!).scale])));
    },
    kernel: kernels.round,
    grid: (tensor) => gridOf(groups.get(tensor) ?? -1),
    sums: (layer) => {
      if (!answersAtOnce()) return undefined;
      const [input, output] = [valueGrid(layer.input), valueGrid(layer.output)];
      if (input === undefined || output === undefined) return undefined;
      const { steps, scales } = kernels.integers(layer.kernel, layer.place);
      return chipSums(layer, steps, { input, output, kernel: scales.dataSync<'float32'>() });
    },
    learned: async () => {
      const learnt = await valueScales.read();
      const rangeOf = (group: number): Range | undefined => {
        const scale = learnt.get(group)?.[0];
        const range = ranges.get(group);
        return scale === undefined || range === undefined ? range : rangeOn({ ...affineOver(range), scale });
      };
      const rangeOfTensor = (tensor: number): Range | undefined => {
        const group = groups.get(tensor) ?? -1;
        return fixed.has(group) ? GIVEN : rangeOf(group);
      };
      return { ranges: graph.tensors.map((_, tensor) => rangeOfTensor(tensor)), kernelScales: await kernelScales.read() };
    },
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

/** What int8 covers. */
function rangeOn({ scale, zeroPoint }: Affine): Range {
  return { low: scale * (INT8.low - zeroPoint), high: scale * (INT8.high - zeroPoint) };
}

/** Those of the values that pass in a run: inputs, and what operators write. */
function learnableGroups({ inputs, ops }: DeployedGraph, groups: ReadonlyMap<number, number>): ReadonlySet<number> {
  const passing = [...inputs, ...ops.flatMap(({ outputs }) => outputs)];
  return new Set(passing.flatMap((tensor) => groups.get(tensor) ?? []));
}

/** Kernels of layers, as tensors of the float graph, and how many scales each has. */
function layerKernels({ ops }: DeployedGraph, { tensors }: DeployedGraph, pairs: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map(pairs.map((real, tensor) => [real, tensors[tensor]!.scaleCount]));
  return new Map(ops.flatMap(({ code, inputs }) => (LAYERS.has(code) ? [[inputs[1]!, counts.get(inputs[1]!)!] as const] : [])));
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
