/** What changed between two designs, as small values that undo keeps. Parts that did not change keep their identity. */
import type { GraphNode, NodeId } from '../graph/graph.ts';
import type { Design } from './design.ts';

type Position = readonly [x: number, y: number];

/** Changes to an ordered list of things with an id. */
interface ListPatch {
  /** Added or replaced, by id. */
  readonly set: ReadonlyMap<NodeId, GraphNode>;
  /** All ids in their new order, when ids were added, removed or moved. */
  readonly order: readonly NodeId[] | undefined;
}

/** Turns one design into another with `applyPatch`. A field set to undefined is removed. */
export interface DesignPatch {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly graphFields: Readonly<Record<string, unknown>>;
  readonly nodes: ListPatch | undefined;
  /** Undefined removes a position. */
  readonly positions: ReadonlyMap<NodeId, Position | undefined>;
}

/** A change with its way back. */
export interface DesignChange {
  readonly forward: DesignPatch;
  readonly inverse: DesignPatch;
}

/** The change from one design to another, found by identity: cost is proportional to the number of nodes, size to what differs. */
export function diffDesigns(before: Design, after: Design): DesignChange {
  return { forward: patchBetween(before, after), inverse: patchBetween(after, before) };
}

/** True when applying the patch gives back the same design. */
export function isEmptyPatch(patch: DesignPatch): boolean {
  const fields = Object.keys(patch.fields).length + Object.keys(patch.graphFields).length;
  return fields === 0 && patch.nodes === undefined && patch.positions.size === 0;
}

/** The design with the patch applied; nodes and fields the patch does not name are the same objects as before. */
export function applyPatch(design: Design, patch: DesignPatch): Design {
  if (isEmptyPatch(patch)) return design;
  const graph = applyToGraph(design.graph, patch);
  const positions = applyToPositions(design.positions, patch.positions);
  return withFields({ ...design, graph, positions }, patch.fields);
}

function patchBetween(from: Design, to: Design): DesignPatch {
  return {
    fields: changedFields(from, to, ['graph', 'positions']),
    graphFields: changedFields(from.graph, to.graph, ['nodes']),
    nodes: from.graph.nodes === to.graph.nodes ? undefined : nodesBetween(from.graph.nodes, to.graph.nodes),
    positions: positionsBetween(from.positions, to.positions),
  };
}

function changedFields(from: object, to: object, except: readonly string[]): Record<string, unknown> {
  const before = from as Record<string, unknown>;
  const after = to as Record<string, unknown>;
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!except.includes(key) && before[key] !== after[key]) changed[key] = after[key];
  }
  return changed;
}

function nodesBetween(from: readonly GraphNode[], to: readonly GraphNode[]): ListPatch | undefined {
  const before = new Map(from.map((node) => [node.id, node]));
  const set = new Map<NodeId, GraphNode>();
  for (const node of to) if (before.get(node.id) !== node) set.set(node.id, node);
  const sameOrder = from.length === to.length && from.every((node, i) => node.id === to[i]!.id);
  if (sameOrder && set.size === 0) return undefined;
  return { set, order: sameOrder ? undefined : to.map((node) => node.id) };
}

function positionsBetween(from: Design['positions'], to: Design['positions']): Map<NodeId, Position | undefined> {
  const changed = new Map<NodeId, Position | undefined>();
  if (from === to) return changed;
  for (const id of Object.keys(to)) if (from[id] !== to[id]) changed.set(id, to[id]);
  for (const id of Object.keys(from)) if (to[id] === undefined) changed.set(id, undefined);
  return changed;
}

function applyToGraph(graph: Design['graph'], patch: DesignPatch): Design['graph'] {
  if (patch.nodes === undefined && Object.keys(patch.graphFields).length === 0) return graph;
  const nodes = patch.nodes === undefined ? graph.nodes : applyToNodes(graph.nodes, patch.nodes);
  return withFields({ ...graph, nodes }, patch.graphFields);
}

function applyToNodes(nodes: readonly GraphNode[], patch: ListPatch): readonly GraphNode[] {
  if (patch.order === undefined) return nodes.map((node) => patch.set.get(node.id) ?? node);
  const current = new Map(nodes.map((node) => [node.id, node]));
  return patch.order.flatMap((id) => patch.set.get(id) ?? current.get(id) ?? []);
}

function applyToPositions(positions: Design['positions'], changed: DesignPatch['positions']): Design['positions'] {
  if (changed.size === 0) return positions;
  const next: Record<NodeId, Position> = { ...positions };
  for (const [id, position] of changed) {
    if (position === undefined) delete next[id];
    else next[id] = position;
  }
  return next;
}

function withFields<T extends object>(value: T, fields: Readonly<Record<string, unknown>>): T {
  const next = { ...value } as Record<string, unknown>;
  for (const [key, field] of Object.entries(fields)) {
    if (field === undefined) delete next[key];
    else next[key] = field;
  }
  return next as T;
}
