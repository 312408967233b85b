/** An operation dragged from the palette: onto an edge it goes between, onto a card behind it, into the open it stays where it fell. */
import { useMemo, type DragEvent } from 'react';
import { isOpKind, type OpKind } from '../../core/ops/registry.ts';
import { nodeIndex } from '../../state/node-index.ts';
import type { InsertionTarget } from '../app/ui-store.ts';
import { useWorkspace, type Workspace } from '../app/workspace.ts';
import { parsePortId } from './ports.ts';
import { unturned } from './places.ts';

/** Type of the dragged data; its value is the op's kind. */
export const OP_DRAG_TYPE = 'application/x-tinyscape-op';

export function useOpDrop() {
  const workspace = useWorkspace();
  return useMemo(() => handlers(workspace), [workspace]);
}

function handlers(workspace: Workspace) {
  let marked: Element | undefined;
  const mark = (element: Element | undefined): void => {
    if (marked === element) return;
    marked?.classList.remove('drop-target');
    element?.classList.add('drop-target');
    marked = element;
  };
  return {
    onDragOver: (event: DragEvent) => {
      if (workspace.readOnly || !event.dataTransfer.types.includes(OP_DRAG_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      mark(edgeAt(event));
    },
    onDragLeave: () => mark(undefined),
    onDrop: (event: DragEvent) => {
      const kind = event.dataTransfer.getData(OP_DRAG_TYPE);
      mark(undefined);
      if (!isOpKind(kind)) return;
      event.preventDefault();
      drop(workspace, kind, event);
    },
  };
}

function drop(workspace: Workspace, kind: OpKind, event: DragEvent): void {
  workspace.commands.insert(kind, targetAt(workspace, event));
  workspace.canvas.current()?.focus();
}

function targetAt({ stores, canvas }: Workspace, event: DragEvent): InsertionTarget {
  const edge = parsePortId(edgeAt(event)?.getAttribute('data-id'));
  if (edge !== undefined) return { kind: 'edge', edge: { node: edge.node, input: edge.index } };
  const card = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
  if (card !== undefined && nodeIndex(stores.design.getState().design.graph.nodes).has(card)) return { kind: 'after', node: card, port: 0 };
  const place = canvas.current()?.toCanvas({ x: event.clientX - 90, y: event.clientY - 32 });
  return { kind: 'free', place: place === undefined ? undefined : unturned(place, stores.view.getState().direction) };
}

function edgeAt(event: DragEvent): Element | undefined {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge') ?? undefined;
}
