import { describe, expect, it } from 'vitest';
import { randomWeights } from './random-weights.ts';
import { largestDifference, runFloat } from '../../testing/run-float.ts';
import { createRandom } from '../base/random.ts';
import { createBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { floatModel } from './float-model.ts';
import { missingWeights, NO_WEIGHTS, realValues, weightAt, weightText, type Weights } from './weights.ts';
import { decodeWeights, encodeWeights, isWeights } from './weights-blob.ts';

function normed(layer: readonly [OpKind, Record<string, number | boolean | string>], shape: readonly number[], shown: boolean): Graph {
  const builder = createBuilder<OpKind>();
  const before = builder.add(layer[0], layer[1], builder.add('input', { shape }));
  const after = builder.chain(before, ['dropout'], ['batch_norm', { epsilon: 0.01 }], ['tanh']);
  if (shown) builder.outputs(after, before);
  return builder.build();
}

const noise = (seed: number, length: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 2 * random.next() - 1);
};

describe('weights', () => {
  it('are one list a design, under the names the operations give them', () => {
    const graph = normed(['conv2d', { filters: 4 }], [6, 6, 2], false);
    expect(missingWeights(graph, NO_WEIGHTS).map(({ node, spec }) => `${node} ${weightText(spec)}`)).toEqual([
      '2 kernel 4x3x3x2',
      '2 bias 4',
      '4 gamma 4',
      '4 beta 4',
      '4 mean 4',
      '4 variance 4',
    ]);
  });

  it('of another shape than the node now has do not count', () => {
    const weights: Weights = { nodes: new Map([['2', { bias: { shape: [4], values: new Float32Array(4) } }]]), activations: new Map() };
    expect(weightAt(weights, '2', { name: 'bias', shape: [4] })?.values.length).toBe(4);
    expect(weightAt(weights, '2', { name: 'bias', shape: [5] })).toBeUndefined();
    expect(weightAt(weights, '3', { name: 'bias', shape: [4] })).toBeUndefined();
  });

  it('stand for reals along the axis of their scales', () => {
    const values = Int8Array.of(1, 2, 3, 4);
    const quantization = { scales: [0.5, 2], zeroPoints: [0, 1], axis: 0 };
    expect([...realValues({ shape: [2, 2], values, quantization })]).toEqual([0.5, 1, 4, 6]);
    expect([...realValues({ shape: [2, 2], values, quantization: { ...quantization, axis: 1 } })]).toEqual([0.5, 2, 1.5, 6]);
  });
});

describe('a float model', () => {
  const layers = [
    ['conv2d', { filters: 4, bias: false }, [6, 5, 2]],
    ['conv2d', { filters: 4, strideH: 2 }, [6, 5, 2]],
    ['depthwise_conv2d', { multiplier: 2 }, [6, 5, 2]],
    ['conv_transpose2d', { filters: 3 }, [4, 4, 2]],
    ['dense', { units: 5 }, [7]],
    ['conv1d', { filters: 4, dilation: 2 }, [9, 3]],
    ['depthwise_conv1d', { kernel: 4 }, [9, 3]],
  ] as const;

  it.each(layers)('of a batch norm behind %s %o gives the same folded and on its own', (op, params, shape) => {
    const graphs = [false, true].map((shown) => normed([op, params], shape, shown));
    const weights = randomWeights(createRandom(3), graphs[0]!);
    const inputs = [
      noise(
        4,
        shape.reduce<number>((product, size) => product * size, 1),
      ),
    ];
    const [folded, alone] = graphs.map((graph) => runFloat(graph, weights, inputs)[0]!);
    expect(largestDifference(folded!, alone!)).toBeLessThan(2e-6);
    expect(Math.max(...folded!.map(Math.abs))).toBeGreaterThan(0.1);
  });

  it('says which node lacks which weight', () => {
    const graph = normed(['conv2d', { filters: 4 }], [6, 6, 2], false);
    const { nodes } = randomWeights(createRandom(3), graph);
    const without = (id: string): Weights => ({ nodes: new Map([...nodes].filter(([node]) => node !== id)), activations: new Map() });
    expect(floatModel(graph, without('2'))).toEqual({ ok: false, error: { message: 'conv2d 2 has no weights "kernel"', where: 'node 2' } });
    expect(floatModel(graph, without('4'))).toEqual({ ok: false, error: { message: 'batch norm 4 has no weights', where: 'node 4' } });
  });

  it('gives each copy of a repeated block its own weights', () => {
    const builder = createBuilder<OpKind>();
    const dense = builder.add('dense', { units: 2, bias: false }, builder.add('input', { shape: [2] }));
    builder.group('block', [dense], 2);
    const swap = { kernel: { shape: [2, 2], values: Float32Array.of(0, 1, 1, 0) } };
    const double = { kernel: { shape: [2, 2], values: Float32Array.of(2, 0, 0, 3) } };
    const weights: Weights = {
      nodes: new Map([
        ['2', swap],
        ['2#2', double],
      ]),
      activations: new Map(),
    };
    expect(runFloat(builder.build(), weights, [Float32Array.of(5, 7)]).map((output) => [...output])).toEqual([[14, 15]]);
  });
});

