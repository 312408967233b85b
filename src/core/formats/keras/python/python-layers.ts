/** How each operation is written in Python, as a layer of Keras 3 or as its `ops`. */
import { shapeText } from '../../../graph/tensor.ts';
import type { OpKind } from '../../../ops/registry.ts';
import { padTable } from '../../../ops/pad.ts';
import { activationArgument, activationBehind, activationLines } from './python-activation.ts';
import { lacking, layerLine, type PythonSite, type PythonWriter } from './python-site.ts';
import { pythonFloat, pythonTuple } from './python-text.ts';

const bool = (value: boolean): string => (value ? 'True' : 'False');
const padding = (site: PythonSite): string => `padding="${site.text('padding')}"`;
const bias = (site: PythonSite): readonly string[] => (site.flag('bias') ? [] : ['use_bias=False']);

/** Strides and dilations, said where they are not 1; Keras takes one or the other. */
function steps(strides: readonly number[], dilations: readonly number[]): readonly string[] {
  const isOther = (values: readonly number[]): boolean => values.some((value) => value !== 1);
  if (isOther(strides) && isOther(dilations)) return lacking('Keras has no convolution with both a stride and a dilation');
  const written = (values: readonly number[]): string => (values.length === 1 ? String(values[0]) : pythonTuple(values));
  return [
    ...(isOther(strides) ? [`strides=${written(strides)}`] : []),
    ...(isOther(dilations) ? [`dilation_rate=${written(dilations)}`] : []),
  ];
}

const steps2d = (site: PythonSite): readonly string[] =>
  steps([site.number('strideH'), site.number('strideW')], [site.number('dilationH'), site.number('dilationW')]);
const steps1d = (site: PythonSite): readonly string[] => steps([site.number('stride')], [site.number('dilation')]);
const kernel2d = (site: PythonSite): string => pythonTuple([site.number('kernelH'), site.number('kernelW')]);

/** A layer with weights, a window and an activation. */
function windowed(kind: string, given: (site: PythonSite) => readonly string[]): PythonWriter {
  return (site) => [
    layerLine(site, kind, [...given(site), padding(site), ...bias(site), ...activationArgument(site)]),
    ...activationBehind(site),
  ];
}

const multiplier = (site: PythonSite): readonly string[] =>
  site.number('multiplier') === 1 ? [] : [`depth_multiplier=${site.number('multiplier')}`];

const convTranspose: PythonWriter = (site) => {
  const [kernels, strides] = [
    [site.number('kernelH'), site.number('kernelW')],
    [site.number('strideH'), site.number('strideW')],
  ];
  const isSame = site.text('padding') === 'same';
  const expected = [0, 1].map((i) => site.inputShape[i + 1]! * strides[i]! + (isSame ? 0 : Math.max(kernels[i]! - strides[i]!, 0)));
  const found = site.outputShape.slice(1, 3);
  if (expected.join() !== found.join()) return lacking(`its output is ${shapeText(found)} where Keras makes ${shapeText(expected)}`);
  const given = [String(site.number('filters')), pythonTuple(kernels), `strides=${pythonTuple(strides)}`];
  return [
    layerLine(site, 'Conv2DTranspose', [...given, padding(site), ...bias(site), ...activationArgument(site)]),
    ...activationBehind(site),
  ];
};

/** On the last dimension, or on all values at once: those are flattened first. */
const dense: PythonWriter = (site) => {
  const isFlattened = !site.flag('keepDims') && site.inputShape.length > 2;
  const input = isFlattened ? `layers.Flatten()(${site.input})` : site.input;
  return [
    layerLine(site, 'Dense', [String(site.number('units')), ...bias(site), ...activationArgument(site)], input),
    ...activationBehind(site),
  ];
};

