/** The keyboard on the canvas: one tab stop; arrows follow edges, Shift extends, Space toggles, Enter edits. */
import { useCallback, type KeyboardEvent } from 'react';
import type { NodeId } from '../../core/graph/graph.ts';
import { useSelection } from '../../state/hooks.ts';
import { focusInspector } from '../app/focus.ts';
import { useWorkspace } from '../app/workspace.ts';
import { isArrowKey, neighbour } from './neighbour.ts';
import type { CanvasItem } from './topology.ts';
import type { CanvasModel } from './use-canvas-model.ts';

export function useCanvasKeys(model: CanvasModel) {
  const { stores, commands, canvas, readOnly } = useWorkspace();
  const node = useSelection((state) => state.focused);
  const focused = itemOf(model.topology.items, node)?.id;
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
      const { selection } = stores;
      const { items } = model.topology;
      const item = itemOf(items, selection.getState().focused);
      const goTo = (next: CanvasItem | undefined, extend: boolean): void => {
        if (next === undefined) return;
        const { nodes, select } = selection.getState();
        select(extend ? [...nodes.filter((id) => !next.nodes.includes(id)), ...next.nodes] : next.nodes);
        canvas.current()?.reveal([next.id]);
      };
      const find = (id: string | undefined): CanvasItem | undefined => items.find((each) => each.id === id);
      if (isArrowKey(event.key)) {
        const next = item === undefined ? items[0] : find(neighbour(model.topology, model.places, model.direction, item.id, event.key));
        goTo(next, event.shiftKey);
      } else if (event.key === 'Home') goTo(items[0], event.shiftKey);
      else if (event.key === 'End') goTo(items.at(-1), event.shiftKey);
      else if (event.key === ' ' && item !== undefined) for (const id of item.nodes) selection.getState().toggle(id);
      else if (event.key === 'Enter' && item?.group !== undefined && !readOnly) commands.setCollapsed(item.group.id, false);
      else if (event.key === 'Enter' && item !== undefined) {
        selection.getState().select(item.nodes);
        focusInspector();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    [canvas, commands, model, readOnly, stores],
  );
  return { focused, onKeyDown };
}

function itemOf(items: readonly CanvasItem[], node: NodeId | undefined): CanvasItem | undefined {
  return node === undefined ? undefined : items.find((item) => item.nodes.includes(node));
}
