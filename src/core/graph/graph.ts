/** Stable name of a node inside one design: short, never shown. */
export type NodeId = string;

/** One output of a node: what an edge starts from. */
export interface PortRef {
  readonly node: NodeId;
  readonly port: number;
}

export type ParamValue = number | string | boolean | readonly number[];

/** Values of an op's parameters by field name; a missing field has its default (see ops/). */
export type Params = Readonly<Record<string, ParamValue>>;

/** An op placed in a graph. Untouched nodes keep their identity through every edit, so `===` means unchanged. */
export interface GraphNode {
  readonly id: NodeId;
  /** The kind of computation: a key of the op registry (ops/registry.ts). */
  readonly op: string;
  /** Shown to the user; empty means the automatic name ("conv2d 3"). */
  readonly name: string;
  readonly params: Params;
  /** Where each input comes from; undefined is an input that is not connected yet. */
  readonly inputs: readonly (PortRef | undefined)[];
}

/** A chain of nodes shown and repeated as one: `repeat` copies run in series when deployed. */
export interface NodeGroup {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly NodeId[];
  readonly collapsed: boolean;
  readonly repeat: number;
}

/** The design graph: what the user edits. The order of `nodes` is the order they run in, as far as the edges allow. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly NodeGroup[];
  /** The network's outputs in their order; empty means every port that nothing consumes, in node order. */
  readonly outputs: readonly PortRef[];
}

export const EMPTY_GRAPH: Graph = { nodes: [], groups: [], outputs: [] };

/** What is wrong with a node, in words, shown on it. The rest of the graph keeps its numbers. */
export interface NodeProblem {
  readonly node: NodeId;
  readonly message: string;
}
