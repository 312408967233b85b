/** What the user points at. It is not part of the design, so undo and links never carry it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NodeId } from '../core/graph/graph.ts';

/** An edge is named by where it ends: an input takes one edge. */
export interface EdgeRef {
  readonly node: NodeId;
  readonly input: number;
}

export interface SelectionState {
  /** In the order they were selected; the same array as long as the selection is the same. */
  readonly nodes: readonly NodeId[];
  readonly edge: EdgeRef | undefined;
  readonly hovered: NodeId | undefined;
  /** The node that has the keyboard (roving focus); stays when the selection is cleared. */
  readonly focused: NodeId | undefined;
  /** Selects exactly these; clears the edge; focus goes to the last one. */
  readonly select: (nodes: readonly NodeId[]) => void;
  readonly toggle: (node: NodeId) => void;
  readonly selectEdge: (edge: EdgeRef | undefined) => void;
  readonly hover: (node: NodeId | undefined) => void;
  readonly focus: (node: NodeId | undefined) => void;
  readonly clear: () => void;
  /** Forgets nodes that no longer exist: call it when the graph changed. */
  readonly keepOnly: (existing: ReadonlySet<NodeId>) => void;
}

export type SelectionStore = StoreApi<SelectionState>;

const NOTHING: readonly NodeId[] = [];

export function createSelectionStore(): SelectionStore {
  return createStore<SelectionState>()((set, get) => ({
    nodes: NOTHING,
    edge: undefined,
    hovered: undefined,
    focused: undefined,
    select: (nodes) => {
      const same = sameIds(nodes, get().nodes);
      set({ nodes: same ? get().nodes : nodes, edge: undefined, focused: nodes.at(-1) ?? get().focused });
    },
    toggle: (node) => {
      const { nodes } = get();
      const next = nodes.includes(node) ? nodes.filter((id) => id !== node) : [...nodes, node];
      set({ nodes: next, edge: undefined, focused: node });
    },
    selectEdge: (edge) => set({ edge, nodes: NOTHING }),
    hover: (hovered) => set({ hovered }),
    focus: (focused) => set({ focused }),
    clear: () => set({ nodes: NOTHING, edge: undefined }),
    keepOnly: (existing) => set(keptOf(get(), existing)),
  }));
}

function keptOf(state: SelectionState, existing: ReadonlySet<NodeId>): Partial<SelectionState> {
  const nodes = state.nodes.filter((id) => existing.has(id));
  return {
    nodes: nodes.length === state.nodes.length ? state.nodes : nodes,
    edge: state.edge !== undefined && existing.has(state.edge.node) ? state.edge : undefined,
    hovered: existingOr(state.hovered, existing),
    focused: existingOr(state.focused, existing),
  };
}

function existingOr(id: NodeId | undefined, existing: ReadonlySet<NodeId>): NodeId | undefined {
  return id !== undefined && existing.has(id) ? id : undefined;
}

function sameIds(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
