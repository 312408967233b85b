/** Random design graphs: sound ones that cover every operation and branch, and wrong ones of every sort. */
import type { Random } from '../core/base/random.ts';
import type { Graph, GraphNode, ParamValue, Params, PortRef } from '../core/graph/graph.ts';
import { elementCount, type TensorType } from '../core/graph/tensor.ts';
import type { ParamField } from '../core/ops/op.ts';
import { OPS, type OpKind } from '../core/ops/registry.ts';

interface Value {
  readonly ref: PortRef;
  readonly type: TensorType;
}
interface Choice {
  readonly params: Params;
  readonly inputs: readonly Value[];
}
type Sketch = (random: Random, values: readonly Value[]) => Choice | undefined;

/** Larger values would make tests slow without testing more. */
const MAX_ELEMENTS = 20_000;

export interface NetworkOptions {
  /** How many nodes behind the inputs; some may be left out when nothing fits. */
  readonly nodes: number;
  /** Kinds to choose from; by default all. */
  readonly kinds?: readonly OpKind[];
}

/** A sound graph: every node's shape rule holds under the int8 scheme. The same random source gives the same graph. */
export function randomNetwork(random: Random, { nodes: count, kinds = ALL_KINDS }: NetworkOptions): Graph {
  const nodes: GraphNode[] = [];
  const values: Value[] = [];
  const add = (kind: OpKind, choice: Choice): void => {
    const result = OPS[kind].outputs(
      choice.params,
      choice.inputs.map((value) => value.type),
    );
    if (!result.ok || result.value.some(({ shape }) => elementCount(shape) > MAX_ELEMENTS)) return;
    const id = String(nodes.length + 1);
    nodes.push({ id, op: kind, name: '', params: choice.params, inputs: choice.inputs.map((value) => value.ref) });
    result.value.forEach((type, port) => values.push({ ref: { node: id, port }, type }));
  };
  add('input', image(random));
  if (random.next() < 0.5) add('input', signal(random));
  if (random.next() < 0.3) add('input', indices(random.int(2, 6)));
  for (let i = 0; i < count; i++) {
    const kind = random.pick(kinds);
    const choice = SKETCHES[kind](random, values);
    if (choice !== undefined) add(kind, choice);
  }
  return { nodes, groups: [], outputs: [] };
}

/** Any graph a link may hold: unknown kinds, odd parameters, edges to nowhere, loops. */
export function randomWrongNetwork(random: Random, count: number): Graph {
  const ids = Array.from({ length: count }, (_, i) => String(i + 1));
  const anyRef = (): PortRef | undefined =>
    random.next() < 0.1 ? undefined : { node: random.pick([...ids, 'nowhere']), port: random.next() < 0.9 ? 0 : random.int(-1, 3) };
  const nodes = ids.map((id) => {
    const op = random.next() < 0.05 ? 'constructor' : random.pick(ALL_KINDS);
    const inputs = Array.from({ length: random.int(0, 3) }, anyRef);
    return { id, op, name: '', params: op === 'constructor' ? {} : oddParams(random, OPS[op].fields), inputs };
  });
  const groups = [{ id: 'g1', name: 'block', nodes: ids.slice(0, 3), collapsed: false, repeat: random.int(-1, 4) }];
  return { nodes, groups: random.next() < 0.3 ? groups : [], outputs: [] };
}

function oddParams(random: Random, fields: readonly ParamField[]): Params {
  const some = fields.filter(() => random.next() < 0.4);
  return Object.fromEntries(some.map((field) => [field.name, oddValue(random, field)]));
}

const NUMBERS = [0, -1, 1, 2, 3, 7, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 1e300];

function oddValue(random: Random, field: ParamField): ParamValue {
  switch (field.kind) {
    case 'int':
    case 'float':
      return random.pick(NUMBERS);
    case 'bool':
      return random.next() < 0.5;
    case 'ints':
      return Array.from({ length: random.int(0, 5) }, () => random.pick(NUMBERS));
    case 'text':
      return random.pick(['', 'in, int8', 'int8 1x2, float32', '-, state int8 3', ',', 'int8 -1']);
    case 'choice':
      return random.next() < 0.2 ? 'nonsense' : random.pick(field.choices).value;
  }
}