const pool2d =
  (kind: string): PythonWriter =>
  (site) => {
    const given = [
      pythonTuple([site.number('poolH'), site.number('poolW')]),
      `strides=${pythonTuple([site.number('strideH'), site.number('strideW')])}`,
    ];
    return [layerLine(site, kind, [...given, padding(site)]), ...activationLines(site)];
  };

const pool1d =
  (kind: string): PythonWriter =>
  (site) => [
    layerLine(site, kind, [String(site.number('pool')), `strides=${site.number('stride')}`, padding(site)]),
    ...activationLines(site),
  ];

const globalPool =
  (kind: string): PythonWriter =>
  (site) => [layerLine(site, `${kind}${site.inputShape.length === 3 ? '1D' : '2D'}`, site.flag('keepDims') ? ['keepdims=True'] : [])];

/** A layer where the shapes are the same; the operator where they are broadcast, as NumPy does it and Keras's layers do not. */
function merge(kind: string, operator: string): PythonWriter {
  return (site) => {
    const shapes = new Set(site.inputTypes.map(({ shape }) => shape.join()));
    const line =
      shapes.size === 1 ? layerLine(site, kind, [], `[${site.inputs.join(', ')}]`) : `${site.name} = ${site.inputs.join(` ${operator} `)}`;
    return [line, ...activationLines(site)];
  };
}

const extreme =
  (call: string): PythonWriter =>
  (site) => [`${site.name} = ${site.inputs.reduce((left, right) => `${call}(${left}, ${right})`)}`];

const plain =
  (kind: string, ...given: readonly string[]): PythonWriter =>
  (site) => [layerLine(site, kind, given)];

const recurrent =
  (kind: string): PythonWriter =>
  (site) => {
    if (kind === 'LSTM' && site.flag('timeMajor')) return lacking('its time comes first');
    const sequences = site.flag('returnSequences') ? ['return_sequences=True'] : [];
    return [layerLine(site, kind, [String(site.number('units')), ...sequences])];
  };

/** A layer keeps the batch as it is; where the batch changes too, every dimension is said. */
const reshape: PythonWriter = (site) => {
  const [from, to] = [site.inputShape, site.outputShape];
  return from[0] === to[0]
    ? [layerLine(site, 'Reshape', [pythonTuple(to.slice(1))])]
    : [`${site.name} = ops.reshape(${site.input}, ${pythonTuple(to)})`];
};

const softmax: PythonWriter = (site) => {
  const beta = site.number('beta');
  return [layerLine(site, 'Softmax', [], beta === 1 ? site.input : `${site.input} * ${pythonFloat(beta)}`)];
};

const pad: PythonWriter = (site) => {
  const rank = site.inputShape.length;
  const table = padTable(site.list('pads'), rank) ?? lacking('its pads do not fit its input');
  const pairs = Array.from({ length: rank }, (_, i) => `(${table[2 * i]}, ${table[2 * i + 1]})`);
  const isInner = (rank === 3 || rank === 4) && [pairs[0], pairs[rank - 1]].every((pair) => pair === '(0, 0)');
  if (!site.flag('valueTensor') && isInner)
    return [layerLine(site, `ZeroPadding${rank - 2}D`, [rank === 3 ? pairs[1]! : `(${pairs.slice(1, -1).join(', ')})`])];
  const value = site.flag('valueTensor') ? `, constant_values=${pythonFloat(site.reals('value')[0] ?? 0)}` : '';
  return [`${site.name} = ops.pad(${site.input}, (${pairs.join(', ')},)${value})`];
};

/** Keras interpolates with half-pixel centres; the nearest value it takes by whole factors. */
const upsample: PythonWriter = (site) => {
  const isBilinear = site.text('mode') === 'bilinear';
  if (isBilinear !== site.flag('halfPixelCenters') || site.flag('alignCorners'))
    return lacking('Keras has no resize with these centres: it takes half-pixel ones to interpolate, and none for the nearest value');
  const [height, width] = site.outputShape.slice(1, 3) as [number, number];
  const factors = [height / site.inputShape[1]!, width / site.inputShape[2]!];
  const how = `interpolation="${site.text('mode')}"`;
  if (factors.every(Number.isInteger)) return [layerLine(site, 'UpSampling2D', [pythonTuple(factors), how])];
  return isBilinear
    ? [layerLine(site, 'Resizing', [String(height), String(width), how])]
    : lacking('Keras takes the nearest value by whole factors only');
};