describe('weights as bytes', () => {
  const weights: Weights = {
    nodes: new Map([
      [
        '2',
        {
          kernel: {
            shape: [2, 3],
            values: Int8Array.of(1, -2, 3, 4, 5, -6),
            quantization: { scales: [0.1, 0.2], zeroPoints: [0, 0], axis: 0 },
          },
        },
      ],
      ['3#2', { bias: { shape: [1], values: Float32Array.of(0.5) }, value: { shape: [], values: Int32Array.of(7) } }],
    ]),
    activations: new Map([['2', [{ scales: [0.05], zeroPoints: [-3], axis: 0 }, undefined]]]),
    trained: { network: 'ab12', weightBits: 4 },
  };

  it('come back as they were', () => {
    const bytes = encodeWeights(weights);
    expect(isWeights(bytes)).toBe(true);
    expect(decodeWeights(bytes)).toEqual({ ok: true, value: weights });
    expect(decodeWeights(encodeWeights(NO_WEIGHTS))).toEqual({ ok: true, value: NO_WEIGHTS });
  });

  it('that were kept before training was told of still open', () => {
    const head = new TextEncoder().encode('{"weights":[],"activations":[{"node":"2","ports":[null]}]}');
    const bytes = new Uint8Array([...new TextEncoder().encode('TSW1'), head.length, 0, 0, 0, ...head, 0, 0]);
    expect(decodeWeights(bytes)).toEqual({ ok: true, value: { nodes: new Map(), activations: new Map([['2', [undefined]]]) } });
  });

  it('hold every step of a long recurrent layer', () => {
    const steps = Array.from({ length: 5000 }, (_, i) => ({ scales: [(i + 1) / 3], zeroPoints: [0], axis: 0 }));
    const long: Weights = { nodes: new Map(), activations: new Map([['2', steps]]) };
    expect(decodeWeights(encodeWeights(long))).toEqual({ ok: true, value: long });
  });

  it('are refused with a message, cut or changed anywhere', () => {
    const bytes = encodeWeights(weights);
    for (let length = 0; length < bytes.length; length++) expect(decodeWeights(bytes.subarray(0, length)).ok).toBe(false);
    const random = createRandom(9);
    for (let i = 0; i < 2000; i++) {
      const changed = bytes.slice();
      changed[random.int(0, bytes.length - 1)] = random.int(0, 255);
      const result = decodeWeights(changed);
      expect(result.ok ? 'The weights kept beside the design opened' : result.error.message).toMatch(
        /^The weights kept beside the design /,
      );
    }
  });
});
