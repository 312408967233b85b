/** Which channels to prune: dynamic pruning with feedback asks again and again while training, so that a channel may come back (Lin et al. 2020). */
import { realValues, type Weights } from '../document/weights.ts';
import type { Graph } from '../graph/graph.ts';
import { isMixer, type Channels } from './channels.ts';

/** From step `start` to step `end`, both in optimiser steps. */
export interface PruningWindow {
  readonly start: number;
  readonly end: number;
  /** Share of what is removable, at the end. */
  readonly sparsity: number;
}

/** Share pruned at a step: fast at first, then ever slower (Zhu & Gupta 2017). */
export function sparsityAt({ start, end, sparsity }: PruningWindow, step: number): number {
  const done = Math.min(1, Math.max(0, (step - start) / Math.max(1, end - start)));
  return sparsity * (1 - (1 - done) ** 3);
}

/**
 * That share of the removable channels, rounded down, with the smallest root mean square of the kernels that make them, over all layers
 * together. One channel of each layer stays; of equal ones the earlier goes.
 */
export function weakestChannels(graph: Graph, weights: Weights, channels: Channels, share: number): ReadonlySet<number> {
  const wanted = Math.floor(share * channels.removable.size);
  const strengths = strengthsOf(graph, weights, channels);
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

function strengthsOf(graph: Graph, weights: Weights, channels: Channels): ReadonlyMap<number, number> {
  const sums = new Map([...channels.removable].map((channel) => [channel, { squares: 0, count: 0 }]));
  for (const node of graph.nodes.filter(isMixer)) {
    const kernel = weights.nodes.get(node.id)?.['kernel'];
    if (kernel === undefined) continue;
    const outputs = channels.outputs.get(node.id)!;
    const values = realValues(kernel);
    const size = values.length / outputs.length;
    for (let i = 0; i < values.length; i++) {
      const sum = sums.get(outputs[Math.floor(i / size)]!);
      if (sum === undefined) continue;
      sum.squares += values[i]! ** 2;
      sum.count++;
    }
  }
  return new Map([...sums].map(([channel, { squares, count }]) => [channel, Math.sqrt(squares / Math.max(1, count))]));
}
