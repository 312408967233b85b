import type { Design } from '../core/document/design.ts';
import type { GraphNode } from '../core/graph/graph.ts';
import { opOf } from '../core/ops/registry.ts';
import { isDefault } from '../core/formats/link/param-codec.ts';

/** The design as a link brings it back: without parameters that are stored with their default value, which say nothing. */
export function withoutDefaults(design: Design): Design {
  const nodes = design.graph.nodes.map((node) => ({ ...node, params: ownParams(node) }));
  return { ...design, graph: { ...design.graph, nodes } };
}

function ownParams(node: GraphNode): GraphNode['params'] {
  const fields = new Map(opOf(node)?.fields.map((field) => [field.name, field]));
  const kept = Object.entries(node.params).filter(([name, value]) => {
    const field = fields.get(name);
    return field === undefined || !isDefault(field, value);
  });
  return Object.fromEntries(kept);
}
