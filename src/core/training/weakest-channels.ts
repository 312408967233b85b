/** Which channels to prune: dynamic pruning with feedback asks again and again while training, so that a channel may come back (Lin et al. 2020). */
import { realValues, type Weights } from '../document/weights.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { isMixer, normBehind, type Channels } from './channels.ts';

/** From step `start` to step `end`, both in optimiser steps. */
export interface PruningWindow {
  readonly start: number;
  readonly end: number;
  /** Of what is removable, at the end. */
  readonly share: number;
}

/** Share pruned at a step: fast at first, then ever slower (Zhu & Gupta 2017). */
export function shareAt({ start, end, share }: PruningWindow, step: number): number {
  const done = Math.min(1, Math.max(0, (step - start) / Math.max(1, end - start)));
  return share * (1 - (1 - done) ** 3);
}

/** A channel that is gone comes back when it is so much stronger than one that is not: Adam moves a weight whose gradient is never served far. */
const RETURN = 1 / 4;

/**
 * That share of the removable channels, rounded down, with the smallest kernels as deployed (behind a batch norm, times what it multiplies by),
 * each beside the mean of its layer: layers have scales of their own. One channel of each layer stays; of equal ones the earlier goes.
 * Those gone `before` are weakened, so that a choice does not swing to and fro.
 */
export function weakestChannels(
  graph: Graph,
  weights: Weights,
  channels: Channels,
  share: number,
  before: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const wanted = Math.floor(share * channels.removable.size);
  const strengths = strengthsOf(graph, weights, channels, before);
  const left = graph.nodes.filter(isMixer).map(({ id }) => new Set(channels.outputs.get(id)));
  const gone = new Set<number>();
  for (const channel of [...channels.removable].sort((a, b) => strengths.get(a)! - strengths.get(b)! || a - b)) {
    if (gone.size >= wanted) break;
    if (left.some((layer) => layer.size === 1 && layer.has(channel))) continue;
    for (const layer of left) layer.delete(channel);
    gone.add(channel);
  }
  return gone;
}

/** Mean over the layers that make a channel. */
function strengthsOf(graph: Graph, weights: Weights, channels: Channels, before: ReadonlySet<number>): ReadonlyMap<number, number> {
  const sums = new Map([...channels.removable].map((channel) => [channel, { strength: 0, count: 0 }]));
  for (const node of graph.nodes.filter(isMixer)) {
    const strengths = layerStrengths(graph, node, weights);
    channels.outputs.get(node.id)!.forEach((channel, at) => {
      const sum = sums.get(channel);
      if (sum === undefined || strengths === undefined) return;
      sum.strength += strengths[at]!;
      sum.count++;
    });
  }
  return new Map(
    [...sums].map(([channel, { strength, count }]) => [channel, (strength / Math.max(1, count)) * (before.has(channel) ? RETURN : 1)]),
  );
}

/** Mean square of each output channel's kernel, 1 on average; undefined where the node has none. */
function layerStrengths(graph: Graph, node: GraphNode, { nodes }: Weights): Float64Array | undefined {
  const kernel = nodes.get(node.id)?.['kernel'];
  if (kernel === undefined) return undefined;
  const values = realValues(kernel);
  const count = kernel.shape[0]!;
  const size = values.length / count;
  const gains = normGains(graph, node, nodes);
  const strengths = Float64Array.from({ length: count }, (_, channel) => {
    const own = values.subarray(channel * size, (channel + 1) * size);
    return (own.reduce((sum, value) => sum + value * value, 0) / size) * (gains?.[channel] ?? 1);
  });
  const mean = strengths.reduce((sum, strength) => sum + strength, 0) / count;
  return strengths.map((strength) => strength / Math.max(Number.MIN_VALUE, mean));
}

/** Square of what the batch norm behind a node multiplies each channel by; undefined without one. */
function normGains(graph: Graph, node: GraphNode, nodes: Weights['nodes']): Float32Array | undefined {
  const { gamma, variance } = nodes.get(normBehind(graph, node)?.id ?? '') ?? {};
  if (gamma === undefined || variance === undefined) return undefined;
  const variances = realValues(variance);
  return realValues(gamma).map((value, channel) => value ** 2 / Math.max(1e-12, variances[channel]!));
}
