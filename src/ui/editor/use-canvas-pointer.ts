/** Clicks on the canvas: selection of edges, context menus, double clicks. Cards select themselves through the library. */
import { useMemo, type MouseEvent as ReactMouseEvent } from 'react';
import { useWorkspace, type Workspace } from '../app/workspace.ts';
import type { FlowNode } from './flow-items.ts';
import type { TensorEdgeType } from './TensorEdge.tsx';

type AnyMouseEvent = MouseEvent | ReactMouseEvent;

export function useCanvasPointer() {
  const workspace = useWorkspace();
  return useMemo(() => handlers(workspace), [workspace]);
}

function handlers({ stores, ui, commands, canvas, readOnly }: Workspace) {
  const { selection } = stores;
  const takeFocus = (): void => canvas.current()?.focus();
  const openMenu = (event: AnyMouseEvent, on: 'node' | 'edge' | 'canvas'): void => {
    event.preventDefault();
    takeFocus();
    ui.getState().set({ menu: { on, at: { x: event.clientX, y: event.clientY } } });
  };
  return {
    onNodeClick: takeFocus,
    onNodeDragStart: takeFocus,
    onNodeMouseEnter: (_: unknown, node: FlowNode) => selection.getState().hover(node.type === 'card' ? node.id : undefined),
    onNodeMouseLeave: () => selection.getState().hover(undefined),
    onNodeDoubleClick: (event: ReactMouseEvent, node: FlowNode) => {
      if (readOnly || (event.target as Element).closest('button, input') !== null) return;
      if (node.type === 'group') commands.setCollapsed(node.data.group.id, false);
      else ui.getState().set({ renamingNode: { node: node.id, where: 'canvas' } });
    },
    onNodeContextMenu: (event: ReactMouseEvent, node: FlowNode) => {
      const nodes = node.type === 'group' ? node.data.group.nodes : [node.id];
      if (!nodes.every((id) => selection.getState().nodes.includes(id))) selection.getState().select(nodes);
      openMenu(event, 'node');
    },
    onSelectionContextMenu: (event: ReactMouseEvent) => openMenu(event, 'node'),
    onEdgeClick: (_: unknown, edge: TensorEdgeType) => {
      selection.getState().selectEdge(edge.data?.to);
      takeFocus();
    },
    onEdgeContextMenu: (event: ReactMouseEvent, edge: TensorEdgeType) => {
      selection.getState().selectEdge(edge.data?.to);
      openMenu(event, 'edge');
    },
    onPaneClick: (event: ReactMouseEvent) => {
      takeFocus();
      if (event.detail !== 2) selection.getState().clear();
      else if (!readOnly) {
        const at = { x: event.clientX, y: event.clientY };
        ui.getState().set({ insertion: { target: { kind: 'free', place: canvas.current()?.toCanvas(at) }, at } });
      }
    },
    onPaneContextMenu: (event: AnyMouseEvent) => {
      selection.getState().clear();
      openMenu(event, 'canvas');
    },
  };
}
