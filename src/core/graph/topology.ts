/** Running order and wiring of a design graph. */
import type { Graph, GraphNode, NodeId, NodeProblem, PortRef } from './graph.ts';

/** Source of an input that nothing feeds. */
export const UNCONNECTED = -1;
/** Source of an input whose edge starts at a node that is not there, or that lies on a cycle. */
export const MISSING = -2;

/** A graph in running order, its edges as positions instead of names. */
export interface Wiring {
  /**
   * In running order: the graph's own order as far as the edges allow. Nodes on a cycle are left out; those behind one come last, in no
   * particular order.
   */
  readonly order: readonly GraphNode[];
  /** For each node of `order`, where each of its inputs comes from: a position in `order`, UNCONNECTED or MISSING. */
  readonly sources: readonly (readonly number[])[];
  readonly problems: readonly NodeProblem[];
}

export function wire(graph: Graph): Wiring {
  const { nodes } = graph;
  const position = new Map<NodeId, number>();
  for (let i = 0; i < nodes.length; i++) position.set(nodes[i]!.id, i);
  if (position.size !== nodes.length) return wireUnique(graph);
  const sources: number[][] = [];
  let sorted = true;
  for (let i = 0; i < nodes.length; i++) {
    const found = sourcesOf(nodes[i]!.inputs, position);
    for (let k = 0; k < found.length; k++) if (found[k]! >= i) sorted = false;
    sources.push(found);
  }
  return sorted ? { order: nodes, sources, problems: [] } : sortWiring(nodes, sources);
}

function sourcesOf(inputs: readonly (PortRef | undefined)[], position: ReadonlyMap<NodeId, number>): number[] {
  const found: number[] = [];
  for (let k = 0; k < inputs.length; k++) {
    const ref = inputs[k];
    found.push(ref === undefined ? UNCONNECTED : (position.get(ref.node) ?? MISSING));
  }
  return found;
}

/** The wiring without the later ones of nodes that share an id. */
function wireUnique(graph: Graph): Wiring {
  const seen = new Set<NodeId>();
  const nodes: GraphNode[] = [];
  const problems: NodeProblem[] = [];
  for (const node of graph.nodes) {
    if (seen.has(node.id)) problems.push({ node: node.id, message: `Two nodes have the id "${node.id}"; the later one is left out` });
    else nodes.push(node);
    seen.add(node.id);
  }
  const wiring = wire({ ...graph, nodes });
  return { ...wiring, problems: [...problems, ...wiring.problems] };
}

/** Of all nodes whose sources have run, the earliest in the graph's order runs next; what never becomes ready lies on or behind a cycle. */
function sortWiring(nodes: readonly GraphNode[], sources: readonly (readonly number[])[]): Wiring {
  const order = earliestFirst(sources);
  const place = new Array<number>(nodes.length).fill(MISSING);
  order.forEach((index, at) => (place[index] = at));
  const readers = readersOf(sources);
  const onCycle = nodes.map((_, index) => place[index] === MISSING && reachesItself(index, readers));
  nodes.forEach((_, index) => {
    if (place[index] === MISSING && !onCycle[index]) place[index] = order.push(index) - 1;
  });
  const toPlace = (source: number): number => (source < 0 ? source : place[source]!);
  return {
    order: order.map((index) => nodes[index]!),
    sources: order.map((index) => sources[index]!.map(toPlace)),
    problems: nodes.filter((_, index) => onCycle[index]).map(cycleProblem),
  };
}

function cycleProblem(node: GraphNode): NodeProblem {
  return { node: node.id, message: 'This node feeds itself through a loop of edges; remove one of them' };
}

/** Indices in running order; those on or behind a cycle are not in it. */
function earliestFirst(sources: readonly (readonly number[])[]): number[] {
  const waiting = sources.map((list) => list.filter((source) => source >= 0).length);
  const readers = readersOf(sources);
  const ready = waiting.flatMap((count, index) => (count === 0 ? [index] : []));
  const order: number[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    order.push(next);
    for (const reader of readers[next]!) if (--waiting[reader]! === 0) insertSorted(ready, reader);
  }
  return order;
}

/** For each node, the nodes that read it, once an edge. */
export function readersOf(sources: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const readers: number[][] = sources.map(() => []);
  sources.forEach((list, index) => {
    for (const source of list) if (source >= 0) readers[source]!.push(index);
  });
  return readers;
}

function insertSorted(list: number[], value: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1]! > value) at--;
  list.splice(at, 0, value);
}

/** True when following edges from `start` leads back to it. */
function reachesItself(start: number, readers: readonly (readonly number[])[]): boolean {
  const seen = new Set<number>();
  const open = [...readers[start]!];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...readers[next]!);
  }
  return false;
}

/** An edge's end: input `input` of `node`. */
export interface Consumer {
  readonly node: NodeId;
  readonly input: number;
}

/** Who reads each output of a node, in node order. */
export function consumersOf(graph: Graph, id: NodeId): readonly (Consumer & { readonly port: number })[] {
  return graph.nodes.flatMap((node) =>
    node.inputs.flatMap((ref, input) => (ref !== undefined && ref.node === id ? [{ node: node.id, input, port: ref.port }] : [])),
  );
}
