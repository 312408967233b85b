/** Edits of the open design's graph, with their words in the undo list. */
import type { Design } from '../../core/document/design.ts';
import { copyNodes, duplicate, paste, type Clip } from '../../core/graph/clipboard.ts';
import { connect, disconnect } from '../../core/graph/edge-edits.ts';
import { deleteAndHeal, moveNodes, removeNodes, rename, setParam } from '../../core/graph/edits.ts';
import type { Graph, NodeId, ParamValue, PortRef } from '../../core/graph/graph.ts';
import { groupNodes, groupOf, renameGroup, setCollapsed, setRepeat, ungroup } from '../../core/graph/groups.ts';
import { autoName, opOf, OPS, type OpKind } from '../../core/ops/registry.ts';
import { nodeIndex } from '../../state/node-index.ts';
import type { EdgeRef } from '../../state/selection-store.ts';
import type { Stores } from '../../state/stores.ts';
import { insertOp } from './insert-op.ts';
import type { InsertionTarget } from '../app/ui-store.ts';

type Position = readonly [x: number, y: number];

export interface GraphCommands {
  /** Adds an operation and selects it. */
  readonly insert: (kind: OpKind, target: InsertionTarget) => void;
  readonly connect: (from: PortRef, to: NodeId, input: number) => void;
  readonly disconnect: (edge: EdgeRef) => void;
  /** Reconnects one end: the edge leaves its old input and feeds another. */
  readonly reconnect: (old: EdgeRef, from: PortRef, to: EdgeRef) => void;
  /** With `heal`, what read a deleted node reads on from what fed it. */
  readonly remove: (nodes: readonly NodeId[], heal: boolean) => void;
  readonly duplicate: (nodes: readonly NodeId[]) => void;
  readonly copy: (nodes: readonly NodeId[]) => Clip;
  readonly paste: (clip: Clip) => void;
  readonly renameNode: (node: NodeId, name: string) => void;
  readonly setParams: (nodes: readonly NodeId[], name: string, value: ParamValue, mergeKey?: string) => void;
  readonly place: (places: ReadonlyMap<NodeId, Position>) => void;
  readonly clearPlaces: () => void;
  /** Runs the nodes earlier (-1) or later (1) in the file's order. */
  readonly reorder: (nodes: readonly NodeId[], by: -1 | 1) => void;
  readonly group: (nodes: readonly NodeId[]) => void;
  readonly ungroup: (nodes: readonly NodeId[]) => void;
  readonly setCollapsed: (group: string, collapsed: boolean) => void;
  readonly setRepeat: (group: string, repeat: number, mergeKey?: string) => void;
  readonly renameGroup: (group: string, name: string) => void;
}

export function createGraphCommands({ design, selection }: Pick<Stores, 'design' | 'selection'>): GraphCommands {
  const { edit } = design.getState();
  const { select } = selection.getState();
  const change = (label: string, update: (graph: Graph) => Graph, mergeKey?: string): void =>
    edit(label, (current) => withGraph(current, update(current.graph)), mergeKey);
  const graph = (): Graph => design.getState().design.graph;
  return {
    ...edgeCommands(change, graph),
    ...groupCommands(change, graph),
    insert: (kind, target) => {
      const inserted = insertOp(design.getState().design, kind, target, selection.getState().nodes.at(-1));
      edit(`Add ${OPS[kind].label}`, () => inserted.design);
      select(inserted.nodes);
    },
    remove: (nodes, heal) => {
      const ids = new Set(nodes);
      change(`Delete ${countText(nodes)}`, (current) => (heal ? deleteAndHeal(current, ids) : removeNodes(current, ids)));
    },
    duplicate: (nodes) => {
      const copied = duplicate(graph(), new Set(nodes));
      change(`Duplicate ${countText(nodes)}`, () => copied.graph);
      select(copied.created);
    },
    copy: (nodes) => copyNodes(graph(), new Set(nodes)),
    paste: (clip) => {
      const pasted = paste(graph(), clip);
      change(`Paste ${countText(pasted.created)}`, () => pasted.graph);
      select(pasted.created);
    },
    renameNode: (id, name) => {
      const node = nodeIndex(graph().nodes).get(id);
      const automatic = node !== undefined && name === autoName(node);
      change('Rename', (current) => rename(current, id, automatic ? '' : name));
    },
    setParams: (nodes, name, value, mergeKey) => {
      change(`Set ${name}`, (current) => nodes.reduce((next, id) => setOne(next, id, name, value), current), mergeKey);
    },
    place: (places) => edit('Move', (current) => ({ ...current, positions: { ...current.positions, ...Object.fromEntries(places) } })),
    clearPlaces: () =>
      edit('Lay out', (current) => (Object.keys(current.positions).length === 0 ? current : { ...current, positions: {} })),
    reorder: (nodes, by) => {
      const ids = new Set(nodes);
      const at = graph().nodes.map((node) => ids.has(node.id));
      const index = by < 0 ? at.indexOf(true) - 1 : at.lastIndexOf(true) + 2;
      if (index >= 0 && index <= at.length) change('Reorder', (current) => moveNodes(current, ids, index));
    },
  };
}

