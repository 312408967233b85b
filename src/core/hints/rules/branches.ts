import { connect, disconnect } from '../../graph/edge-edits.ts';
import { removeNodes, replaceKind } from '../../graph/edits.ts';
import type { Graph, GraphNode, NodeId } from '../../graph/graph.ts';
import { sameShape } from '../../graph/tensor.ts';
import { choiceOf, costliest, type HintContext, quoted, shapeOf } from '../context.ts';
import { onGraph, removeAndHeal } from '../graph-edit.ts';
import type { Candidate } from '../hint.ts';

const MERGES: ReadonlySet<string> = new Set(['add', 'concat']);
/** Branches offered at most. */
const MOST = 4;

interface Branch {
  readonly merge: GraphNode;
  /** Beside it, only a skip connection leads into the merge: the branch is a residual block. */
  readonly residual: boolean;
  readonly input: number;
  /** Nodes that only this branch needs; none for a plain skip connection. */
  readonly members: ReadonlySet<NodeId>;
  readonly weight: number;
}

/** One branch less into an addition or concatenation: those that cost most first. */
export function dropBranch(context: HintContext): Candidate[] {
  const branches = context.design.graph.nodes
    .filter((node) => MERGES.has(node.op) && node.inputs.length > 1)
    .flatMap((merge) => branchesOf(context, merge));
  return branches
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST)
    .map((branch) => candidate(context, branch));
}

function branchesOf(context: HintContext, merge: GraphNode): Branch[] {
  const sets = merge.inputs.map((_, input) => exclusiveNodes(context, merge, input));
  return sets.map((members, input) => {
    const bytes = [...members, merge.inputs[input]?.node ?? ''].reduce((sum, id) => sum + (context.peakBytes.get(id) ?? 0), 0);
    const macs = [...members].reduce((sum, id) => sum + (context.facts.get(id)?.macs ?? 0), 0);
    const weight = bytes / (context.estimate.sram.activations + 1) + macs / (context.estimate.macs + 1);
    const residual = members.size > 0 && sets.length === 2 && sets[1 - input]!.size === 0;
    return { merge, residual, input, members, weight };
  });
}

/** Nodes that only feed this input of the merge. */
function exclusiveNodes(context: HintContext, merge: GraphNode, input: number): ReadonlySet<NodeId> {
  const members = new Set<NodeId>();
  const isElsewhere = (id: NodeId): boolean => merge.inputs.some((ref, other) => other !== input && ref?.node === id);
  const take = (id: NodeId | undefined): void => {
    const node = id === undefined ? undefined : context.nodes.get(id);
    if (node === undefined || node.op === 'input' || members.has(node.id) || context.outputs.has(node.id) || isElsewhere(node.id)) return;
    if (!context.readers.get(node.id)!.every((reader) => reader.id === merge.id || members.has(reader.id))) return;
    members.add(node.id);
    for (const ref of node.inputs) take(ref?.node);
  };
  take(merge.inputs[input]?.node);
  return members;
}

function candidate(context: HintContext, branch: Branch): Candidate {
  const { merge, input, members } = branch;
  return {
    id: `drop-branch:${merge.id}:${input}`,
    ...wordsFor(context, branch),
    nodes: [...members, merge.id],
    keeps: 'retrain',
    apply: onGraph((graph) => withoutInput(removeNodes(graph, members), merge, input)),
  };
}

function wordsFor(context: HintContext, { merge, residual, input, members }: Branch): Pick<Candidate, 'title' | 'why'> {
  const source = context.nodes.get(merge.inputs[input]?.node ?? '');
  const from = source === undefined ? '' : ` from ${quoted(source)}`;
  const layers = members.size === 1 ? 'one layer' : `${members.size} layers`;
  if (members.size === 0) {
    return {
      title: `Drop the skip connection${from} into ${quoted(merge)}`,
      why: 'The value need not wait while the layers beside it run; deep networks train less well without it.',
    };
  }
  if (residual) {
    return {
      title: `Remove the residual block of ${layers} that ends in ${quoted(merge)}`,
      why: 'The skip connection passes the value on; one block less often costs little accuracy.',
    };
  }
  return {
    title: `Drop the branch of ${layers}${from} into ${quoted(merge)}`,
    why: 'Its layers are gone, and its result no longer waits beside the others.',
  };
}

/** The merge with an input less; alone, its last input takes its place, or an activation it carried does. */
function withoutInput(graph: Graph, merge: GraphNode, input: number): Graph {
  if (merge.inputs.length > 2) return disconnect(graph, merge.id, input, 1);
  const rest = graph.nodes.find((node) => node.id === merge.id)?.inputs[1 - input];
  if (rest === undefined) return graph;
  const single = disconnect(connect(graph, rest, merge.id, 0), merge.id, 1, 1);
  const activation = choiceOf(merge, 'activation');
  if (activation === 'none') return removeAndHeal(single, merge.id);
  return replaceKind(single, merge.id, undefined, { kind: activation, arity: { min: 1, max: 1 }, fields: [] });
}

/** A layer less where it keeps the shape of its input. */
export function dropLayer(context: HintContext): Candidate[] {
  return costliest(context, (node) => keepsShape(context, node)).map((node) => ({
    id: `drop-layer:${node.id}`,
    title: `Remove ${quoted(node)}`,
    why: 'Its output has the shape of its input, so the layers around it fit together; a shallower network fits less closely.',
    nodes: [node.id],
    keeps: 'retrain',
    apply: onGraph((graph) => removeAndHeal(graph, node.id)),
  }));
}

function keepsShape(context: HintContext, node: GraphNode): boolean {
  const input = shapeOf(context, node.inputs[0]);
  const output = shapeOf(context, { node: node.id, port: 0 });
  if (input === undefined || output === undefined || node.inputs.length !== 1 || context.outputs.has(node.id)) return false;
  return context.facts.get(node.id)!.weightBytes > 0 && sameShape(input, output) && node.op !== 'batch_norm';
}
