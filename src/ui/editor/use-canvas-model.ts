/** What the canvas shows: cards at their places and edges, following design, selection and a drag in progress. */
import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { NodeId } from '../../core/graph/graph.ts';
import { useDesign, useSelection, useView } from '../../state/hooks.ts';
import { useWorkspace } from '../app/workspace.ts';
import { flowEdges, flowNodes, type FlowNode } from './flow-items.ts';
import type { Layout, LayoutDirection, Place } from './layout-types.ts';
import { placesOf, unturned } from './places.ts';
import type { TensorEdgeType } from './TensorEdge.tsx';
import { createTopologySelector, type Topology } from './topology.ts';
import { useLayout } from './use-layout.ts';

export interface CanvasModel {
  readonly topology: Topology;
  readonly layout: Layout | undefined;
  readonly direction: LayoutDirection;
  /** By item id, a drag in progress included. */
  readonly places: ReadonlyMap<string, Place>;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly TensorEdgeType[];
  readonly onNodesChange: (changes: NodeChange<FlowNode>[]) => void;
  readonly onDragStop: () => void;
}

const NO_PLACES: ReadonlyMap<string, Place> = new Map();

export function useCanvasModel(): CanvasModel {
  const selectTopology = useMemo(createTopologySelector, []);
  const topology = useDesign((state) => selectTopology(state.design.graph));
  const positions = useDesign((state) => state.design.positions);
  const direction = useView((state) => state.direction);
  const layout = useLayout(topology, direction);
  const drag = useDrag(topology, direction);
  const standing = useMemo(
    () => (layout === undefined ? NO_PLACES : placesOf(topology.items, layout, positions, direction)),
    [topology, layout, positions, direction],
  );
  const places = useMemo(() => (drag.places.size === 0 ? standing : new Map([...standing, ...drag.places])), [standing, drag.places]);
  const nodes = useNodes(topology, places);
  const edge = useSelection((state) => state.edge);
  const lanes = useMemo(() => freeLanes(topology, layout, standing, drag.places), [topology, layout, standing, drag.places]);
  const edges = useMemo(() => flowEdges(topology, lanes, edge), [topology, lanes, edge]);
  const select = useSelectChanges(topology);
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      drag.follow(changes, nodes);
      select(changes);
    },
    [drag, nodes, select],
  );
  return { topology, layout, direction, places, nodes, edges, onNodesChange, onDragStop: drag.stop };
}

function useNodes(topology: Topology, places: ReadonlyMap<string, Place>): readonly FlowNode[] {
  const selection = useSelection((state) => state.nodes);
  const before = useRef<ReadonlyMap<string, FlowNode>>(new Map());
  return useMemo(() => {
    const nodes = flowNodes(topology, places, new Set(selection), before.current);
    before.current = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  }, [topology, places, selection]);
}

/** A lane holds while both its ends stand where the layout put them. */
function freeLanes(
  topology: Topology,
  layout: Layout | undefined,
  standing: ReadonlyMap<string, Place>,
  dragged: ReadonlyMap<string, Place>,
): ReadonlyMap<string, number> {
  if (layout === undefined) return new Map();
  const moved = (item: string): boolean => {
    const [own, automatic] = [standing.get(item), layout.places.get(item)];
    return dragged.has(item) || own?.[0] !== automatic?.[0] || own?.[1] !== automatic?.[1];
  };
  return new Map(
    topology.edges
      .filter((edge) => layout.lanes.has(edge.id) && !moved(edge.source) && !moved(edge.target))
      .map((edge) => [edge.id, layout.lanes.get(edge.id)!]),
  );
}

/** A drag stays outside the document until it ends. */
function useDrag(topology: Topology, direction: LayoutDirection) {
  const { commands } = useWorkspace();
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(NO_PLACES);
  const latest = useRef(places);
  latest.current = places;
  return useMemo(() => {
    const follow = (changes: readonly NodeChange<FlowNode>[], nodes: readonly FlowNode[]): void => {
      const moves = changes.filter((change) => change.type === 'position' && change.position !== undefined);
      if (moves.length === 0) return;
      const moved = new Set(moves.map((change) => (change.type === 'position' ? change.id : '')));
      const next = applyNodeChanges(moves, nodes.filter((node) => moved.has(node.id)));
      setPlaces(
        (old) => new Map([...old, ...next.map((node) => [node.id, [Math.round(node.position.x), Math.round(node.position.y)]] as const)]),
      );
    };
    const stop = (): void => {
      const places = new Map<NodeId, Place>();
      for (const item of topology.items) {
        const place = latest.current.get(item.id);
        if (place !== undefined) places.set(item.nodes[0]!, unturned(place, direction));
      }
      if (places.size > 0) commands.place(places);
      setPlaces(NO_PLACES);
    };
    return { places, follow, stop };
  }, [commands, direction, places, topology]);
}

/** The library reports which cards it selected; the selection is a list of nodes. */
function useSelectChanges(topology: Topology): (changes: readonly NodeChange<FlowNode>[]) => void {
  const { stores } = useWorkspace();
  return useCallback(
    (changes) => {
      const chosen = new Map(changes.flatMap((change) => (change.type === 'select' ? [[change.id, change.selected] as const] : [])));
      if (chosen.size === 0) return;
      const { nodes, select } = stores.selection.getState();
      const kept = new Set(nodes);
      for (const item of topology.items) {
        const selected = chosen.get(item.id);
        if (selected === undefined) continue;
        for (const id of item.nodes)
          if (selected) kept.add(id);
          else kept.delete(id);
      }
      select([...kept]);
    },
    [stores, topology],
  );
}
