import { describe, expect, it } from 'vitest';
import { createBuilder } from '../graph/builder.ts';
import type { OpKind } from '../ops/registry.ts';
import { channelsOf } from './channels.ts';

const input = (shape: readonly number[]) => {
  const net = createBuilder<OpKind>();
  return { net, from: net.add('input', { shape }) };
};

describe('the channels of a design', () => {
  it('are one where they meet in an addition', () => {
    const { net, from } = input([4, 4, 1]);
    const sum = net.add('add', {}, net.add('conv2d', { filters: 3 }, from), net.add('conv2d', { filters: 3 }, from));
    net.chain(sum, ['flatten'], ['dense', { units: 2 }]);
    expect(channelsOf(net.build()).removable.size).toBe(3);
  });

  it('stay where the network shows them, or the input has them', () => {
    const { net, from } = input([4, 4, 1]);
    const middle = net.add('conv2d', { filters: 3 }, from);
    net.outputs(net.chain(middle, ['flatten'], ['dense', { units: 2 }]), middle);
    expect(channelsOf(net.build()).removable.size).toBe(0);
  });

  it('stay where an operation cannot be followed, or does not leave zeros at zero', () => {
    const { net, from } = input([4, 4, 1]);
    net.chain(from, ['conv2d', { filters: 3 }], ['softmax'], ['conv2d', { filters: 4, activation: 'sigmoid' }], ['flatten'], ['dense']);
    expect(channelsOf(net.build()).removable.size).toBe(0);
  });

  it('stay in a block that is repeated', () => {
    const { net, from } = input([4, 4, 3]);
    const inside = net.add('conv2d', { filters: 3 }, from);
    net.group('block', [inside], 2);
    net.chain(inside, ['conv2d', { filters: 4 }], ['flatten'], ['dense', { units: 2 }]);
    expect(channelsOf(net.build()).removable.size).toBe(4);
  });
});