type Change = (label: string, update: (graph: Graph) => Graph, mergeKey?: string) => void;

function edgeCommands(change: Change, graph: () => Graph): Pick<GraphCommands, 'connect' | 'disconnect' | 'reconnect'> {
  const least = (id: NodeId): number => {
    const node = nodeIndex(graph().nodes).get(id);
    return (node === undefined ? undefined : opOf(node)?.arity.min) ?? 1;
  };
  return {
    connect: (from, to, input) => change('Connect', (current) => connect(current, from, to, input)),
    disconnect: ({ node, input }) => change('Disconnect', (current) => disconnect(current, node, input, least(node))),
    reconnect: (old, from, to) =>
      change('Reconnect', (current) => {
        const same = old.node === to.node && old.input === to.input;
        const connected = connect(current, from, to.node, to.input);
        return same ? connected : disconnect(connected, old.node, old.input, least(old.node));
      }),
  };
}

type GroupCommands = Pick<GraphCommands, 'group' | 'ungroup' | 'setCollapsed' | 'setRepeat' | 'renameGroup'>;

function groupCommands(change: Change, graph: () => Graph): GroupCommands {
  return {
    group: (nodes) => change('Group', (current) => groupNodes(current, new Set(nodes), `Block ${current.groups.length + 1}`)),
    ungroup: (nodes) => {
      const groups = new Set(nodes.flatMap((id) => groupOf(graph(), id)?.id ?? []));
      change('Ungroup', (current) => [...groups].reduce(ungroup, current));
    },
    setCollapsed: (group, collapsed) =>
      change(collapsed ? 'Collapse the block' : 'Expand the block', (current) => setCollapsed(current, group, collapsed)),
    setRepeat: (group, repeat, mergeKey) => change('Repeat the block', (current) => setRepeat(current, group, repeat), mergeKey),
    renameGroup: (group, name) => change('Rename the block', (current) => renameGroup(current, group, name)),
  };
}

/** A value equal to the field's default is left out of the document, so that links stay short. */
function setOne(graph: Graph, id: NodeId, name: string, value: ParamValue): Graph {
  const node = nodeIndex(graph.nodes).get(id);
  const field = node === undefined ? undefined : opOf(node)?.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return graph;
  return setParam(graph, id, name, JSON.stringify(field.default) === JSON.stringify(value) ? undefined : value);
}

/** Positions of nodes that are gone go with them. */
function withGraph(design: Design, graph: Graph): Design {
  if (graph === design.graph) return design;
  const nodes = nodeIndex(graph.nodes);
  const kept = Object.entries(design.positions).filter(([id]) => nodes.has(id));
  const positions = kept.length === Object.keys(design.positions).length ? design.positions : Object.fromEntries(kept);
  return { ...design, graph, positions };
}

function countText(nodes: readonly NodeId[]): string {
  return nodes.length === 1 ? 'a node' : `${nodes.length} nodes`;
}
