/** Post-training quantisation: a design with its weights, and a batch to see what values flow, become an int8 network that runs. */
import { defined } from '../../base/assert.ts';
import { fail, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import { floatModel } from '../../document/float-model.ts';
import type { Weights } from '../../document/weights.ts';
import type { DeployedGraph, DeployedOp, DeployedTensor, Quantization } from '../../graph/deployed.ts';
import type { Graph } from '../../graph/graph.ts';
import { lower } from '../../lower/lower.ts';
import type { Affine, Range } from '../kernels/quantization.ts';
import type { Kernels } from '../kernels/registry.ts';
import { CLEAR_KERNELS } from '../kernels/registry.ts';
import type { DeployedModel } from '../memory.ts';
import { biasScales, constantUses, givenScales, mostSteps, quantizeValues, weightScales } from './constants.ts';
import type { ConstantUse } from './constants.ts';
import { keptAffines, keptKernelScales } from './kept-quantization.ts';
import { observe } from './observe.ts';
import type { Batch, Observation } from './observe.ts';
import { pairTensors } from './pair-tensors.ts';
import type { QuantizedModel } from './quantized-model.ts';
import { affineOver, chooseRange } from './range.ts';
import type { Method } from './range.ts';
import { scaleGroups } from './scale-groups.ts';
import type { Mismatch } from './scale-groups.ts';
import { stateAffine, statesOf } from './states.ts';

export interface QuantizeOptions {
  readonly method: Method;
  /** Type of the network's inputs and outputs; float32 adds QUANTIZE and DEQUANTIZE operators. */
  readonly io: 'int8' | 'float32';
  /** Weights keep this many bits of their eight: the file is the same, its weights coarser. 8 when left out. */
  readonly weightBits?: 8 | 4;
  /** What the batch runs with; the clear ones when left out. */
  readonly kernels?: Kernels;
}

/**
 * Weights symmetric, per channel where the kernels take it; activations asymmetric; biases int32 on the scale of input times weights.
 * Where joined values have scales that arithmetic fixes, a QUANTIZE brings them together. Fails with what cannot become int8: nothing
 * stays float without being said.
 */
export function quantizeDesign(
  graph: Graph,
  weights: Weights,
  batch: Batch,
  { kernels = CLEAR_KERNELS, ...how }: QuantizeOptions,
): Result<QuantizedModel> {
  const real = floatModel(graph, weights);
  if (!real.ok) return real;
  const conversion = real.value.graph.ops.find(isConversion);
  if (conversion !== undefined)
    return fail('A design that is to be quantised has no conversions of its own: take this one out', `node ${conversion.node}`);
  const observed = observe(real.value, batch, kernels);
  return observed.ok ? quantizeObserved(graph, real.value, observed.value, how) : observed;
}

/** How training rounded, by tensor of the design's float32 graph. */
export interface LearnedRanges {
  readonly ranges: readonly (Range | undefined)[];
  /** Scales of the kernels that learned theirs; of others, the largest values give them. */
  readonly kernelScales: ReadonlyMap<number, readonly number[]>;
}

/** The same with the ranges and scales that training learned. */
export function quantizeToRanges(
  graph: Graph,
  weights: Weights,
  { ranges, kernelScales }: LearnedRanges,
  { io, weightBits = 8 }: Pick<QuantizeOptions, 'io' | 'weightBits'>,
): Result<QuantizedModel> {
  const real = floatModel(graph, weights);
  if (!real.ok) return real;
  const observed = ranges.map((range) => range && { ...range, counts: new Float64Array(0) });
  return quantizeObserved(graph, real.value, observed, { method: { kind: 'minmax' }, io, weightBits }, kernelScales);
}

/** The same with the scales and bits that the weights keep (`withQuantization`). Fails where a value has none. */
export function quantizeAsKept(graph: Graph, weights: Weights, io: QuantizeOptions['io']): Result<QuantizedModel> {
  const real = floatModel(graph, weights);
  if (!real.ok) return real;
  const paired = pairedTarget(graph, real.value, io);
  if (!paired.ok) return paired;
  const { target, pairs } = paired.value;
  const kept = keptAffines(graph, real.value.graph, weights);
  const isOpen = ({ scaleCount, role }: DeployedTensor, index: number): boolean =>
    scaleCount > 0 && role !== 'constant' && pairs[index]! >= 0 && kept[pairs[index]!] === undefined;
  const kernelScales = keptKernelScales(real.value.graph, weights);
  const isUnfit = (tensor: DeployedTensor, index: number): boolean => {
    const given = kernelScales.get(pairs[index]!);
    return given !== undefined && givenScales(given, tensor, 0) === undefined;
  };
  if (target.tensors.some(isOpen)) return fail('The weights keep no scales for some of the network');
  if (target.tensors.some(isUnfit)) return fail('The weights keep scales that do not fit the network');
  const weightBits = weights.trained?.weightBits ?? 8;
  const filled = fill(target, { real: real.value, observed: [], kept, kernelScales, pairs, method: { kind: 'minmax' }, weightBits });
  return ok({ ...filled, real: real.value, pairs });
}

function quantizeObserved(
  graph: Graph,
  real: DeployedModel,
  observed: readonly (Observation | undefined)[],
  { method, io, weightBits = 8 }: Omit<QuantizeOptions, 'kernels'>,
  kernelScales: LearnedRanges['kernelScales'] = new Map(),
): Result<QuantizedModel> {
  const paired = pairedTarget(graph, real, io);
  if (!paired.ok) return paired;
  const { target, pairs } = paired.value;
  return ok({ ...fill(target, { real, observed, kept: [], kernelScales, pairs, method, weightBits }), real, pairs });
}

interface PairedTarget {
  /** Int8, without scales yet. */
  readonly target: DeployedGraph;
  readonly pairs: readonly number[];
}

/** Fails with what cannot become int8. */
function pairedTarget(graph: Graph, real: DeployedModel, io: QuantizeOptions['io']): Result<PairedTarget> {
  const { deployed: target, problems } = lower(graph, { scheme: 'int8', io });
  if (problems[0] !== undefined) return fail(problems[0].message, `node ${problems[0].node}`);
  const pairs = pairTensors(real.graph, target);
  if (!pairs.ok) return pairs;
  const leftFloat = target.ops.find((op) => !isConversion(op) && op.outputs.some((tensor) => target.tensors[tensor]!.type === 'float32'));
  if (leftFloat !== undefined)
    return fail(`${leftFloat.code} stays float32`, leftFloat.node === undefined ? undefined : `node ${leftFloat.node}`);
  return ok({ target, pairs: pairs.value });
}

function isConversion({ code }: DeployedOp): boolean {
  return code === 'QUANTIZE' || code === 'DEQUANTIZE';
}

interface Source {
  readonly real: DeployedModel;
  readonly observed: readonly (Observation | undefined)[];
  /** Scales that are given, by tensor of the float graph: nothing observed counts against them. */
  readonly kept: readonly (Affine | undefined)[];
  /** Of kernels that are given, too. */
  readonly kernelScales: LearnedRanges['kernelScales'];
  readonly pairs: readonly number[];
  readonly method: Method;
  readonly weightBits: 8 | 4;
}

/** The int8 graph with its scales, and the contents of its constants. */
function fill(target: DeployedGraph, source: Source): DeployedModel {
  const uses = constantUses(target);
  const isScaled = (tensor: number): boolean => target.tensors[tensor]!.scaleCount > 0 && !uses.has(tensor);
  const { groupOf, fixed, mismatches } = scaleGroups(target, isScaled);
  const affines = groupAffines(target, groupOf, isScaled, fixed, source);
  const quantizationOf = scalesOf(target, uses, (tensor) => affines.get(groupOf[tensor]!), source);
  const tensors = target.tensors.map((tensor, index) => {
    const quantization = quantizationOf(index);
    return quantization === undefined ? tensor : { ...tensor, quantization };
  });
  const mostOf = (index: number): number | undefined =>
    uses.get(index)?.kind === 'weights' ? mostSteps(target.tensors[index]!.type, source.weightBits) : undefined;
  const data = target.tensors.map((_, index) => contentsOf(target, index, quantizationOf(index), mostOf(index), source));
  return { graph: withConversions({ ...target, tensors }, mismatches), data };
}

/** One scale and zero point for each group of tensors. */
function groupAffines(
  { tensors, ops }: DeployedGraph,
  groupOf: readonly number[],
  isScaled: (tensor: number) => boolean,
  fixed: ReadonlyMap<number, Affine>,
  source: Source,
): ReadonlyMap<number, Affine> {
  const ranges = new Map<number, Range>();
  tensors.forEach((_, index) => {
    const range = isScaled(index) ? rangeOf(index, source) : undefined;
    if (range === undefined) return;
    const known = ranges.get(groupOf[index]!) ?? range;
    ranges.set(groupOf[index]!, { low: Math.min(known.low, range.low), high: Math.max(known.high, range.high) });
  });
  const affines = new Map([...ranges].map(([group, range]) => [group, fixed.get(group) ?? affineOver(range)]));
  for (const op of ops)
    for (const state of statesOf(op)) affines.set(groupOf[state]!, stateAffine(tensors[state]!, ranges.get(groupOf[state]!), op.code));
  tensors.forEach((_, index) => {
    const affine = isScaled(index) ? source.kept[source.pairs[index]!] : undefined;
    if (affine !== undefined) affines.set(groupOf[index]!, fixed.get(groupOf[index]!) ?? affine);
  });
  return affines;
}

/** What a tensor's values cover: an activation's as observed, a constant's as it stands. */
function rangeOf(index: number, { real, observed, pairs, method }: Source): Range | undefined {
  const other = pairs[index]!;
  const observation = observed[other];
  if (observation !== undefined) return chooseRange(observation, method);
  const values = other < 0 ? undefined : realContents(real, other);
  return values && extremesOf(values);
}

function extremesOf(values: Float32Array): Range {
  return values.reduce(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: Infinity,
    high: -Infinity,
  });
}