/** A tuple even of one range: Keras takes a bare one on values only, not on its symbols. */
const subscript = (ranges: readonly string[]): string => `${ranges.join(', ')}${ranges.length === 1 ? ',' : ''}`;

const slice: PythonWriter = (site) => {
  const begin = site.list('begin');
  const ranges = site.outputShape.map((count, axis) => {
    const first = begin[axis] ?? 0;
    return first === 0 && count === site.inputShape[axis] ? ':' : `${first}:${first + count}`;
  });
  return [`${site.name} = ${site.input}[${subscript(ranges)}]`];
};

const stridedSlice: PythonWriter = (site) => {
  const bit = (field: string, axis: number): boolean => ((site.number(field) >> axis) & 1) === 1;
  const ranges = site.list('begin').map((begin, axis) => {
    if (bit('shrinkAxisMask', axis)) return String(begin);
    const end = site.list('end')[axis]!;
    const step = site.list('strides')[axis] ?? 1;
    const isWhole = step === 1 && begin === 0 && end >= site.inputShape[axis]!;
    const [from, to] = [bit('beginMask', axis) ? '' : begin, bit('endMask', axis) ? '' : end];
    return isWhole ? ':' : `${from}:${to}${step === 1 ? '' : `:${step}`}`;
  });
  return [`${site.name} = ${site.input}${ranges.length === 0 ? '' : `[${subscript(ranges)}]`}`];
};

const transpose: PythonWriter = (site) => {
  const perm = site.list('perm');
  return perm[0] === 0
    ? [layerLine(site, 'Permute', [pythonTuple(perm.slice(1))])]
    : [`${site.name} = ops.transpose(${site.input}, ${pythonTuple(perm)})`];
};

/** Blocks of block x block positions become channels, and back. */
const blocks =
  (isToDepth: boolean): PythonWriter =>
  (site) => {
    const block = site.number('block');
    const [, height, width, channels] = site.inputShape as [number, number, number, number];
    const split = isToDepth
      ? [-1, height / block, block, width / block, block, channels]
      : [-1, height, width, block, block, channels / (block * block)];
    return [
      `${site.name} = ops.reshape(${site.input}, ${pythonTuple(split)})`,
      `${site.name} = ops.transpose(${site.name}, (0, 1, 3, 2, 4, 5))`,
      `${site.name} = ops.reshape(${site.name}, ${pythonTuple([-1, ...site.outputShape.slice(1)])})`,
    ];
  };

/** Constants are written out up to this many values. */
const MAX_LISTED = 4_096;

const constant: PythonWriter = (site) => {
  const { shape } = site.outputTypes[0]!;
  const weight = site.weights['value'];
  const { values } = weight ?? lacking('its values are not known');
  if (values.length > MAX_LISTED) return lacking(`it has ${values.length} values; up to ${MAX_LISTED} are written out`);
  const dtype = values instanceof Float32Array || weight?.quantization !== undefined ? 'float32' : 'int32';
  const list = Array.from(site.reals('value'), (value) => (dtype === 'int32' ? String(value) : pythonFloat(value)));
  return [`${site.name} = ops.reshape(ops.convert_to_tensor([${list.join(', ')}], dtype="${dtype}"), ${pythonTuple(shape)})`];
};

/** Integers are the chip's affair: here real values flow. */
const same: PythonWriter = (site) => [`${site.name} = ${site.input}`];

