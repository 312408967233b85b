import type { Design } from '../document/design.ts';
import { deleteAndHeal } from '../graph/edits.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';

/** Parameters that hold an opened file's own types and scales. */
const TYPES = new Set(['weightType', 'biasType', 'scales', 'stateType']);
const CONVERSIONS = new Set(['quantize', 'dequantize']);

/** A design's network as real values flow through it. */
export function realGraph({ graph, quantize }: Pick<Design, 'graph' | 'quantize'>): Graph {
  return quantize.scheme === 'file' ? withoutFileTypes(graph) : graph;
}

/** The network of an opened file without the types it was quantised to, to be quantised anew: real values flow, and nothing converts them. */
export function withoutFileTypes(graph: Graph): Graph {
  const conversions = graph.nodes.filter(({ op }) => CONVERSIONS.has(op)).map(({ id }) => id);
  const { nodes, ...rest } = conversions.length === 0 ? graph : deleteAndHeal(graph, new Set(conversions));
  return { ...rest, nodes: nodes.map(plain) };
}

function plain(node: GraphNode): GraphNode {
  const isReal = node.op === 'input' && ['int8', 'int16', 'uint8', 'float32'].includes(String(node.params['type']));
  const params = Object.entries(node.params).filter(([name]) => !TYPES.has(name) && !(isReal && name === 'type'));
  return { ...node, params: Object.fromEntries(params) };
}