function scalesOf(
  { tensors }: DeployedGraph,
  uses: ReadonlyMap<number, ConstantUse>,
  affineOf: (tensor: number) => Affine | undefined,
  { real, kernelScales, pairs, weightBits }: Source,
): (tensor: number) => Quantization | undefined {
  const known = new Map<number, Quantization | undefined>();
  const find = (index: number): Quantization | undefined => {
    const tensor = tensors[index]!;
    const use = uses.get(index);
    if (tensor.scaleCount === 0) return undefined;
    if (use?.kind === 'weights') {
      const given = kernelScales.get(pairs[index]!);
      if (given !== undefined) return defined(givenScales(given, tensor, use.channelAxis), `scales that fit ${tensor.name}`);
      return weightScales(realContents(real, pairs[index]!)!, tensor, use.channelAxis, weightBits);
    }
    if (use?.kind === 'bias') return biasScales(affineOf(use.input)!, quantizationOf(use.weights)!);
    const affine = affineOf(index);
    return affine && { scales: [affine.scale], zeroPoints: [affine.zeroPoint], axis: 0 };
  };
  const quantizationOf = (index: number): Quantization | undefined => {
    if (!known.has(index)) known.set(index, find(index));
    return known.get(index);
  };
  return quantizationOf;
}

/** Values of a float constant; undefined for what is not one. */
function realContents({ graph, data }: DeployedModel, index: number): Float32Array | undefined {
  const bytes = graph.tensors[index]?.type === 'float32' ? data[index] : undefined;
  return bytes && new Float32Array(bytes.slice().buffer);
}

