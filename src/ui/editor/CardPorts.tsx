/** Where edges start and end on a card. Drag off one to connect, or into the open to add a node there. */
import { Handle, Position, useUpdateNodeInternals, useNodeId } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { NodeId } from '../../core/graph/graph.ts';
import { useView } from '../../state/hooks.ts';
import { portId, portOffset } from './ports.ts';

export interface Port {
  readonly node: NodeId;
  readonly index: number;
  readonly free: boolean;
}

interface CardPortsProps {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

export function CardPorts({ inputs, outputs }: CardPortsProps) {
  const down = useView((state) => state.direction === 'down');
  useHandleRefresh(`${down}|${ids(inputs)}|${ids(outputs)}`);
  return (
    <>
      {inputs.map((port, at) => (
        <Handle
          key={portId(port.node, port.index)}
          id={portId(port.node, port.index)}
          type="target"
          className={port.free ? 'port free' : 'port'}
          position={down ? Position.Top : Position.Left}
          style={{ [down ? 'left' : 'top']: portOffset(at, inputs.length) }}
        />
      ))}
      {outputs.map((port, at) => (
        <Handle
          key={portId(port.node, port.index)}
          id={portId(port.node, port.index)}
          type="source"
          className="port"
          position={down ? Position.Bottom : Position.Right}
          style={{ [down ? 'left' : 'top']: portOffset(at, outputs.length) }}
        />
      ))}
    </>
  );
}

function ids(ports: readonly Port[]): string {
  return ports.map((port) => portId(port.node, port.index)).join(' ');
}

/** The canvas library measures handles when a card appears; it is told when they move. */
function useHandleRefresh(signature: string): void {
  const id = useNodeId();
  const refresh = useUpdateNodeInternals();
  const measured = useRef(signature);
  useEffect(() => {
    if (id === null || measured.current === signature) return;
    measured.current = signature;
    refresh(id);
  }, [id, refresh, signature]);
}