export const PYTHON_LAYERS: Readonly<Record<OpKind, PythonWriter>> = {
  input: (site) => {
    const [batch, ...rest] = site.outputShape;
    const size = site.number('batch') === 1 ? `shape=${pythonTuple(rest)}` : `batch_shape=${pythonTuple([batch!, ...rest])}`;
    const { type } = site.outputTypes[0]!;
    const dtype = type === 'float32' ? [] : [`dtype="${type}"`];
    return [`${site.name} = keras.Input(${[size, ...dtype, `name="${site.name}"`].join(', ')})`];
  },
  conv2d: windowed('Conv2D', (site) => [
    String(site.number('filters')),
    kernel2d(site),
    ...steps2d(site),
    ...(site.number('groups') === 1 ? [] : [`groups=${site.number('groups')}`]),
  ]),
  conv1d: windowed('Conv1D', (site) => [String(site.number('filters')), String(site.number('kernel')), ...steps1d(site)]),
  conv_transpose2d: convTranspose,
  depthwise_conv2d: windowed('DepthwiseConv2D', (site) => [kernel2d(site), ...steps2d(site), ...multiplier(site)]),
  depthwise_conv1d: windowed('DepthwiseConv1D', (site) => [String(site.number('kernel')), ...steps1d(site), ...multiplier(site)]),
  dense,
  embedding: (site) => [layerLine(site, 'Embedding', [String(site.number('rows')), String(site.number('size'))])],
  max_pool2d: pool2d('MaxPooling2D'),
  avg_pool2d: pool2d('AveragePooling2D'),
  max_pool1d: pool1d('MaxPooling1D'),
  avg_pool1d: pool1d('AveragePooling1D'),
  global_avg_pool: globalPool('GlobalAveragePooling'),
  global_max_pool: globalPool('GlobalMaxPooling'),
  mean: (site) => [
    `${site.name} = ops.mean(${site.input}, axis=${pythonTuple(site.list('axes'))}, keepdims=${bool(site.flag('keepDims'))})`,
  ],
  add: merge('Add', '+'),
  concat: (site) => [
    layerLine(site, 'Concatenate', [`axis=${site.number('axis')}`], `[${site.inputs.join(', ')}]`),
    ...activationLines(site),
  ],
  mul: merge('Multiply', '*'),
  sub: merge('Subtract', '-'),
  minimum: extreme('ops.minimum'),
  maximum: extreme('ops.maximum'),
  relu: plain('ReLU'),
  relu6: plain('ReLU', 'max_value=6.0'),
  leaky_relu: (site) => [layerLine(site, 'LeakyReLU', [`negative_slope=${pythonFloat(site.number('alpha'))}`])],
  hard_swish: plain('Activation', '"hard_swish"'),
  sigmoid: plain('Activation', '"sigmoid"'),
  tanh: plain('Activation', '"tanh"'),
  softmax,
  lstm: recurrent('LSTM'),
  gru: recurrent('GRU'),
  svdf: () => lacking('Keras has no layer that keeps what went before from run to run'),
  flatten: plain('Flatten'),
  reshape,
  pad,
  upsample,
  slice,
  strided_slice: stridedSlice,
  split: (site) =>
    site.number('parts') === 1
      ? same(site)
      : [`${site.name} = ops.split(${site.input}, ${site.number('parts')}, axis=${site.number('axis')})`],
  transpose,
  depth_to_space: blocks(false),
  space_to_depth: blocks(true),
  squeeze: reshape,
  expand_dims: reshape,
  batch_norm: (site) => [
    layerLine(site, 'BatchNormalization', [
      `momentum=${pythonFloat(site.number('momentum'))}`,
      `epsilon=${pythonFloat(site.number('epsilon'))}`,
    ]),
  ],
  dropout: (site) => [layerLine(site, 'Dropout', [pythonFloat(site.number('rate'))])],
  quantize: same,
  dequantize: same,
  constant,
  opaque: (site) => lacking(`Keras has no ${site.text('name')}`),
};