/** Bytes of a constant: integers of its reals, or the integers it had in the float network (indices). */
function contentsOf(
  { tensors }: DeployedGraph,
  index: number,
  quantization: Quantization | undefined,
  most: number | undefined,
  { real, pairs }: Source,
): Uint8Array | undefined {
  const tensor = tensors[index]!;
  const other = pairs[index]!;
  if (tensor.role !== 'constant' || other < 0) return undefined;
  const values = realContents(real, other);
  if (values === undefined || quantization === undefined) return real.data[other];
  return quantizeValues(values, tensor, quantization, most);
}

/** Adds a QUANTIZE before every mismatched input, to the scale of what the operator writes; its tensor comes last. */
function withConversions(graph: DeployedGraph, mismatches: readonly Mismatch[]): DeployedGraph {
  const tensors = [...graph.tensors];
  const ops: DeployedOp[] = [];
  graph.ops.forEach((op, at) => {
    const inputs = [...op.inputs];
    for (const { input } of mismatches.filter((mismatch) => mismatch.op === at)) {
      const from = graph.tensors[inputs[input]!]!;
      const quantization = graph.tensors[op.outputs[0]!]!.quantization!;
      const to = tensors.push({ ...from, name: `${from.name}/requantized`, role: 'activation', quantization }) - 1;
      ops.push({ code: 'QUANTIZE', inputs: [inputs[input]!], outputs: [to], options: {}, node: undefined });
      inputs[input] = to;
    }
    ops.push({ ...op, inputs });
  });
  return { ...graph, tensors, ops };
}
