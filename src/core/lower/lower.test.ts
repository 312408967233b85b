import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { createBuilder, type GraphBuilder } from '../graph/builder.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Graph, PortRef } from '../graph/graph.ts';
import { tensorBytes, type Shape } from '../graph/tensor.ts';
import { deployedText } from '../graph/text.ts';
import type { OpKind } from '../ops/registry.ts';
import { randomNetwork, randomWrongNetwork } from '../../testing/random-network.ts';
import { inferShapes, lower } from './lower.ts';
import type { Quantize } from './quantize.ts';

const INT8: Quantize = { scheme: 'int8', io: 'int8' };
const SCHEMES: readonly Quantize[] = [
  INT8,
  { scheme: 'int8', io: 'float32' },
  { scheme: 'float32', io: 'float32' },
  { scheme: 'file', io: 'int8' },
];

type Builder = GraphBuilder<OpKind>;

function build(write: (builder: Builder) => void): Graph {
  const builder = createBuilder<OpKind>();
  write(builder);
  return builder.build();
}

function chain(shape: readonly number[], ...steps: Parameters<Builder['chain']> extends [PortRef, ...infer Rest] ? Rest : never): Graph {
  return build((builder) => void builder.chain(builder.add('input', { shape }), ...steps));
}

function codes({ ops }: DeployedGraph): readonly string[] {
  return ops.map((op) =>
    'activation' in op.options && op.options.activation !== 'NONE' ? `${op.code}+${op.options.activation}` : op.code,
  );
}

function codesOf(graph: Graph, quantize: Quantize = INT8): readonly string[] {
  const { deployed, problems } = lower(graph, quantize);
  expect(problems).toEqual([]);
  return codes(deployed);
}

