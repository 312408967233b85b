/** Two networks side by side: which nodes are the same, changed, only here, or only there. */
import type { GraphNode } from '../graph/graph.ts';
import { OPS, type OpKind } from '../ops/registry.ts';
import { paramOf, type ParamField } from '../ops/op.ts';

/** One changed parameter, both values as they are shown. */
export interface ParamChange {
  readonly label: string;
  readonly left: string;
  readonly right: string;
}

export interface NodePair {
  readonly kind: 'same' | 'changed' | 'left-only' | 'right-only';
  readonly left: GraphNode | undefined;
  readonly right: GraphNode | undefined;
  readonly changes: readonly ParamChange[];
}

/** Costs of the alignment: a changed node is cheaper than one removed and one added. */
const GAP = 2;
const CHANGED = 1;
const UNALIKE = Infinity;

/** Aligns two running orders by least edit distance; only nodes of one kind are paired. */
export function compareNodes(left: readonly GraphNode[], right: readonly GraphNode[]): readonly NodePair[] {
  const width = right.length + 1;
  const cost = distances(left, right);
  const pairs: NodePair[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const here = cost[i * width + j]!;
    const paired = i < left.length && j < right.length ? pairCost(left[i]!, right[j]!) : UNALIKE;
    if (paired !== UNALIKE && here === paired + cost[(i + 1) * width + j + 1]!) pairs.push(pairOf(left[i++]!, right[j++]!));
    else if (i < left.length && here === GAP + cost[(i + 1) * width + j]!) pairs.push(only('left-only', left[i++]!));
    else pairs.push(only('right-only', right[j++]!));
  }
  return pairs;
}

/** Least cost of aligning what follows position i on the left and j on the right, by i * (right.length + 1) + j. */
function distances(left: readonly GraphNode[], right: readonly GraphNode[]): Float64Array {
  const width = right.length + 1;
  const cost = new Float64Array((left.length + 1) * width);
  for (let i = left.length; i >= 0; i--) {
    for (let j = right.length; j >= 0; j--) {
      if (i === left.length || j === right.length) {
        cost[i * width + j] = GAP * (left.length - i + right.length - j);
        continue;
      }
      const paired = pairCost(left[i]!, right[j]!) + cost[(i + 1) * width + j + 1]!;
      const gap = GAP + Math.min(cost[(i + 1) * width + j]!, cost[i * width + j + 1]!);
      cost[i * width + j] = Math.min(paired, gap);
    }
  }
  return cost;
}

function pairCost(left: GraphNode, right: GraphNode): number {
  if (left.op !== right.op) return UNALIKE;
  return left.params === right.params || changesOf(left, right).length === 0 ? 0 : CHANGED;
}

function pairOf(left: GraphNode, right: GraphNode): NodePair {
  const changes = changesOf(left, right);
  return { kind: changes.length === 0 ? 'same' : 'changed', left, right, changes };
}

function only(kind: 'left-only' | 'right-only', node: GraphNode): NodePair {
  return { kind, left: kind === 'left-only' ? node : undefined, right: kind === 'right-only' ? node : undefined, changes: [] };
}

/** Parameters that differ, defaults filled in. */
function changesOf(left: GraphNode, right: GraphNode): readonly ParamChange[] {
  return fieldsOf(left).flatMap((field) => {
    const before = valueText(field, left);
    const after = valueText(field, right);
    return before === after ? [] : [{ label: field.label, left: before, right: after }];
  });
}

function fieldsOf(node: GraphNode): readonly ParamField[] {
  return OPS[node.op as OpKind]?.fields ?? [];
}

function valueText(field: ParamField, node: GraphNode): string {
  const value = paramOf([field], node.params, field.name);
  if (Array.isArray(value)) return value.join(' ');
  if (field.kind === 'choice') return field.choices.find((choice) => choice.value === value)?.label ?? String(value);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
