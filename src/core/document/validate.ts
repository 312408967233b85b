/**
 * What a schema cannot say: names that must exist, be known or be unique, and values of a node's parameters. Mistakes of the network itself
 * (shapes, loops, a parameter outside its range or choices) are not looked for: they are shown on their nodes while the rest keeps working.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { Graph, GraphNode, NodeGroup, NodeId, ParamValue, PortRef } from '../graph/graph.ts';
import { chipById } from '../mcu/catalogue.ts';
import type { ParamField } from '../ops/op.ts';
import { opOf } from '../ops/registry.ts';
import { MAX_EDGES } from './caps.ts';
import type { Design } from './design.ts';
import { shown } from './shown.ts';

/** The design, positions of nodes that are not there dropped; or the first mistake: "graph.nodes[3].inputs[0]: there is no node 'x'". */
export function validateDesign(design: Design): Result<Design> {
  const ids = new Set(design.graph.nodes.map((node) => node.id));
  const message = graphMistake(design.graph, ids) ?? chipMistake(design) ?? originMistake(design);
  if (message !== undefined) return fail(message);
  const placed = Object.entries(design.positions);
  const kept = placed.filter(([id]) => ids.has(id));
  return ok(kept.length === placed.length ? design : { ...design, positions: Object.fromEntries(kept) });
}

function graphMistake(graph: Graph, ids: ReadonlySet<NodeId>): string | undefined {
  return (
    edgesMistake(graph.nodes) ??
    repeated(graph.nodes, 'graph.nodes') ??
    firstMistake(graph.nodes, (node, i) => nodeMistake(node, `graph.nodes[${i}]`, ids)) ??
    repeated(graph.groups, 'graph.groups') ??
    membersMistake(graph.groups, ids) ??
    firstMistake(graph.outputs, (port, i) => portMistake(port, `graph.outputs[${i}]`, ids))
  );
}

function edgesMistake(nodes: readonly GraphNode[]): string | undefined {
  const edges = nodes.reduce((sum, { inputs }) => sum + inputs.length, 0);
  return edges > MAX_EDGES ? `graph.nodes: expected at most ${MAX_EDGES} inputs together, got ${edges}` : undefined;
}

function nodeMistake(node: GraphNode, path: string, ids: ReadonlySet<NodeId>): string | undefined {
  const op = opOf(node);
  if (op === undefined) return `${path}.op: there is no operation ${shown(node.op)}`;
  const params = firstMistake(Object.entries(node.params), ([name, value]) => {
    const field = op.fields.find((each) => each.name === name);
    if (field === undefined) return `${path}.params: ${op.label} has no parameter ${shown(name)}`;
    const wanted = wantedInstead(field, value);
    return wanted === undefined ? undefined : `${path}.params.${name}: expected ${wanted}, got ${shown(value)}`;
  });
  return params ?? firstMistake(node.inputs, (port, i) => portMistake(port, `${path}.inputs[${i}]`, ids));
}

/** What the field takes, when the value is of another type. */
function wantedInstead(field: ParamField, value: ParamValue): string | undefined {
  switch (field.kind) {
    case 'int':
      return Number.isInteger(value) ? undefined : 'an integer';
    case 'float':
      return typeof value === 'number' ? undefined : 'a number';
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'ints':
      return typeof value === 'object' ? undefined : 'a list of integers';
    case 'text':
    case 'choice':
      return typeof value === 'string' ? undefined : 'a text';
  }
}

function portMistake(port: PortRef | undefined, path: string, ids: ReadonlySet<NodeId>): string | undefined {
  return port === undefined || ids.has(port.node) ? undefined : `${path}: there is no node ${shown(port.node)}`;
}

/** A node belongs to one group at most. */
function membersMistake(groups: readonly NodeGroup[], ids: ReadonlySet<NodeId>): string | undefined {
  const taken = new Set<NodeId>();
  return firstMistake(groups, (group, i) =>
    firstMistake(group.nodes, (id, k) => {
      const path = `graph.groups[${i}].nodes[${k}]`;
      if (!ids.has(id)) return `${path}: there is no node ${shown(id)}`;
      if (taken.has(id)) return `${path}: the node ${shown(id)} is in a group already`;
      taken.add(id);
      return undefined;
    }),
  );
}

function chipMistake({ chip, customChips }: Design): string | undefined {
  const known = chipById(chip) !== undefined || customChips.some((custom) => custom.id === chip);
  return known ? repeated(customChips, 'customChips') : `chip: there is no chip ${shown(chip)}`;
}

function originMistake({ origin }: Design): string | undefined {
  const seen = new Set<number>();
  return firstMistake(origin?.tensorOrder ?? [], (index, i) => {
    if (seen.has(index)) return `origin.tensorOrder[${i}]: ${index} is used twice`;
    if (index >= 0) seen.add(index);
    return undefined;
  });
}

function repeated(items: readonly { readonly id: string }[], path: string): string | undefined {
  const seen = new Set<string>();
  return firstMistake(items, ({ id }, i) => {
    if (seen.has(id)) return `${path}[${i}].id: ${shown(id)} is used twice`;
    seen.add(id);
    return undefined;
  });
}

function firstMistake<T>(items: readonly T[], mistake: (item: T, index: number) => string | undefined): string | undefined {
  for (let i = 0; i < items.length; i++) {
    const message = mistake(items[i]!, i);
    if (message !== undefined) return message;
  }
  return undefined;
}