describe('lowering', () => {
  it('folds batch norm, fuses the ReLU and numbers inputs, constants and activations in turn', () => {
    const graph = chain(
      [8, 8, 3],
      ['conv2d', { filters: 4, bias: false }],
      ['batch_norm'],
      ['relu'],
      ['flatten'],
      ['dense', { units: 2 }],
      ['softmax'],
    );
    expect(deployedText(lower(graph, INT8).deployed)).toBe(
      [
        '0 activation 1x8x8x3 int8 s1 "input 1"',
        '1 constant 4x3x3x3 int8 s4 "conv2d 2/kernel"',
        '2 constant 4 int32 s4 "conv2d 2/bias"',
        '3 constant 2 int32 s0 "flatten 5/shape"',
        '4 constant 2x256 int8 s1 "dense 6/kernel"',
        '5 constant 2 int32 s1 "dense 6/bias"',
        '6 activation 1x8x8x4 int8 s1 "conv2d 2/out"',
        '7 activation 1x256 int8 s1 "flatten 5/out"',
        '8 activation 1x2 int8 s1 "dense 6/out"',
        '9 activation 1x2 int8 s1 "softmax 7/out"',
        'inputs 0',
        'CONV_2D(0 1 2) -> 6 {"padding":"SAME","strideH":1,"strideW":1,"dilationH":1,"dilationW":1,"activation":"RELU"}',
        'RESHAPE(6 3) -> 7 {"newShape":[1,256]}',
        'FULLY_CONNECTED(7 4 5) -> 8 {"activation":"NONE","keepNumDims":false}',
        'SOFTMAX(8) -> 9 {"beta":1}',
        'outputs 9',
      ].join('\n'),
    );
  });

  it('keeps a batch norm that follows nothing foldable as a multiplication and an addition', () => {
    expect(codesOf(chain([8, 8, 3], ['max_pool2d'], ['batch_norm'], ['relu6']))).toEqual(['MAX_POOL_2D', 'MUL', 'ADD+RELU6']);
    expect(codesOf(chain([8, 8, 3], ['conv2d', { activation: 'relu' }], ['batch_norm']))).toEqual(['CONV_2D+RELU', 'MUL', 'ADD']);
  });

  it('neither folds nor fuses into a value that something else reads too', () => {
    const graph = build((builder) => {
      const conv = builder.add('conv2d', {}, builder.add('input', { shape: [8, 8, 3] }));
      builder.add('add', {}, builder.add('relu', {}, conv), conv);
    });
    expect(codesOf(graph)).toEqual(['CONV_2D', 'RELU', 'ADD']);
  });

  it('neither folds nor fuses into an output of the network', () => {
    const graph = build((builder) => {
      const conv = builder.add('conv2d', {}, builder.add('input', { shape: [8, 8, 3] }));
      builder.outputs(builder.add('relu', {}, conv), conv);
    });
    expect(codesOf(graph)).toEqual(['CONV_2D', 'RELU']);
  });

  it('removes dropout and looks through it', () => {
    expect(codesOf(chain([8, 8, 3], ['conv2d'], ['dropout'], ['batch_norm'], ['dropout'], ['relu'], ['dropout']))).toEqual([
      'CONV_2D+RELU',
    ]);
  });

  it('runs activations that the operator cannot fuse by themselves', () => {
    expect(codesOf(chain([8, 8, 3], ['conv2d', { activation: 'hard_swish' }], ['sigmoid']))).toEqual(['CONV_2D', 'HARD_SWISH', 'LOGISTIC']);
    expect(codesOf(chain([8, 8, 3], ['conv2d', { activation: 'tanh' }]))).toEqual(['CONV_2D', 'TANH']);
    expect(codesOf(chain([8, 8, 3], ['conv_transpose2d', { activation: 'relu' }]))).toEqual(['TRANSPOSE_CONV', 'RELU']);
  });

  it('folds, fuses and drops nothing of a file but dropout', () => {
    const graph = chain([8, 8, 3], ['conv2d', { activation: 'tanh' }], ['batch_norm'], ['relu']);
    expect(codesOf(graph, { scheme: 'file', io: 'int8' })).toEqual(['CONV_2D+TANH', 'MUL', 'ADD', 'RELU']);
  });

  it('quantises at the borders when the outside speaks float', () => {
    const { deployed } = lower(chain([8], ['dense', { units: 2 }]), { scheme: 'int8', io: 'float32' });
    expect(codes(deployed)).toEqual(['QUANTIZE', 'FULLY_CONNECTED', 'DEQUANTIZE']);
    expect(deployed.inputs.map((i) => deployed.tensors[i]!.type)).toEqual(['float32']);
    expect(deployed.outputs.map((i) => deployed.tensors[i]!.type)).toEqual(['float32']);
    expect(deployed.ops.map((op) => op.node)).toEqual([undefined, '2', undefined]);
  });

  it('gives a float network float weights without scales', () => {
    const { deployed } = lower(chain([8, 8, 1], ['conv2d']), { scheme: 'float32', io: 'float32' });
    expect(deployed.tensors.map(({ type, scaleCount }) => `${type} ${scaleCount}`)).toEqual(new Array(4).fill('float32 0'));
  });

  it('adds three values two at a time, and fuses into the last', () => {
    const graph = build((builder) => {
      const x = builder.add('input', { shape: [4] });
      builder.add('relu', {}, builder.add('add', {}, x, x, x));
    });
    expect(codesOf(graph)).toEqual(['ADD', 'ADD+RELU']);
  });

  it('writes a missing bias as zeros in convolutions, leaves it out of depthwise ones and marks it in dense layers', () => {
    const { deployed } = lower(
      chain([8, 8, 3], ['conv2d', { bias: false }], ['depthwise_conv2d', { bias: false }], ['dense', { bias: false }]),
      INT8,
    );
    expect(deployed.ops.map((op) => op.inputs.length)).toEqual([3, 2, 3]);
    expect(deployed.ops.map((op) => deployed.tensors[op.inputs[2] ?? -1]?.shape)).toEqual([[16], undefined, undefined]);
    expect(deployed.ops.at(-1)!.inputs[2]).toBe(-1);
  });
});

