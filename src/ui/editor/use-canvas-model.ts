/** What the canvas shows: cards at their places and edges, following design, selection and a drag in progress. */
import type { NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import type { NodeId } from '../../core/graph/graph.ts';
import { useDesign, useSelection, useView } from '../../state/hooks.ts';
import { useWorkspace } from '../app/workspace.ts';
import { createFlowNodes, flowEdges, type FlowNode } from './flow-items.ts';
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
  const [selectTopology] = useState(createTopologySelector);
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
  const nodes = useNodes(topology, places, direction);
  const edge = useSelection((state) => state.edge);
  const lanes = useMemo(() => freeLanes(topology, layout, standing, drag.places), [topology, layout, standing, drag.places]);
  const edges = useMemo(() => flowEdges(topology, lanes, edge), [topology, lanes, edge]);
  const select = useSelectChanges(topology);
  const { follow } = drag;
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      follow(changes);
      select(changes);
    },
    [follow, select],
  );
  return { topology, layout, direction, places, nodes, edges, onNodesChange, onDragStop: drag.stop };
}

function useNodes(topology: Topology, places: ReadonlyMap<string, Place>, direction: LayoutDirection): readonly FlowNode[] {
  const selection = useSelection((state) => state.nodes);
  const [makeNodes] = useState(createFlowNodes);
  return useMemo(() => makeNodes(topology, places, new Set(selection), direction), [makeNodes, topology, places, selection, direction]);
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
  const follow = useCallback((changes: readonly NodeChange<FlowNode>[]): void => {
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.position !== undefined ? [[change.id, rounded(change.position)] as const] : [],
    );
    if (moves.length > 0) setPlaces((old) => new Map([...old, ...moves]));
  }, []);
  const stop = useCallback((): void => {
    const moved = new Map<NodeId, Place>();
    for (const item of topology.items) {
      const place = places.get(item.id);
      if (place !== undefined) moved.set(item.nodes[0]!, unturned(place, direction));
    }
    if (moved.size > 0) commands.place(moved);
    setPlaces(NO_PLACES);
  }, [commands, direction, places, topology]);
  return { places, follow, stop };
}

function rounded({ x, y }: { readonly x: number; readonly y: number }): Place {
  return [Math.round(x), Math.round(y)];
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
