/** Repeated blocks written out: a group with repeat n becomes n copies in series. */
import type { Graph, GraphNode, NodeGroup, NodeId, NodeProblem, PortRef } from './graph.ts';

export interface Expanded {
  /** Without groups; copies of node "7" are called "7#2", "7#3", ... and stand behind the first. */
  readonly graph: Graph;
  /** Groups that cannot be repeated, on their first node; they run once. */
  readonly problems: readonly NodeProblem[];
}

const NO_PROBLEMS: readonly NodeProblem[] = [];
/** The most nodes a design may have when written out. */
const MAX_EXPANDED_NODES = 10_000;

/** The same graph when nothing is repeated. */
export function expand(graph: Graph): Expanded {
  if (!graph.groups.some((group) => group.repeat > 1)) return { graph, problems: NO_PROBLEMS };
  return expandGroups(graph);
}

/** The node that a copy stands for: "7#2" is a copy of "7". */
export function originalNode(id: NodeId): NodeId {
  const mark = id.indexOf('#');
  return mark < 0 ? id : id.slice(0, mark);
}

function expandGroups(graph: Graph): Expanded {
  const problems: NodeProblem[] = [];
  let current = graph;
  for (const group of graph.groups) {
    if (group.repeat <= 1) continue;
    const result = repeatGroup(current, group);
    if (typeof result === 'string') problems.push({ node: group.nodes[0] ?? '', message: result });
    else current = result;
  }
  return { graph: { ...current, groups: [] }, problems };
}

/** The graph with the group's copies, or why it cannot be repeated. */
function repeatGroup(graph: Graph, group: NodeGroup): Graph | string {
  const members = new Set(group.nodes);
  const inside = graph.nodes.filter((node) => members.has(node.id));
  if (!Number.isInteger(group.repeat)) return `The block "${group.name}" must be repeated a whole number of times, got ${group.repeat}`;
  if (graph.nodes.length + inside.length * (group.repeat - 1) > MAX_EXPANDED_NODES)
    return `The block "${group.name}" repeated ${group.repeat} times gives more than ${MAX_EXPANDED_NODES} nodes`;
  const entries = entriesOf(inside, members);
  const exits = exitsOf(graph, members);
  if (entries.length !== 1 || exits.length !== 1)
    return `The block "${group.name}" is repeated, which needs one value going in and one coming out; it has ${entries.length} and ${exits.length}`;
  return withCopies(graph, group, inside, members, entries[0]!, exits[0]!);
}

const key = ({ node, port }: PortRef): string => `${port}@${node}`;

function distinct(refs: readonly PortRef[]): readonly PortRef[] {
  return [...new Map(refs.map((ref) => [key(ref), ref])).values()];
}

/** Values from outside that the members read. */
function entriesOf(inside: readonly GraphNode[], members: ReadonlySet<NodeId>): readonly PortRef[] {
  return distinct(inside.flatMap((node) => node.inputs.filter((ref) => ref !== undefined && !members.has(ref.node)) as PortRef[]));
}

/** Values of members that the outside reads; when there is none, those that nobody reads. */
function exitsOf(graph: Graph, members: ReadonlySet<NodeId>): readonly PortRef[] {
  const outside = graph.nodes.filter((node) => !members.has(node.id));
  const isMember = (ref: PortRef | undefined): ref is PortRef => ref !== undefined && members.has(ref.node);
  const read = distinct([...outside.flatMap((node) => node.inputs.filter(isMember)), ...graph.outputs.filter(isMember)]);
  if (read.length > 0) return read;
  const used = new Set(graph.nodes.flatMap((node) => node.inputs.map((ref) => ref?.node)));
  return [...members].filter((id) => !used.has(id)).map((node) => ({ node, port: 0 }));
}

function withCopies(
  graph: Graph,
  group: NodeGroup,
  inside: readonly GraphNode[],
  members: ReadonlySet<NodeId>,
  entry: PortRef,
  exit: PortRef,
): Graph {
  const copies: GraphNode[] = [];
  for (let copy = 2; copy <= group.repeat; copy++) {
    const name = (id: NodeId, of = copy): NodeId => (of === 1 ? id : `${id}#${of}`);
    const feed: PortRef = { node: name(exit.node, copy - 1), port: exit.port };
    const rewire = (ref: PortRef | undefined): PortRef | undefined => {
      if (ref === undefined) return undefined;
      if (members.has(ref.node)) return { node: name(ref.node), port: ref.port };
      return key(ref) === key(entry) ? feed : ref;
    };
    for (const node of inside) copies.push({ ...node, id: name(node.id), inputs: node.inputs.map(rewire) });
  }
  const last: PortRef = { node: `${exit.node}#${group.repeat}`, port: exit.port };
  const toLast = (ref: PortRef | undefined): PortRef | undefined => (ref !== undefined && key(ref) === key(exit) ? last : ref);
  const reads = (node: GraphNode): boolean => node.inputs.some((ref) => ref !== undefined && key(ref) === key(exit));
  const outside = (node: GraphNode): GraphNode =>
    members.has(node.id) || !reads(node) ? node : { ...node, inputs: node.inputs.map(toLast) };
  const at = graph.nodes.findLastIndex((node) => members.has(node.id)) + 1;
  const nodes = graph.nodes.map(outside);
  return { ...graph, nodes: [...nodes.slice(0, at), ...copies, ...nodes.slice(at)], outputs: graph.outputs.map((ref) => toLast(ref)!) };
}
