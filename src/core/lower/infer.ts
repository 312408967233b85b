/** Shapes and types along the edges of a design graph, and what is wrong with its nodes. */
import type { Graph, GraphNode, NodeId, NodeProblem } from '../graph/graph.ts';
import type { ElementType, TensorType } from '../graph/tensor.ts';
import { MISSING, UNCONNECTED, type Wiring } from '../graph/topology.ts';
import { displayName, opOf } from '../ops/registry.ts';

/** Output types by position in the wiring; undefined where a node, or one before it, is wrong. */
export interface Inference {
  readonly types: readonly (readonly TensorType[] | undefined)[];
  readonly problems: readonly NodeProblem[];
}

export function infer(wiring: Wiring, auto: ElementType): Inference {
  const { order, sources } = wiring;
  const types: (readonly TensorType[] | undefined)[] = [];
  const problems: NodeProblem[] = [...wiring.problems];
  for (let i = 0; i < order.length; i++) {
    const result = inferNode(order, sources[i]!, i, types, auto);
    if (typeof result === 'string') problems.push({ node: order[i]!.id, message: result });
    types.push(typeof result === 'string' ? undefined : result);
  }
  return { types, problems };
}

/** The node's output types, or what is wrong in words. */
function inferNode(
  order: readonly GraphNode[],
  sources: readonly number[],
  at: number,
  types: readonly (readonly TensorType[] | undefined)[],
  auto: ElementType,
): readonly TensorType[] | string {
  const node = order[at]!;
  const spec = opOf(node);
  if (spec === undefined) return `Unknown operation "${node.op}"`;
  const inputs: TensorType[] = [];
  for (let k = 0; k < sources.length; k++) {
    const type = sourceType(node, sources[k]!, k, types);
    if (type === undefined) return inputProblem(order, node, sources[k]!, k, types);
    inputs.push(type);
  }
  const result = spec.outputs(node.params, inputs, auto);
  return result.ok ? result.value : result.error.message;
}

function sourceType(
  node: GraphNode,
  source: number,
  input: number,
  types: readonly (readonly TensorType[] | undefined)[],
): TensorType | undefined {
  return source < 0 ? undefined : types[source]?.[node.inputs[input]!.port];
}

function inputProblem(
  order: readonly GraphNode[],
  node: GraphNode,
  source: number,
  input: number,
  types: readonly (readonly TensorType[] | undefined)[],
): string {
  const which = node.inputs.length > 1 ? `Input ${input + 1}` : 'The input';
  if (source === UNCONNECTED) return `${which} is not connected`;
  if (source === MISSING) return `${which} comes from a node that is missing or feeds itself`;
  const name = displayName(order[source]!);
  const given = types[source];
  if (given === undefined) return `Waits for "${name}", which has a problem`;
  return `${which} reads output ${node.inputs[input]!.port + 1} of "${name}", which has only ${given.length}`;
}

/** The ports the network gives: those the graph lists, or every port of a sound node that no sound node reads. */
export interface OutputPort {
  readonly at: number;
  readonly port: number;
}

export function outputPorts(graph: Graph, wiring: Wiring, { types }: Inference): readonly OutputPort[] {
  return graph.outputs.length > 0 ? listedPorts(graph, wiring, types) : openPorts(wiring, types);
}

function listedPorts(graph: Graph, wiring: Wiring, types: Inference['types']): readonly OutputPort[] {
  const position = new Map<NodeId, number>(wiring.order.map((node, at) => [node.id, at]));
  return graph.outputs.flatMap(({ node, port }) => {
    const at = position.get(node);
    return at !== undefined && types[at]?.[port] !== undefined ? [{ at, port }] : [];
  });
}

function openPorts({ order, sources }: Wiring, types: Inference['types']): readonly OutputPort[] {
  const read: (boolean[] | undefined)[] = [];
  for (let i = 0; i < order.length; i++) if (types[i] !== undefined) markRead(order[i]!, sources[i]!, read);
  const open: OutputPort[] = [];
  for (let at = 0; at < order.length; at++) {
    const count = types[at]?.length ?? 0;
    for (let port = 0; port < count; port++) if (read[at]?.[port] !== true) open.push({ at, port });
  }
  return open;
}

function markRead(node: GraphNode, sources: readonly number[], read: (boolean[] | undefined)[]): void {
  for (let k = 0; k < sources.length; k++) {
    const source = sources[k]!;
    const ports = (read[source] ??= []);
    ports[node.inputs[k]!.port] = true;
  }
}
