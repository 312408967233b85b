/**
 * The format of links, written down: what is here has been given to people, so it never changes. A new operation, field or choice is
 * added at the end of its list; nothing is reordered, renamed or removed, and no default changes.
 */
import { describe, expect, it } from 'vitest';
import type { ParamField } from '../../ops/op.ts';
import { OPS, type OpKind } from '../../ops/registry.ts';
import { opNumber } from './op-numbers.ts';

/** Number and fields with their defaults, by kind. */
const FORMAT: Readonly<Record<OpKind, string>> = {
  input: '0 shape=[32,32,3] type="auto":auto|int8|uint8|int16|int32|int64|float16|float32|bool batch=1',
  conv2d:
    '1 filters=16 kernelH=3 kernelW=3 strideH=1 strideW=1 padding="same":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu bias=true dilationH=1 dilationW=1 groups=1 weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32 scales="auto":auto|tensor|channel',
  depthwise_conv2d:
    '2 kernelH=3 kernelW=3 strideH=1 strideW=1 padding="same":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu bias=true multiplier=1 dilationH=1 dilationW=1 weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32 scales="auto":auto|tensor|channel',
  dense:
    '3 units=10 activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu bias=true keepDims=false weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32 scales="auto":auto|tensor|channel',
  add: '4 activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  concat: '5 axis=-1 activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  max_pool2d:
    '6 poolH=2 poolW=2 strideH=2 strideW=2 padding="valid":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  avg_pool2d:
    '7 poolH=2 poolW=2 strideH=2 strideW=2 padding="valid":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  relu: '8',
  batch_norm: '9 epsilon=0.001 momentum=0.99',
  conv1d:
    '10 filters=16 kernel=3 stride=1 padding="same":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu bias=true dilation=1 weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32 scales="auto":auto|tensor|channel',
  conv_transpose2d:
    '11 filters=16 kernelH=3 kernelW=3 strideH=2 strideW=2 padding="same":same|valid activation="none":none|relu|relu6|tanh|sigmoid|hard_swish|leaky_relu bias=true outputH=0 outputW=0 weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32 scales="auto":auto|tensor|channel',
  depthwise_conv1d:
    '12 kernel=3 stride=1 padding="same":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu bias=true multiplier=1 dilation=1 weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32 scales="auto":auto|tensor|channel',
  embedding: '13 rows=1000 size=16 type="auto":auto|int8|int16|uint8|float32 operator="gather":gather|lookup',
  max_pool1d:
    '14 pool=2 stride=2 padding="valid":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  avg_pool1d:
    '15 pool=2 stride=2 padding="valid":same|valid activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  global_avg_pool: '16 keepDims=false',
  global_max_pool: '17 keepDims=false',
  mean: '18 axes=[1,2] keepDims=true',
  mul: '19 activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  sub: '20 activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu',
  minimum: '21',
  maximum: '22',
  relu6: '23',
  leaky_relu: '24 alpha=0.3',
  hard_swish: '25',
  sigmoid: '26',
  tanh: '27',
  softmax: '28 beta=1 outputType="auto":auto|int16',
  lstm: '29 units=16 returnSequences=false timeMajor=false cellClip=0 intermediates=0 weightType="auto":auto|int4|int8|uint8|int16|float16|float32 biasType="auto":auto|int32|int64|float16|float32',
  gru: '30 units=16 returnSequences=false',
  svdf: '31 units=16 rank=1 memory=8 activation="none":none|relu|relu6|relu_n1_to_1|tanh|sigmoid|hard_swish|leaky_relu bias=true weightType="auto":auto|int4|int8|uint8|int16|float16|float32 stateType="auto":auto|int8|int16|float32',
  flatten: '32 shapeTensor=true',
  reshape: '33 shape=[1,-1] shapeTensor=true',
  pad: '34 pads=[1] valueTensor=false',
  upsample: '35 factorH=2 factorW=2 mode="nearest":nearest|bilinear size=[] alignCorners=false halfPixelCenters=false',
  slice: '36 begin=[0] size=[-1]',
  strided_slice: '37 begin=[0] end=[1] strides=[] beginMask=0 endMask=0 shrinkAxisMask=0',
  split: '38 parts=2 axis=-1',
  transpose: '39 perm=[]',
  depth_to_space: '40 block=2',
  space_to_depth: '41 block=2',
  squeeze: '42 axes=[]',
  expand_dims: '43 axis=1',
  dropout: '44 rate=0.5',
  quantize: '45 type="int8":int8|uint8|int16|int32',
  dequantize: '46',
  constant: '47 shape=[1] type="auto":auto|int4|int8|uint8|int16|int32|int64|float16|float32|bool',
  opaque: '48 name="CUSTOM" builtin=32 version=1 outputs="int8 1x1" operands="" intermediates="" optionsType=0 options=[] customOptions=[]',
};

function fieldText(field: ParamField): string {
  const text = `${field.name}=${JSON.stringify(field.default)}`;
  return field.kind === 'choice' ? `${text}:${field.choices.map((choice) => choice.value).join('|')}` : text;
}

describe('the format of links', () => {
  it.each(Object.values(OPS))('keeps the number, fields and defaults of $kind', (op) => {
    const kind = op.kind as OpKind;
    expect([opNumber(kind), ...op.fields.map(fieldText)].join(' ')).toBe(FORMAT[kind]);
  });

  it('gives no number twice', () => {
    const numbers = Object.values(OPS).map((op) => opNumber(op.kind as OpKind));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
