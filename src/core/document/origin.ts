import type { GraphNode } from '../graph/graph.ts';
import type { Design } from './design.ts';

/**
 * The design after an edit, without its `origin` when the edit changed what would be exported: the file's own tensor order and size
 * then no longer hold. Names, positions, chip, runtime, budgets and notes do not count.
 */
export function settleOrigin(before: Design, after: Design): Design {
  if (after.origin === undefined || after.origin !== before.origin || sameExport(before, after)) return after;
  const { origin: _, ...rest } = after;
  return rest;
}

function sameExport(a: Design, b: Design): boolean {
  return a.quantize.scheme === b.quantize.scheme && a.quantize.io === b.quantize.io && sameGraph(a.graph, b.graph);
}

function sameGraph(a: Design['graph'], b: Design['graph']): boolean {
  if (a === b) return true;
  if (a.outputs !== b.outputs || a.nodes.length !== b.nodes.length) return false;
  return sameRepeats(a.groups, b.groups) && a.nodes.every((node, i) => sameNode(node, b.nodes[i]!));
}

function sameNode(a: GraphNode, b: GraphNode): boolean {
  return a === b || (a.id === b.id && a.op === b.op && a.params === b.params && a.inputs === b.inputs);
}

/** Only groups that run more than once matter to the export. */
function sameRepeats(a: Design['graph']['groups'], b: Design['graph']['groups']): boolean {
  if (a === b) return true;
  const key = (groups: Design['graph']['groups']): string =>
    JSON.stringify(groups.filter((group) => group.repeat !== 1).map((group) => [group.id, group.repeat, group.nodes]));
  return key(a) === key(b);
}
