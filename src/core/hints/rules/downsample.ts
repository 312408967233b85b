import { updateNode } from '../../graph/edits.ts';
import type { Graph, GraphNode, NodeId, Params } from '../../graph/graph.ts';
import { costliest, type HintContext, numberOf, quoted, shapeOf, soleReader, withParams } from '../context.ts';
import { moveBefore, onGraph, removeAndHeal } from '../graph-edit.ts';
import type { Candidate } from '../hint.ts';

const CONVOLUTIONS: ReadonlySet<string> = new Set(['conv2d', 'depthwise_conv2d', 'conv1d', 'depthwise_conv1d']);
const POOLS: ReadonlySet<string> = new Set(['max_pool2d', 'avg_pool2d', 'max_pool1d', 'avg_pool1d']);
/** May stand between a convolution and its pooling. */
const BETWEEN: ReadonlySet<string> = new Set(['batch_norm', 'relu', 'relu6', 'leaky_relu', 'hard_swish', 'sigmoid', 'tanh', 'dropout']);

/** Pooling before the convolution instead of behind it. */
export function poolFirst(context: HintContext): Candidate[] {
  return pooledConvolutions(context).map(({ convolution, last, pool }) => ({
    id: `pool-first:${pool.id}`,
    title: `Pool before ${quoted(convolution)} instead of after it`,
    why: 'The convolution then runs on the smaller map, with as many weights as before.',
    nodes: [convolution.id, pool.id],
    keeps: 'retrain',
    apply: onGraph((graph) => moveBefore(graph, pool, convolution.id, last.id)),
  }));
}

/** A stride in the convolution instead of the pooling behind it. */
export function strideInsteadOfPool(context: HintContext): Candidate[] {
  return pooledConvolutions(context).map(({ convolution, pool }) => ({
    id: `stride-for-pool:${pool.id}`,
    title: `Let ${quoted(convolution)} stride instead of pooling after it`,
    why: 'Only the positions that are kept are computed, and the large map before the pooling is never stored.',
    nodes: [convolution.id, pool.id],
    keeps: 'retrain',
    apply: onGraph((graph) => updateNode(removeAndHeal(graph, pool.id), convolution.id, (node) => strided(node, pool))),
  }));
}

interface Pooled {
  readonly convolution: GraphNode;
  /** The convolution or what normalises and activates behind it. */
  readonly last: GraphNode;
  readonly pool: GraphNode;
}

/** Costly convolutions of stride 1 that a pool of its own stride follows directly. */
function pooledConvolutions(context: HintContext): Pooled[] {
  const found = costliest(context, (node) => CONVOLUTIONS.has(node.op) && followedByPool(context, node) !== undefined);
  return found.flatMap((node) => followedByPool(context, node) ?? []);
}

function followedByPool(context: HintContext, convolution: GraphNode): Pooled | undefined {
  if (isStrided(convolution)) return undefined;
  let last = convolution;
  let next = soleReader(context, last.id);
  while (next !== undefined && BETWEEN.has(next.op)) {
    last = next;
    next = soleReader(context, last.id);
  }
  const found = next !== undefined && POOLS.has(next.op) && isStrided(next) && !isGlobal(context, next);
  return found ? { convolution, last, pool: next! } : undefined;
}

/** True for what leaves a single position: the summary of the whole map, not a step on the way. */
function isGlobal(context: HintContext, node: GraphNode): boolean {
  const shape = shapeOf(context, { node: node.id, port: 0 }) ?? [];
  return shape.slice(1, -1).every((size) => size === 1);
}

const STRIDES = ['strideH', 'strideW', 'stride'] as const;

/** The node's strides by parameter name. */
function stridesOf(node: GraphNode): Params {
  return Object.fromEntries(STRIDES.map((name) => [name, numberOf(node, name)] as const).filter(([, stride]) => stride > 0));
}

function isStrided(node: GraphNode): boolean {
  return STRIDES.some((name) => numberOf(node, name) > 1);
}

function strided(node: GraphNode, like: GraphNode): GraphNode {
  return withParams(node, stridesOf(like));
}

function unstrided(node: GraphNode): GraphNode {
  return withParams(node, Object.fromEntries(Object.keys(stridesOf(node)).map((name) => [name, 1])));
}

/** The stride of a later layer already in a costly earlier one: everything between runs on the smaller map. */
export function strideEarlier(context: HintContext): Candidate[] {
  const isEarly = (node: GraphNode): boolean =>
    CONVOLUTIONS.has(node.op) &&
    !isStrided(node) &&
    followedByPool(context, node) === undefined &&
    laterStrides(context, node) !== undefined;
  return costliest(context, isEarly).map((node) => {
    const later = laterStrides(context, node)!;
    return {
      id: `stride-earlier:${node.id}`,
      title: `Stride in ${quoted(node)} already, not only in ${later.map(quoted).join(' and ')}`,
      why: 'The layers between then work on the smaller map; the network ends at the same size.',
      nodes: [node.id, ...later.map((each) => each.id)],
      keeps: 'retrain',
      apply: onGraph((graph) => updateNode(later.reduce(withoutStride, graph), node.id, (each) => strided(each, later[0]!))),
    };
  });
}

function withoutStride(graph: Graph, node: GraphNode): Graph {
  return POOLS.has(node.op) ? removeAndHeal(graph, node.id) : updateNode(graph, node.id, unstrided);
}

/** The first strided layer on every path behind a node, all with the same strides; undefined when some path has none. */
function laterStrides(context: HintContext, start: GraphNode): readonly GraphNode[] | undefined {
  const later = new Set<GraphNode>();
  const seen = new Set<NodeId>([start.id]);
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (context.outputs.has(node.id)) return undefined;
    for (const reader of context.readers.get(node.id)!) {
      if (isStrided(reader)) later.add(reader);
      else if (!seen.has(reader.id)) open.push(reader);
      seen.add(reader.id);
    }
  }
  const [first, ...rest] = [...later];
  if (first === undefined || later.size > 3 || [...later].some((node) => isGlobal(context, node))) return undefined;
  const strides = JSON.stringify(stridesOf(first));
  return rest.every((node) => JSON.stringify(stridesOf(node)) === strides) ? [...later] : undefined;
}