const image = (random: Random): Choice => ({ params: { shape: [random.int(4, 12), random.int(4, 12), random.int(1, 6)] }, inputs: [] });
const signal = (random: Random): Choice => ({ params: { shape: [random.int(6, 20), random.int(1, 6)] }, inputs: [] });
/** A list of indices, as a row of a batch or plain. */
const indices = (count: number): Choice => ({
  params: { shape: [count], type: 'int32', ...(count % 2 === 0 ? { batch: 0 } : {}) },
  inputs: [],
});
const maybe = (random: Random): boolean => random.next() < 0.5;
const padding = (random: Random): string => random.pick(['same', 'valid']);
const activation = (random: Random): string =>
  random.pick(['none', 'none', 'relu', 'relu6', 'tanh', 'sigmoid', 'hard_swish', 'leaky_relu']);

function ofRank(values: readonly Value[], ...ranks: readonly number[]): readonly Value[] {
  return values.filter(({ type }) => ranks.includes(type.shape.length) && type.type !== 'int32');
}

/** A node with one input among those `fits` leaves; recent values are likelier, so that graphs grow long. */
function unary(fits: (values: readonly Value[]) => readonly Value[], params: (random: Random, value: Value) => Params): Sketch {
  return (random, values) => {
    const fitting = fits(values);
    if (fitting.length === 0) return undefined;
    const recent = maybe(random) ? fitting.slice(-2) : fitting;
    const value = random.pick(recent);
    return { params: params(random, value), inputs: [value] };
  };
}

const none = (): Params => ({});
const anyFloatOrInt = (values: readonly Value[]): readonly Value[] => values.filter(({ type }) => type.type !== 'int32');
const elementwise = unary(anyFloatOrInt, none);
const images = (values: readonly Value[]): readonly Value[] => ofRank(values, 4);
const signals = (values: readonly Value[]): readonly Value[] => ofRank(values, 3);
const ranked = (values: readonly Value[]): readonly Value[] => values.filter(({ type }) => type.shape.length > 0 && type.type !== 'int32');

const merge: Sketch = (random, values) => {
  const a = random.pick(values);
  const like = values.filter(({ type }) => type.type === a.type.type && type.shape.join() === a.type.shape.join());
  return { params: {}, inputs: [a, random.pick(like), ...(random.next() < 0.2 ? [random.pick(like)] : [])] };
};

const conv = (random: Random): Params => ({
  filters: random.int(1, 8),
  kernelH: random.int(1, 4),
  kernelW: random.int(1, 4),
  strideH: random.int(1, 3),
  strideW: random.int(1, 3),
  dilationW: random.int(1, 2),
  padding: padding(random),
  bias: maybe(random),
  activation: activation(random),
});

function depthwise(random: Random): Params {
  const { filters: _filters, ...rest } = conv(random);
  return { ...rest, multiplier: random.int(1, 3) };
}

const conv1d = (random: Random): Params => ({
  filters: random.int(1, 8),
  kernel: random.int(1, 5),
  stride: random.int(1, 2),
  padding: padding(random),
  bias: maybe(random),
  activation: activation(random),
});

const pool2d = (random: Random): Params => ({
  poolH: random.int(1, 3),
  poolW: random.int(1, 3),
  strideH: random.int(1, 2),
  strideW: random.int(1, 2),
  padding: padding(random),
});

const pool1d = (random: Random): Params => ({ pool: random.int(1, 3), stride: random.int(1, 2), padding: padding(random) });
const keepDims = (random: Random): Params => ({ keepDims: maybe(random) });

const dividing = (random: Random, size: number): number => random.pick([1, 2, 3, 4].filter((part) => size % part === 0));

