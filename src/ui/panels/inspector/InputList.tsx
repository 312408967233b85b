/** Where each input of a node comes from, as lists to choose from: edges without a pointer. */
import { useId } from 'react';
import type { GraphNode, NodeId, PortRef } from '../../../core/graph/graph.ts';
import { displayName, opOf } from '../../../core/ops/registry.ts';
import { useDesign, useEstimate } from '../../../state/hooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { inputPorts, parsePortId, portId } from '../../editor/ports.ts';

export function InputList({ node }: { readonly node: GraphNode }) {
  const count = inputPorts(node);
  if (opOf(node)?.arity.max === 0 || count === 0) return undefined;
  return (
    <section className="panel-section" aria-label="Inputs">
      <h2 className="section-title">{count === 1 ? 'Input' : 'Inputs'}</h2>
      {Array.from({ length: count }, (_, input) => (
        <InputRow key={input} node={node} input={input} count={count} />
      ))}
    </section>
  );
}

function InputRow({ node, input, count }: { readonly node: GraphNode; readonly input: number; readonly count: number }) {
  const { commands, readOnly } = useWorkspace();
  const id = useId();
  const from = node.inputs[input];
  const sources = useSources(node.id);
  const choose = (value: string): void => {
    const port = parsePortId(value);
    if (port === undefined) commands.disconnect({ node: node.id, input });
    else commands.connect({ node: port.node, port: port.index }, node.id, input);
  };
  return (
    <div className="field-row">
      <label htmlFor={id}>{count === 1 ? 'Reads' : `Input ${input + 1}`}</label>
      <select
        id={id}
        className="field"
        disabled={readOnly}
        value={from === undefined ? '' : portId(from.node, from.port)}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">not connected</option>
        {sources.map((source) => (
          <option key={source.value} value={source.value}>
            {source.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface Source {
  readonly value: string;
  readonly label: string;
}

/** Every port of the other nodes. */
function useSources(self: NodeId): readonly Source[] {
  const nodes = useDesign((state) => state.design.graph.nodes);
  const facts = useEstimate((state) => state.facts);
  return nodes.flatMap((node) => {
    if (node.id === self) return [];
    const ports = Math.max(1, facts.get(node.id)?.outputs.length ?? 1);
    return Array.from({ length: ports }, (_, port) => sourceOf(node, { node: node.id, port }, ports));
  });
}

function sourceOf(node: GraphNode, { node: id, port }: PortRef, ports: number): Source {
  return { value: portId(id, port), label: ports === 1 ? displayName(node) : `${displayName(node)}, output ${port + 1}` };
}
