/** Edges drawn by hand: from port to port, from a port onto a card, off a port into the open to add a node, off an input to cut. */
import type { Connection, FinalConnectionState } from '@xyflow/react';
import { useMemo } from 'react';
import type { GraphNode } from '../../core/graph/graph.ts';
import { nodeIndex } from '../../state/node-index.ts';
import type { ScreenPoint } from '../app/ui-store.ts';
import { useWorkspace, type Workspace } from '../app/workspace.ts';
import { inputPorts, parsePortId, type PortName } from './ports.ts';
import type { TensorEdgeType } from './TensorEdge.tsx';

export function useConnecting() {
  const workspace = useWorkspace();
  return useMemo(() => handlers(workspace), [workspace]);
}

function handlers(workspace: Workspace) {
  const { commands } = workspace;
  let reconnecting = false;
  let reconnected = false;
  return {
    onConnect: ({ sourceHandle, targetHandle }: Connection) => {
      const [from, to] = [parsePortId(sourceHandle), parsePortId(targetHandle)];
      if (from !== undefined && to !== undefined) commands.connect({ node: from.node, port: from.index }, to.node, to.index);
    },
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const port = parsePortId(state.fromHandle?.id);
      if (reconnecting || state.isValid === true || state.toHandle !== null || port === undefined) return;
      dropInTheOpen(workspace, port, state.fromHandle?.type === 'source', pointOf(event));
    },
    onReconnectStart: () => {
      reconnecting = true;
      reconnected = false;
    },
    onReconnect: (edge: TensorEdgeType, { sourceHandle, targetHandle }: Connection) => {
      const [from, to] = [parsePortId(sourceHandle), parsePortId(targetHandle)];
      if (edge.data === undefined || from === undefined || to === undefined) return;
      reconnected = true;
      commands.reconnect(edge.data.to, { node: from.node, port: from.index }, { node: to.node, input: to.index });
    },
    onReconnectEnd: (_: unknown, edge: TensorEdgeType) => {
      reconnecting = false;
      if (!reconnected && edge.data !== undefined) commands.disconnect(edge.data.to);
    },
    isValidConnection: (connection: Connection | TensorEdgeType) => connection.source !== connection.target,
  };
}

function dropInTheOpen({ commands, ui, stores }: Workspace, port: PortName, fromOutput: boolean, at: ScreenPoint): void {
  const card = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('.react-flow__node');
  const target = nodeIndex(stores.design.getState().design.graph.nodes).get(card?.dataset['id'] ?? '');
  if (target !== undefined && target.id !== port.node && fromOutput) {
    commands.connect({ node: port.node, port: port.index }, target.id, freeInput(target));
  } else if (card === null || card === undefined) {
    const kind = fromOutput
      ? ({ kind: 'after', node: port.node, port: port.index } as const)
      : ({ kind: 'before', node: port.node, input: port.index } as const);
    ui.getState().set({ insertion: { target: kind, at } });
  }
}

/** The first input that nothing feeds, else the first. */
function freeInput(node: GraphNode): number {
  for (let input = 0; input < inputPorts(node); input++) if (node.inputs[input] === undefined) return input;
  return 0;
}

function pointOf(event: MouseEvent | TouchEvent): ScreenPoint {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