describe('lowering of 1-D networks', () => {
  it('deploys a chain as height-1 images with no RESHAPE in it', () => {
    const graph = chain(
      [54, 4],
      ['conv1d', { filters: 8 }],
      ['batch_norm'],
      ['relu'],
      ['max_pool1d'],
      ['depthwise_conv1d'],
      ['global_avg_pool'],
      ['dense'],
    );
    const { deployed } = lower(graph, INT8);
    expect(codes(deployed)).toEqual(['CONV_2D+RELU', 'MAX_POOL_2D', 'DEPTHWISE_CONV_2D', 'MEAN', 'FULLY_CONNECTED']);
    expect(deployed.tensors[deployed.inputs[0]!]!.shape).toEqual([1, 1, 54, 4]);
    expect(deployed.tensors.find((tensor) => tensor.values !== undefined)?.values).toEqual([1, 2]);
  });

  it.each(['conv1d', 'depthwise_conv1d', 'max_pool1d', 'avg_pool1d'] as const)('deploys an input of %s as an image', (kind) => {
    expect(codesOf(chain([20, 4], ['relu'], ['dropout'], [kind])).filter((code) => code === 'RESHAPE')).toEqual([]);
  });

  it('lines both sides of a residual up', () => {
    const graph = build((builder) => {
      const x = builder.add('input', { shape: [20, 4] });
      builder.add('add', {}, x, builder.add('conv1d', { filters: 4 }, x));
    });
    expect(codesOf(graph)).toEqual(['CONV_2D', 'ADD']);
  });

  it('reshapes once for operators that need the signal as it is', () => {
    const graph = build((builder) => {
      const conv = builder.add('conv1d', {}, builder.add('input', { shape: [20, 4] }));
      builder.add('lstm', {}, conv);
      builder.add('transpose', { perm: [0, 2, 1] }, conv);
    });
    expect(codesOf(graph)).toEqual(['CONV_2D', 'RESHAPE', 'UNIDIRECTIONAL_SEQUENCE_LSTM+TANH', 'STRIDED_SLICE', 'TRANSPOSE']);
  });

  it('reshapes a signal that was not an input of the network', () => {
    expect(codesOf(chain([80], ['reshape', { shape: [1, 20, 4] }], ['conv1d'], ['flatten']))).toEqual([
      'RESHAPE',
      'RESHAPE',
      'CONV_2D',
      'RESHAPE',
    ]);
  });

  it('moves axes along: concatenating channels, padding and averaging time', () => {
    const graph = build((builder) => {
      const x = builder.add('input', { shape: [20, 4] });
      const y = builder.add('concat', {}, builder.add('conv1d', { filters: 6 }, x), x);
      builder.add('mean', { axes: [1], keepDims: false }, builder.add('pad', { pads: [2, 3] }, builder.add('concat', { axis: 1 }, y, y)));
    });
    const { deployed } = lower(graph, INT8);
    expect(codes(deployed)).toEqual(['CONV_2D', 'CONCATENATION', 'CONCATENATION', 'PAD', 'MEAN']);
    const shapes = deployed.ops.map((op) => deployed.tensors[op.outputs[0]!]!.shape.join('x'));
    expect(shapes).toEqual(['1x1x20x6', '1x1x20x10', '1x1x40x10', '1x1x45x10', '1x10']);
  });
});

describe('lowering of recurrent layers', () => {
  it('gives an LSTM its 24 inputs, with the states as variables', () => {
    const { deployed } = lower(chain([5, 8], ['lstm', { units: 6, returnSequences: true }]), INT8);
    const [op] = deployed.ops;
    expect(op!.inputs).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -1, -1, 9, 10, 11, 12, -1, -1, 13, 14, -1, -1, -1, -1]);
    const variables = deployed.tensors.filter((tensor) => tensor.role === 'variable');
    expect(variables.map(({ shape, type }) => `${shape.join('x')} ${type}`)).toEqual(['1x6 int8', '1x6 int16']);
  });

  it('gives an SVDF its state', () => {
    const { deployed } = lower(chain([64], ['svdf', { units: 4, rank: 2, memory: 16 }]), INT8);
    const operands = deployed.ops[0]!.inputs.map((i) => deployed.tensors[i]!).map(
      ({ shape, type, role }) => `${role} ${shape.join('x')} ${type}`,
    );
    expect(operands).toEqual([
      'activation 1x64 int8',
      'constant 8x64 int8',
      'constant 8x16 int16',
      'constant 4 int32',
      'variable 1x128 int16',
    ]);
  });

  it('writes a GRU out up to 64 steps, and beyond as one operator nobody runs', () => {
    expect(codesOf(chain([64, 2], ['gru'])).length).toBe(12 + 63 * 16);
    expect(codesOf(chain([65, 2], ['gru']))).toEqual(['OPAQUE']);
  });
});

