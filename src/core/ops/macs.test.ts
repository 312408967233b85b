import { describe, expect, it } from 'vitest';
import { createBuilder } from '../graph/builder.ts';
import type { Params } from '../graph/graph.ts';
import { lower } from '../lower/lower.ts';
import { macsOf } from './macs.ts';
import type { OpKind } from './registry.ts';

function macs(shape: readonly number[], kind: OpKind, params: Params): number {
  const builder = createBuilder<OpKind>();
  builder.chain(builder.add('input', { shape }), [kind, params]);
  const { deployed } = lower(builder.build(), { scheme: 'int8', io: 'int8' });
  return deployed.ops.reduce((sum, op) => sum + macsOf(op, deployed), 0);
}

describe('multiply-accumulates', () => {
  it('of a convolution are outputs times window times channels', () => {
    expect(macs([49, 10, 1], 'conv2d', { filters: 64, kernelH: 10, kernelW: 4, strideH: 2, strideW: 2 })).toBe(25 * 5 * 64 * 10 * 4);
  });
  it('of a grouped convolution see one part of the channels', () => {
    expect(macs([6, 6, 8], 'conv2d', { filters: 4, groups: 4 })).toBe(6 * 6 * 4 * 9 * 2);
  });
  it('of a depthwise convolution are outputs times window', () => {
    expect(macs([25, 5, 64], 'depthwise_conv2d', {})).toBe(72_000);
  });
  it('of a transposed convolution count every input against every weight', () => {
    expect(macs([4, 4, 3], 'conv_transpose2d', { filters: 5 })).toBe(2_160);
  });
  it('of a dense layer are inputs times units', () => {
    expect(macs([640], 'dense', { units: 128 })).toBe(81_920);
  });
  it('of an LSTM are four gates a step', () => {
    expect(macs([5, 8], 'lstm', { units: 6 })).toBe(5 * 4 * (6 * 8 + 6 * 6));
  });
  it('of an SVDF are its two filters', () => {
    expect(macs([16], 'svdf', { units: 8, memory: 8 })).toBe(8 * 16 + 8 * 8);
  });
  it('of everything else are none', () => {
    expect(macs([8, 8, 4], 'max_pool2d', {})).toBe(0);
    expect(macs([8, 8, 4], 'batch_norm', {})).toBe(0);
  });
});
