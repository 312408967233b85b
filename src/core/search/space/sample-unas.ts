import type { Random } from '../../base/random.ts';
import type { UnasBlock, UnasGenotype, UnasLayer, UnasLayerType } from './unas-genotype.ts';

/**
 * How the largest value of a gene is treated. `fixed`: drawn like any other. `faithful`: never drawn, as in the public code, whose
 * sampler stops one step short (up to 9 blocks, 2 layers a block, kernels 3 and 5, 127 filters, pools 2 and 4, 2 hidden layers, 255 units).
 */
export type UnasSampling = 'fixed' | 'faithful';

const TYPES: readonly UnasLayerType[] = ['Conv2D', '1x1Conv2D', 'DWConv2D'];

/** A random genotype, gene by gene, with the probabilities of the public code. */
export function sampleUnas(random: Random, sampling: UnasSampling = 'fixed'): UnasGenotype {
  const draw = (low: number, high: number, step = 1): number => drawStep(random, sampling, low, high, step);
  const blocks = listOf(draw(1, 10), (i) => sampleBlock(random, draw, i));
  const pooling = random.next() < 0.9 ? { type: random.pick(['avg', 'max'] as const), size: draw(2, 6, 2) } : undefined;
  return { blocks, pooling, dense: sampleUnits(draw(1, 3), draw) };
}

/** A random genotype of the multi-layer perceptrons: 1 to 7 hidden layers. */
export function sampleUnasMlp(random: Random, sampling: UnasSampling = 'fixed'): UnasGenotype {
  const draw = (low: number, high: number, step = 1): number => drawStep(random, sampling, low, high, step);
  return { blocks: [], pooling: undefined, dense: sampleUnits(draw(1, 7), draw) };
}

type Draw = (low: number, high: number, step?: number) => number;

function drawStep(random: Random, sampling: UnasSampling, low: number, high: number, step: number): number {
  const highest = (high - low) / step - (sampling === 'faithful' ? 1 : 0);
  return low + step * random.int(0, highest);
}

function sampleUnits(layers: number, draw: Draw): number[] {
  return listOf(layers, () => draw(10, 256));
}

function sampleBlock(random: Random, draw: Draw, index: number): UnasBlock {
  const branch = index > 0 && random.next() < 0.5;
  return { branch, layers: listOf(draw(1, 3), () => sampleLayer(random, draw)) };
}

function sampleLayer(random: Random, draw: Draw): UnasLayer {
  const type = random.pick(TYPES);
  return {
    type,
    kernel: type === '1x1Conv2D' ? 1 : draw(3, 7, 2),
    filters: type === 'DWConv2D' ? 0 : draw(1, 128),
    strided: type !== '1x1Conv2D' && random.next() < 0.5,
    batchNorm: random.next() < 0.5,
    relu: random.next() < 0.9,
    prepool: random.next() < 0.25,
  };
}

function listOf<T>(length: number, make: (index: number) => T): T[] {
  const items: T[] = [];
  for (let i = 0; i < length; i++) items.push(make(i));
  return items;
}