const SKETCHES: Readonly<Record<OpKind, Sketch>> = {
  input: (random) => (random.next() < 0.2 ? image(random) : undefined),
  conv2d: unary(images, conv),
  conv1d: unary(signals, conv1d),
  conv_transpose2d: unary(images, (random) => ({
    filters: random.int(1, 4),
    kernelH: random.int(1, 4),
    kernelW: random.int(1, 4),
    padding: padding(random),
    bias: maybe(random),
    activation: random.pick(['none', 'relu', 'tanh']),
  })),
  depthwise_conv2d: unary(images, depthwise),
  depthwise_conv1d: unary(signals, (random) => ({ kernel: random.int(1, 4), multiplier: random.int(1, 2), padding: padding(random) })),
  dense: unary(
    (values) => ranked(values).filter(({ type }) => type.shape.length > 1),
    (random) => ({ units: random.int(1, 12), bias: maybe(random), keepDims: maybe(random), activation: activation(random) }),
  ),
  embedding: unary(
    (values) => values.filter(({ type }) => type.type === 'int32'),
    (random) => ({ rows: random.int(2, 20), size: random.int(1, 6), operator: random.pick(['gather', 'lookup']) }),
  ),
  max_pool2d: unary(images, pool2d),
  avg_pool2d: unary(images, pool2d),
  max_pool1d: unary(signals, pool1d),
  avg_pool1d: unary(signals, pool1d),
  global_avg_pool: unary((values) => ofRank(values, 3, 4), keepDims),
  global_max_pool: unary((values) => ofRank(values, 3, 4), keepDims),
  mean: unary(ranked, (random, { type }) => ({ axes: [random.int(0, type.shape.length - 1)], keepDims: maybe(random) })),
  add: merge,
  concat: (random, values) => {
    const choice = merge(random, ranked(values));
    return choice === undefined ? undefined : { ...choice, params: { axis: random.pick([-1, 1]) } };
  },
  mul: merge,
  sub: merge,
  minimum: merge,
  maximum: merge,
  relu: elementwise,
  relu6: elementwise,
  leaky_relu: elementwise,
  hard_swish: elementwise,
  sigmoid: elementwise,
  tanh: elementwise,
  softmax: elementwise,
  lstm: unary(signals, (random) => ({ units: random.int(1, 6), returnSequences: maybe(random), intermediates: random.pick([0, 5]) })),
  gru: unary(signals, (random) => ({ units: random.int(1, 4), returnSequences: maybe(random) })),
  svdf: unary(
    (values) => ofRank(values, 2),
    (random) => ({ units: random.int(1, 6), rank: random.int(1, 2), memory: random.int(1, 5), bias: maybe(random) }),
  ),
  flatten: unary(ranked, (random) => ({ shapeTensor: maybe(random) })),
  reshape: unary(ranked, (random, { type }) => ({ shape: random.pick([[1, -1], [-1], [elementCount(type.shape), 1, 1]]) })),
  pad: unary(
    (values) => ofRank(values, 3, 4),
    (random, { type }) => ({
      pads: Array.from({ length: 2 * (type.shape.length - 2) }, () => random.int(0, 2)),
      valueTensor: random.next() < 0.2,
    }),
  ),
  upsample: unary(images, (random) => ({
    factorH: random.int(1, 2),
    factorW: random.int(1, 3),
    mode: random.pick(['nearest', 'bilinear']),
  })),
  slice: unary(ranked, (_random, { type }) => ({ begin: type.shape.map((size) => size >> 1), size: type.shape.map(() => -1) })),
  strided_slice: unary(ranked, (random, { type }) => ({
    begin: type.shape.map(() => 0),
    end: type.shape.map((size) => size),
    strides: type.shape.map(() => random.int(1, 2)),
    shrinkAxisMask: random.next() < 0.3 && type.shape.length > 1 ? 2 : 0,
  })),
  split: unary(ranked, (random, { type }) => ({ parts: dividing(random, type.shape.at(-1)!) })),
  transpose: unary(ranked, (random, { type }) => ({ perm: shuffled(random, type.shape.length) })),
  depth_to_space: unary(images, none),
  space_to_depth: unary(images, none),
  squeeze: unary(ranked, none),
  expand_dims: unary(
    (values) => ranked(values).filter(({ type }) => type.shape.length < 4),
    (random, { type }) => ({ axis: random.int(-1, type.shape.length) }),
  ),
  batch_norm: elementwise,
  dropout: elementwise,
  quantize: unary(anyFloatOrInt, (random) => ({ type: random.pick(['int8', 'int16']) })),
  dequantize: elementwise,
  constant: (random) => ({ params: { shape: [1, random.int(1, 6)] }, inputs: [] }),
  opaque: (random, values) => ({
    params: { name: 'MYSTERY', outputs: 'int8 1x5x5x3, int8 1x4', operands: 'int32 2, in, -, state int8 1x8, in' },
    inputs: [random.pick(values), random.pick(values)],
  }),
};

const ALL_KINDS = Object.keys(SKETCHES) as readonly OpKind[];

function shuffled(random: Random, length: number): readonly number[] {
  const left = Array.from({ length }, (_, i) => i);
  return Array.from({ length }, () => left.splice(random.int(0, left.length - 1), 1)[0]!);
}