describe('wrong graphs', () => {
  it('leave out the broken node and what depends on it; the rest still runs', () => {
    const graph = build((builder) => {
      const x = builder.add('input', { shape: [8, 8, 3] });
      const sound = builder.add('conv2d', { filters: 4 }, x);
      const broken = builder.add('add', {}, x, sound);
      builder.add('relu', {}, broken);
    });
    const { deployed, problems } = lower(graph, INT8);
    expect(problems).toEqual([
      { node: '3', message: 'Add expects equal shapes, got 1x8x8x3 and 1x8x8x4' },
      { node: '4', message: 'Waits for "add 3", which has a problem' },
    ]);
    expect(codes(deployed)).toEqual(['CONV_2D']);
    expect(deployed.outputs).toEqual([3]);
  });

  it('say what is wrong with each connection', () => {
    const messages = (inputs: readonly (PortRef | undefined)[]): readonly string[] => {
      const nodes = [
        { id: '1', op: 'input', name: 'image', params: {}, inputs: [] },
        { id: '2', op: 'add', name: '', params: {}, inputs },
      ];
      return inferShapes({ nodes, groups: [], outputs: [] }).problems.map((problem) => problem.message);
    };
    const image = { node: '1', port: 0 };
    expect(messages([image, undefined])).toEqual(['Input 2 is not connected']);
    expect(messages([image, { node: '9', port: 0 }])).toEqual(['Input 2 comes from a node that is missing or feeds itself']);
    expect(messages([{ node: '1', port: 1 }, image])).toEqual(['Input 1 reads output 2 of "image", which has only 1']);
    expect(messages([image])).toEqual(['Add expects at least 2 inputs, got 1']);
  });

  it('say on the node itself what is wrong with its copies in a repeated block', () => {
    const graph = build((builder) => {
      const conv = builder.add('conv2d', { strideH: 2, strideW: 2, padding: 'valid' }, builder.add('input', { shape: [8, 8, 3] }));
      const relu = builder.add('relu', {}, conv);
      builder.group('body', [conv, relu], 3);
    });
    expect(lower(graph, INT8).problems).toEqual([
      { node: '2', message: 'In copy 3: The window 3x3 is larger than the input 1x1; use padding "same" or a smaller window' },
      { node: '3', message: 'In copy 3: Waits for "conv2d 2#3", which has a problem' },
    ]);
    expect(inferShapes(graph).types.get('3#2')).toEqual([{ shape: [1, 1, 1, 16], type: 'int8' }]);
  });

  it('stop growing at ten thousand operators', () => {
    const graph = chain([64, 4], ...Array.from({ length: 2_000 }, () => ['gru', { units: 4, returnSequences: true }] as const));
    const { deployed, problems } = lower(graph, INT8);
    expect(deployed.ops.length).toBe(10_850);
    expect(problems).toEqual([
      { node: '12', message: 'This node and those after it are left out: more than 10000 operators come before them' },
    ]);
  });

  it('never throw, whatever a link may hold', () => {
    const random = createRandom(21);
    for (let i = 0; i < 3_000; i++) {
      const graph = randomWrongNetwork(random, random.int(1, 12));
      for (const quantize of SCHEMES) expect(faultsOf(lower(graph, quantize).deployed)).toEqual([]);
    }
  });
});

/** What a deployed graph owes and this one lacks: one producer a value, producers before readers, bytes as shape and type say. */
function faultsOf({ tensors, ops, inputs, outputs }: DeployedGraph): readonly string[] {
  const faults: string[] = [];
  const written = new Set(inputs);
  const check = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  for (const op of ops) {
    const reads = op.inputs.filter((index) => index >= 0 && tensors[index]?.role === 'activation');
    for (const index of reads) check(written.has(index), `${op.code} reads ${index} before it is written`);
    for (const index of op.outputs) check(!written.has(index) && tensors[index]?.role === 'activation', `${op.code} writes ${index}`);
    for (const index of [...op.outputs, ...(op.intermediates ?? [])]) written.add(index);
  }
  tensors.forEach(({ role, bytes, shape, type }, index) => {
    check(written.has(index) === (role === 'activation'), `tensor ${index} has no producer`);
    check(bytes === tensorBytes(shape, type), `tensor ${index} has ${bytes} bytes`);
  });
  for (const index of outputs) check(tensors[index] !== undefined, `output ${index} is missing`);
  return faults;
}

describe('lowering of random networks', () => {
  it('keeps the promises of a deployed graph under every scheme, and uses every operator there is', () => {
    const random = createRandom(7);
    const seen = new Set<string>();
    for (let i = 0; i < 2_000; i++) {
      const graph = randomNetwork(random, { nodes: random.int(1, 25) });
      for (const quantize of SCHEMES) {
        const { deployed } = lower(graph, quantize);
        expect(faultsOf(deployed)).toEqual([]);
        for (const op of deployed.ops) seen.add(op.code);
      }
    }
    expect(seen.size).toBe(40);
  });

  it('finds no problem in a sound network, and deploys outputs of the shapes inferred', () => {
    const random = createRandom(8);
    for (let i = 0; i < 1_000; i++) {
      const graph = randomNetwork(random, { nodes: 12 });
      const { types, problems } = inferShapes(graph, INT8);
      const { deployed } = lower(graph, INT8);
      expect(problems).toEqual([]);
      const read = new Set(graph.nodes.flatMap((node) => node.inputs.map((ref) => `${ref?.node}:${ref?.port}`)));
      const open = graph.nodes.flatMap((node) => types.get(node.id)!.filter((_, port) => !read.has(`${node.id}:${port}`)));
      const shapes = deployed.outputs.map((index) => deployed.tensors[index]!.shape);
      const raised = (shape: Shape, k: number): Shape => (shape.length === 3 && shapes[k]?.length === 4 ? shape.toSpliced(1, 0, 1) : shape);
      expect(shapes).toEqual(open.map(({ shape }, k) => raised(shape, k)));
    }
  });
});
