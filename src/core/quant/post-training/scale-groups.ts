/** Which tensors must share a scale: those an operator copies between without rescaling, as the runtime's kernels do. */
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import type { Affine } from '../kernels/quantization.ts';

/** Inputs whose scale the outputs take over. `one`: input 0 (SPLIT: 1). `all`: every input, joined. Others rescale. */
const SHARING: Partial<Readonly<Record<OpCode, 'one' | 'all'>>> = {
  RESHAPE: 'one',
  SQUEEZE: 'one',
  EXPAND_DIMS: 'one',
  TRANSPOSE: 'one',
  SLICE: 'one',
  STRIDED_SLICE: 'one',
  SPLIT: 'one',
  DEPTH_TO_SPACE: 'one',
  SPACE_TO_DEPTH: 'one',
  PAD: 'one',
  PADV2: 'one',
  MAX_POOL_2D: 'one',
  AVERAGE_POOL_2D: 'one',
  RESIZE_NEAREST_NEIGHBOR: 'one',
  RESIZE_BILINEAR: 'one',
  RELU6: 'one',
  GATHER: 'one',
  CONCATENATION: 'all',
  MINIMUM: 'all',
  MAXIMUM: 'all',
};

/** Outputs whose scale the kernel's arithmetic gives. */
const FIXED_OUTPUT: Partial<Readonly<Record<OpCode, Affine>>> = {
  SOFTMAX: { scale: 1 / 256, zeroPoint: -128 },
  LOGISTIC: { scale: 1 / 256, zeroPoint: -128 },
  TANH: { scale: 1 / 128, zeroPoint: 0 },
};

/** An input of an operator that has to be brought to the scale of its output first. */
export interface Mismatch {
  readonly op: number;
  readonly input: number;
}

export interface ScaleGroups {
  /** A number that all members of a group have in common, by tensor index. */
  readonly groupOf: readonly number[];
  /** What the arithmetic gives a group, by group. */
  readonly fixed: ReadonlyMap<number, Affine>;
  readonly mismatches: readonly Mismatch[];
}

/** `isScaled` says which tensors carry a scale. */
export function scaleGroups(graph: DeployedGraph, isScaled: (tensor: number) => boolean): ScaleGroups {
  const sets = disjointSets(graph.tensors.length);
  for (const op of graph.ops) joinCopies(op, sets, isScaled);
  joinSharedBiases(graph, sets);
  const fixed = new Map<number, Affine>();
  for (const { code, outputs } of graph.ops) {
    const affine = FIXED_OUTPUT[code];
    if (affine !== undefined) fixed.set(sets.find(outputs[0]!), affine);
  }
  const mismatches = graph.ops.flatMap((op, at) => (SHARING[op.code] === 'all' ? joinAll(op, at, sets, isScaled, fixed) : []));
  return { groupOf: graph.tensors.map((_, index) => sets.find(index)), fixed: byRoot(fixed, sets), mismatches };
}

interface Sets {
  readonly find: (member: number) => number;
  readonly join: (a: number, b: number) => void;
}

function disjointSets(count: number): Sets {
  const parents = Array.from({ length: count }, (_, i) => i);
  const find = (member: number): number => {
    let root = member;
    while (parents[root] !== root) root = parents[root]!;
    parents[member] = root;
    return root;
  };
  return { find, join: (a, b) => (parents[find(b)] = find(a)) };
}

function byRoot(fixed: ReadonlyMap<number, Affine>, { find }: Sets): ReadonlyMap<number, Affine> {
  return new Map([...fixed].map(([member, affine]) => [find(member), affine]));
}

function joinCopies({ code, inputs, outputs }: DeployedOp, { join }: Sets, isScaled: (tensor: number) => boolean): void {
  if (code === 'UNIDIRECTIONAL_SEQUENCE_LSTM') return join(inputs[18]!, outputs[0]!);
  if (code === 'EMBEDDING_LOOKUP') return join(inputs[1]!, outputs[0]!);
  const source = inputs[code === 'SPLIT' ? 1 : 0]!;
  if (SHARING[code] !== 'one' || !isScaled(source)) return;
  for (const output of outputs) join(source, output);
  if (code === 'PADV2') join(source, inputs[2]!);
}

/** Operators with one bias tensor need one input scale, because a bias is on the scale of input times weights. */
function joinSharedBiases({ ops }: DeployedGraph, { join }: Sets): void {
  const readers = new Map<number, number>();
  for (const { code, inputs } of ops) {
    const bias = code === 'FULLY_CONNECTED' || code === 'CONV_2D' || code === 'DEPTHWISE_CONV_2D' ? (inputs[2] ?? -1) : -1;
    if (bias < 0) continue;
    const known = readers.get(bias);
    if (known === undefined) readers.set(bias, inputs[0]!);
    else join(known, inputs[0]!);
  }
}

/** Joins inputs to the output, but for those whose scale is fixed: they are mismatches, unless all are fixed alike. */
function joinAll(
  { inputs, outputs }: DeployedOp,
  at: number,
  { find, join }: Sets,
  isScaled: (tensor: number) => boolean,
  fixed: Map<number, Affine>,
): Mismatch[] {
  const scaled = inputs.filter((tensor) => tensor >= 0 && isScaled(tensor));
  const given = scaled.map((tensor) => fixed.get(find(tensor)));
  const [first] = given;
  if (first !== undefined && given.every((affine) => affine?.scale === first.scale && affine.zeroPoint === first.zeroPoint)) {
    for (const tensor of scaled) join(outputs[0]!, tensor);
    fixed.set(find(outputs[0]!), first);
    return [];
  }
  scaled.forEach((tensor, i) => {
    if (given[i] === undefined) join(outputs[0]!, tensor);
  });
  return inputs.flatMap((tensor, input) => (scaled.includes(tensor) && fixed.has(find(tensor)) ? [{ op: at, input }] : []));
}
