import type { Design } from './design.ts';

/** Lines are kept up to this width by writing short lists and objects on one line. */
const WIDTH = 100;

/** The design as the text of a .json file: the same text for equal designs, fields in a fixed order, one node a line where it fits. */
export function designJson(design: Design): string {
  return `${pretty(ordered(design), '')}\n`;
}

const FIELDS = [
  'version',
  'name',
  'chip',
  'runtime',
  'order',
  'quantize',
  'budgets',
  'application',
  'graph',
  'positions',
  'customChips',
  'notes',
  'origin',
  'weights',
  'weightsSource',
];
const GRAPH_FIELDS = ['nodes', 'groups', 'outputs'];
const NODE_FIELDS = ['id', 'op', 'name', 'params', 'inputs'];

function ordered(design: Design): unknown {
  const { graph } = design;
  const nodes = graph.nodes.map((node) => inOrder({ ...node, params: sorted(node.params) }, NODE_FIELDS));
  const positions = inOrder(
    design.positions,
    graph.nodes.map((node) => node.id),
  );
  return inOrder({ ...design, graph: inOrder({ ...graph, nodes }, GRAPH_FIELDS), positions }, FIELDS);
}

function sorted(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return inOrder(record, Object.keys(record).toSorted());
}

/** The same fields, those named first in that order; the rest follow sorted by name. */
function inOrder(record: object, first: readonly string[]): Record<string, unknown> {
  const from = new Map(Object.entries(record));
  const named = first.filter((key) => from.has(key));
  const known = new Set(named);
  const others = [...from.keys()].filter((key) => !known.has(key)).toSorted();
  return Object.fromEntries([...named, ...others].map((key) => [key, from.get(key)]));
}

function pretty(value: unknown, indent: string): string {
  const line = inline(value);
  if (line.length + indent.length <= WIDTH || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`;
  const rows = entriesOf(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, inner)}`);
  return `{\n${rows.join(',\n')}\n${indent}}`;
}

/** On one line, with a space after each comma and colon. */
function inline(value: unknown): string {
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  const fields = entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
