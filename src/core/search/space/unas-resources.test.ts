import { describe, expect, it } from 'vitest';
import { parseUnasGenotype, type UnasNetwork } from './unas-genotype.ts';
import { unasLiteratureResources } from './unas-resources.ts';

interface LayerJson {
  readonly type: string;
  readonly [gene: string]: unknown;
}
const bits = { has_bn: true, has_relu: true, has_prepool: false };
const conv = (ker_size: number, filters: number, more = {}): LayerJson => ({
  type: 'Conv2D',
  ker_size,
  filters,
  '2x_stride': false,
  ...bits,
  ...more,
});
const dw = (ker_size: number, more = {}): LayerJson => ({ type: 'DWConv2D', ker_size, '2x_stride': false, ...bits, ...more });
const point = (filters: number): LayerJson => ({ type: '1x1Conv2D', filters, ...bits });
const block = (...layers: readonly LayerJson[]) => ({ is_branch: false, layers });
const branch = (...layers: readonly LayerJson[]) => ({ is_branch: true, layers });
const strided = { '2x_stride': true };
const prepool = { has_prepool: true };

function network(input: UnasNetwork['input'], classes: number, conv_blocks: unknown, pooling: unknown, ...units: number[]): UnasNetwork {
  const parsed = parseUnasGenotype({ conv_blocks, pooling, dense_blocks: units.map((each) => ({ units: each, activation: 'relu' })) });
  if (!parsed.ok) throw new Error(parsed.error.message);
  return { genotype: parsed.value, input, classes };
}
const pool = (type: 'avg' | 'max', pool_size: number) => ({ type, pool_size });

/** What the public code's resource model gives: peak without and with the input, size, MACs. */
const GOLDEN: readonly [string, UnasNetwork, number, number, number, number][] = [
  ['G1', network([28, 28, 1], 10, [block(conv(3, 8))], pool('max', 4), 16), 5800, 6192, 6538, 61376],
  ['G2', network([32, 32, 3], 10, [block(conv(3, 16, strided), dw(3), point(32))], pool('avg', 2), 32), 8112, 8112, 51690, 264832],
  [
    'G3',
    network([28, 28, 1], 10, [block(conv(3, 8)), block(conv(3, 8), conv(3, 8)), branch(point(1))], pool('max', 2), 10),
    14688,
    14688,
    14960,
    726932,
  ],
  [
    'G4',
    network([28, 28, 1], 10, [block(conv(3, 8)), block(conv(3, 8), conv(3, 8)), branch(dw(3))], pool('max', 2), 10),
    13888,
    13888,
    13040,
    758404,
  ],
  [
    'G5',
    network(
      [32, 32, 3],
      10,
      [block(conv(5, 12)), block(conv(3, 24, strided)), branch(conv(3, 4), conv(5, 7)), branch(conv(3, 9, prepool)), block(point(16))],
      null,
      20,
      12,
    ),
    20928,
    20928,
    63886,
    3119000,
  ],
  ['G6', network([27, 27, 1], 2, [block(conv(3, 4, prepool))], null, 10), 772, 925, 5821, 11738],
  [
    'G7',
    network([98, 40, 1], 12, [block(conv(7, 10, { ...strided, ...prepool })), block(dw(5, strided), point(20))], pool('avg', 6), 64),
    2520,
    4900,
    4384,
    91288,
  ],
  ['M1', network([28, 28, 1], 10, [], null, 32, 16), 48, 816, 25818, 25760],
];

describe('unasLiteratureResources', () => {
  it.each(GOLDEN)('gives the golden figures of %s', (_id, net, pmu, pmuWithInput, size, macs) => {
    expect(unasLiteratureResources(net)).toEqual({ pmu, pmuWithInput, size, macs, exact: true });
  });
});
