import { describe, expect, it } from 'vitest';
import { createBuilder, type GraphBuilder } from '../../graph/builder.ts';
import { lower } from '../../lower/lower.ts';
import type { OpKind } from '../../ops/registry.ts';
import { unasResources } from './unas-resources.ts';

function resources(draw: (net: GraphBuilder<OpKind>) => void, io: 'int8' | 'float32' = 'int8') {
  const net = createBuilder<OpKind>();
  draw(net);
  return unasResources(lower(net.build(), { scheme: 'int8', io }).deployed);
}

const valid = { padding: 'valid' };
const point = (filters: number) => ({ filters, kernelH: 1, kernelW: 1 });

describe('unasResources', () => {
  it('gives the figures of the example of tflite-tools', () => {
    const figures = resources((net) =>
      net.chain(
        net.add('input', { shape: [32, 32, 3] }),
        ['conv2d', { filters: 16, ...valid }],
        ['conv2d', { filters: 16, ...valid }],
        ['max_pool2d'],
        ['flatten'],
        ['dense', { units: 128 }],
        ['dense', { units: 10 }],
      ),
    );
    // 30x30x16 and 28x28x16 at once; both poolings and layers after them are smaller.
    expect(figures).toEqual({
      pmu: 26944,
      pmuWithInput: 26944,
      size: 405594,
      macs: 4 * 196 * 16 + 388800 + 1806336 + 401408 + 1280,
      exact: true,
    });
  });

  it('counts one byte for each weight and bias, and nothing for shapes and pads', () => {
    const { size } = resources((net) =>
      net.chain(
        net.add('input', { shape: [4, 4, 2] }),
        ['pad'],
        ['conv2d', { filters: 3, ...valid }],
        ['flatten'],
        ['dense', { units: 5 }],
      ),
    );
    expect(size).toBe(3 * 3 * 2 * 3 + 3 + 48 * 5 + 5);
  });

  it('takes activations, reshapes, conversions and padding as free', () => {
    const plain = resources((net) => net.chain(net.add('input', { shape: [8, 8, 2] }), ['conv2d', point(4)], ['dense', { units: 3 }]));
    const dressed = (io: 'int8' | 'float32') =>
      resources(
        (net) =>
          net.chain(
            net.add('input', { shape: [8, 8, 2] }),
            ['conv2d', { ...point(4), activation: 'tanh' }],
            ['flatten'],
            ['dense', { units: 3 }],
            ['softmax'],
          ),
        io,
      );
    expect(dressed('int8')).toEqual(plain);
    expect(dressed('float32')).toEqual(plain);
  });

  it('adds in place when an input of the same shape is not needed any more', () => {
    const block = (keep: boolean) =>
      resources((net) => {
        const stem = net.add('conv2d', point(4), net.add('input', { shape: [4, 4, 1] }));
        const sum = net.add('add', {}, net.add('conv2d', point(4), stem), stem);
        if (keep) net.add('add', {}, sum, stem);
      });
    // The convolution: 64 in, 64 out. In place, the additions need no third value, unless both inputs are read again.
    expect(block(false).pmu).toBe(128);
    expect(block(true).pmu).toBe(128);
  });

  it('counts the input once for every operator that still has to read it', () => {
    const { pmu, pmuWithInput } = resources((net) => {
      const input = net.add('input', { shape: [4, 4, 10] });
      net.add('add', {}, net.add('conv2d', point(2), input), net.add('conv2d', point(2), input));
    });
    expect(pmu).toBe(64);
    // The first convolution: its own reading and the second one's, 160 each, and 32 written.
    expect(pmuWithInput).toBe(352);
  });
});
