/** The tensors of a node that can be shown: what it gives, what it reads, what it keeps. */
import type { DeployedGraph, DeployedOp } from '../../../core/graph/deployed.ts';
import { originalNode } from '../../../core/graph/expand.ts';
import type { Graph, GraphNode, NodeId } from '../../../core/graph/graph.ts';
import { shapeText } from '../../../core/graph/tensor.ts';

export interface TensorChoice {
  /** Tensor of the deployed graph. */
  readonly index: number;
  readonly words: string;
}

export interface TensorChoices {
  readonly choices: readonly TensorChoice[];
  /** The node it was merged into on the chip, when the node itself is not one there. */
  readonly within: NodeId | undefined;
}

/** `selected` undefined: the network's outputs. Copies of a repeated node are numbered. */
export function tensorChoices(graph: Graph, deployed: DeployedGraph, selected: NodeId | undefined): TensorChoices {
  if (selected === undefined) return { choices: named(deployed, deployed.outputs, 'Output of the network'), within: undefined };
  const inputs = graph.nodes.filter(({ op }) => op === 'input');
  const at = inputs.findIndex(({ id }) => id === selected);
  const input = deployed.inputs[at];
  if (at >= 0 && input !== undefined) return { choices: named(deployed, [input], 'Input'), within: undefined };
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const within = deployedNode(byId, deployed, selected);
  const ops = deployed.ops.filter(({ node }) => node !== undefined && originalNode(node) === within);
  return {
    choices: ops.toReversed().flatMap((op) => choicesOf(deployed, op, ops.length > 1)),
    within: within === selected ? undefined : within,
  };
}

/** The node itself, or the one before it that it was merged into (an activation, a batch norm, a dropout). */
function deployedNode(byId: ReadonlyMap<NodeId, GraphNode>, deployed: DeployedGraph, selected: NodeId): NodeId {
  const present = new Set(deployed.ops.flatMap(({ node }) => (node === undefined ? [] : [originalNode(node)])));
  let id = selected;
  for (let steps = 0; !present.has(id) && steps < byId.size; steps++) {
    const before = byId.get(id)?.inputs[0]?.node;
    if (before === undefined) return selected;
    id = before;
  }
  return present.has(id) ? id : selected;
}

function choicesOf(deployed: DeployedGraph, op: DeployedOp, several: boolean): readonly TensorChoice[] {
  const suffix = several ? ` of ${op.code}` : '';
  const present = op.inputs.filter((index) => index >= 0);
  const [kept, read] = [true, false].map((isConstant) =>
    present.filter((index) => (deployed.tensors[index]!.role === 'constant') === isConstant),
  );
  return [
    ...named(deployed, op.outputs, `Output${suffix}`),
    ...named(deployed, read!, `Input${suffix}`),
    ...kept!.map((index) => choice(deployed, index, `${lastPart(deployed.tensors[index]!.name)}${suffix}`)),
  ];
}

function named(deployed: DeployedGraph, indices: readonly number[], words: string): readonly TensorChoice[] {
  return indices.map((index, i) => choice(deployed, index, indices.length > 1 ? `${words} ${i + 1}` : words));
}

function choice({ tensors }: DeployedGraph, index: number, words: string): TensorChoice {
  const { shape, type } = tensors[index]!;
  return { index, words: `${words}, ${shapeText(shape)} ${type}` };
}

function lastPart(name: string): string {
  const part = name.slice(name.lastIndexOf('/') + 1);
  return part === '' ? 'Constant' : part.slice(0, 40);
}
