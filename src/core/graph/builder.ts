/** Writes a graph down node by node: for tests, samples and searches. */
import type { Graph, GraphNode, NodeGroup, Params, PortRef } from './graph.ts';

/** `Kind` narrows the kinds accepted: `createBuilder<OpKind>()`. */
export interface GraphBuilder<Kind extends string = string> {
  /** Adds a node behind its inputs; returns its first output. */
  add(op: Kind, params?: Params, ...inputs: readonly PortRef[]): PortRef;
  /** Adds nodes one behind the other; returns the last one's output. */
  chain(from: PortRef, ...steps: readonly (readonly [op: Kind, params?: Params])[]): PortRef;
  /** Another output of the same node (split). */
  port(of: PortRef, port: number): PortRef;
  /** Gives a node a name of its own. */
  name(of: PortRef, name: string): PortRef;
  /** Makes a block of the nodes. */
  group(name: string, members: readonly PortRef[], repeat?: number): void;
  /** Lists the network's outputs; without it, what nothing reads is an output. */
  outputs(...refs: readonly PortRef[]): void;
  build(): Graph;
}

/** Ids count from 1. */
export function createBuilder<Kind extends string = string>(): GraphBuilder<Kind> {
  const nodes: GraphNode[] = [];
  const groups: NodeGroup[] = [];
  let listed: readonly PortRef[] = [];
  const add = (op: Kind, params: Params = {}, ...inputs: readonly PortRef[]): PortRef => {
    const id = String(nodes.length + 1);
    nodes.push({ id, op, name: '', params, inputs });
    return { node: id, port: 0 };
  };
  return {
    add,
    chain: (from, ...steps) => steps.reduce((ref, [op, params]) => add(op, params, ref), from),
    port: (of, port) => ({ node: of.node, port }),
    name: (of, name) => {
      const at = Number(of.node) - 1;
      nodes[at] = { ...nodes[at]!, name };
      return of;
    },
    group: (name, members, repeat = 1) => {
      groups.push({ id: `g${groups.length + 1}`, name, nodes: members.map((ref) => ref.node), collapsed: false, repeat });
    },
    outputs: (...refs) => {
      listed = refs;
    },
    build: () => ({ nodes: [...nodes], groups: [...groups], outputs: listed }),
  };
}
