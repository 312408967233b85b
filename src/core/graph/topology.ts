/** Running order and wiring of a design graph. */
import type { Graph, GraphNode, NodeId, NodeProblem, PortRef } from './graph.ts';

/** Source of an input that nothing feeds. */
export const UNCONNECTED = -1;
/** Source of an input whose edge starts at a node that is not there, or that lies on a cycle. */
export const MISSING = -2;

const NEAR = 64;
const NO_PROBLEMS: readonly NodeProblem[] = [];

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

/** Ids must be unique, as a valid document has them. */
export function wire(graph: Graph): Wiring {
  const { nodes } = graph;
  const sources: (readonly number[])[] = [];
  let complete = true;
  for (let i = 0; i < nodes.length; i++) {
    const found = nearSources(nodes, i);
    for (let k = 0; k < found.length; k++) if (found[k] === MISSING) complete = false;
    sources.push(found);
  }
  if (complete) return { order: nodes, sources, problems: NO_PROBLEMS };
  const everywhere = allSources(nodes);
  const sorted = everywhere.every((list, i) => list.every((source) => source < i));
  return sorted ? { order: nodes, sources: everywhere, problems: NO_PROBLEMS } : sortWiring(nodes, everywhere);
}

/** Sources a few nodes back, where most are: faster than a table of names. MISSING stands for any other. */
function nearSources(nodes: readonly GraphNode[], at: number): readonly number[] {
  const { inputs } = nodes[at]!;
  if (inputs.length === 1) return [nearSource(nodes, at, inputs[0])];
  if (inputs.length === 2) return [nearSource(nodes, at, inputs[0]), nearSource(nodes, at, inputs[1])];
  return inputs.map((ref) => nearSource(nodes, at, ref));
}

function nearSource(nodes: readonly GraphNode[], at: number, ref: PortRef | undefined): number {
  if (ref === undefined) return UNCONNECTED;
  const { node } = ref;
  const first = Math.max(0, at - NEAR);
  for (let i = at - 1; i >= first; i--) if (nodes[i]!.id === node) return i;
  return MISSING;
}

function allSources(nodes: readonly GraphNode[]): readonly (readonly number[])[] {
  const position = new Map(nodes.map((node, at) => [node.id, at]));
  return nodes.map((node) => node.inputs.map((ref) => (ref === undefined ? UNCONNECTED : (position.get(ref.node) ?? MISSING))));
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
function readersOf(sources: readonly (readonly number[])[]): readonly (readonly number[])[] {
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
