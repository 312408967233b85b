/** A graph prints itself, one line a node: `2 conv2d(1) filters=8 "stem" -> 1x16x16x8 int8`. */
import type { DeployedGraph } from './deployed.ts';
import type { Graph, GraphNode, NodeId, ParamValue, PortRef } from './graph.ts';
import { shapeText, type TensorType } from './tensor.ts';

/** `types` are the output types by node id, as `inferShapes` gives them; nodes without one end in `-> ?`. */
export function graphText(graph: Graph, types?: ReadonlyMap<NodeId, readonly TensorType[]>): string {
  const lines = graph.nodes.map((node) => nodeText(node) + (types === undefined ? '' : typesText(types.get(node.id))));
  for (const group of graph.groups) lines.push(`group ${group.id} "${group.name}" x${group.repeat}: ${group.nodes.join(' ')}`);
  if (graph.outputs.length > 0) lines.push(`outputs ${graph.outputs.map(refText).join(' ')}`);
  return lines.join('\n');
}

function nodeText(node: GraphNode): string {
  const inputs = node.inputs.map(refText).join(' ');
  const params = Object.entries(node.params).map(([name, value]) => ` ${name}=${valueText(value)}`);
  return `${node.id} ${node.op}(${inputs})${params.join('')}${node.name === '' ? '' : ` "${node.name}"`}`;
}

function refText(ref: PortRef | undefined): string {
  if (ref === undefined) return '?';
  return ref.port === 0 ? ref.node : `${ref.node}:${ref.port}`;
}

function valueText(value: ParamValue): string {
  return typeof value === 'object' ? `[${value.join(' ')}]` : String(value);
}

function typesText(types: readonly TensorType[] | undefined): string {
  return ` -> ${types === undefined ? '?' : types.map(({ shape, type }) => `${shapeText(shape)} ${type}`).join(', ')}`;
}

/** A deployed graph prints itself: tensors, then operators, one line each; `CONV_2D(0 1 2) -> 7 {"padding":"SAME",...}`. */
export function deployedText({ tensors, ops, inputs, outputs }: DeployedGraph): string {
  const tensorLines = tensors.map(
    ({ role, shape, type, scaleCount, name }, i) => `${i} ${role} ${shapeText(shape)} ${type} s${scaleCount} "${name}"`,
  );
  const opLines = ops.map((op) => `${op.code}(${op.inputs.join(' ')}) -> ${op.outputs.join(' ')} ${JSON.stringify(op.options)}`);
  return [...tensorLines, `inputs ${inputs.join(' ')}`, ...opLines, `outputs ${outputs.join(' ')}`].join('\n');
}
