import type { UnasBlock, UnasLayer, UnasNetwork } from './unas-genotype.ts';

/** A tensor while a network is built: the builder's own handle and its size. */
export interface Map2D<Handle> {
  readonly handle: Handle;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** What a µNAS network is built out of. Shapes are the builder's: it decides how a pooled odd size is rounded. */
export interface UnasBuilder<Handle> {
  /** VALID convolution with bias; `layer.kernel` fits the map. */
  convolve(input: Map2D<Handle>, layer: UnasLayer): Map2D<Handle>;
  /** VALID pooling, stride = window. */
  pool(input: Map2D<Handle>, type: 'avg' | 'max', height: number, width: number): Map2D<Handle>;
  /** Sum of maps, the smaller ones padded with zeros at the bottom and right. */
  add(inputs: readonly Map2D<Handle>[]): Map2D<Handle>;
  flatten(input: Map2D<Handle>): Handle;
  dense(input: Handle, units: number, activation: 'relu' | 'none'): Handle;
}

/** Builds the network from its input on; returns the logits. */
export function buildUnas<Handle>({ genotype, classes }: UnasNetwork, input: Map2D<Handle>, builder: UnasBuilder<Handle>): Handle {
  const last = poolLast(buildBlocks(genotype.blocks, input, builder), genotype.pooling, builder);
  let features = builder.flatten(last);
  for (const units of genotype.dense) features = builder.dense(features, units, 'relu');
  return builder.dense(features, classes === 2 ? 1 : classes, 'none');
}

/** Branch blocks run beside the last non-branch block; their results are added before the next one starts. */
function buildBlocks<Handle>(blocks: readonly UnasBlock[], input: Map2D<Handle>, builder: UnasBuilder<Handle>): Map2D<Handle> {
  let fork = input;
  let ends = [input];
  blocks.forEach((block, i) => {
    if (block.branch && i > 0) {
      ends.push(buildLayers(agreeing(block.layers, ends[0]!.channels), fork, builder));
    } else {
      fork = merge(ends, builder);
      ends = [buildLayers(block.layers, fork, builder)];
    }
  });
  return merge(ends, builder);
}

/** A branch ends with as many channels as the main path: its last filters are overwritten, or a linear 1x1 convolution is appended. */
function agreeing(layers: readonly UnasLayer[], channels: number): readonly UnasLayer[] {
  const last = layers.at(-1)!;
  if (last.type !== 'DWConv2D') return [...layers.slice(0, -1), { ...last, filters: channels }];
  return [...layers, { type: '1x1Conv2D', kernel: 1, filters: channels, strided: false, batchNorm: false, relu: false, prepool: false }];
}

function buildLayers<Handle>(layers: readonly UnasLayer[], input: Map2D<Handle>, builder: UnasBuilder<Handle>): Map2D<Handle> {
  let map = input;
  for (const layer of layers) {
    if (layer.prepool && (map.height > 1 || map.width > 1)) map = builder.pool(map, 'max', Math.min(2, map.height), Math.min(2, map.width));
    map = builder.convolve(map, { ...layer, kernel: Math.min(layer.kernel, map.height, map.width) });
  }
  return map;
}

/** Larger maps are max-pooled towards the smallest one, then all are added. */
function merge<Handle>(maps: readonly Map2D<Handle>[], builder: UnasBuilder<Handle>): Map2D<Handle> {
  if (maps.length === 1) return maps[0]!;
  const height = Math.min(...maps.map((map) => map.height));
  const width = Math.min(...maps.map((map) => map.width));
  const pooled = maps.map((map) => {
    const down = roundHalfEven(map.height / height);
    const across = roundHalfEven(map.width / width);
    return down > 1 || across > 1 ? builder.pool(map, 'max', down, across) : map;
  });
  return builder.add(pooled);
}

/** As Python rounds. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function poolLast<Handle>(
  map: Map2D<Handle>,
  pooling: { readonly type: 'avg' | 'max'; readonly size: number } | undefined,
  builder: UnasBuilder<Handle>,
): Map2D<Handle> {
  if (pooling === undefined) return map;
  return builder.pool(map, pooling.type, Math.min(pooling.size, map.height), Math.min(pooling.size, map.width));
}
