import { replaceKind, updateNode } from '../../graph/edits.ts';
import type { Graph, GraphNode, Params } from '../../graph/graph.ts';
import { choiceOf, costliest, type HintContext, numberOf, quoted, shapeOf, withParams } from '../context.ts';
import { insertBefore, onGraph } from '../graph-edit.ts';
import type { Candidate } from '../hint.ts';

/** A depthwise and a 1x1 convolution instead of a full one. */
export function separable(context: HintContext): Candidate[] {
  return costliest(context, (node) => isFull(context, node)).map((node) => {
    const kernel = `${numberOf(node, 'kernelH')}x${numberOf(node, 'kernelW')}`;
    return {
      id: `separable:${node.id}`,
      title: `Replace ${quoted(node)}, ${kernel}, by a depthwise-separable convolution`,
      why: 'Each channel is filtered by itself and a 1x1 convolution mixes them: a fraction of the weights and of the work.',
      nodes: [node.id],
      keeps: 'retrain',
      apply: onGraph((graph) => separated(graph, node)),
    };
  });
}

function isFull(context: HintContext, node: GraphNode): boolean {
  if (node.op !== 'conv2d' || numberOf(node, 'groups') > 1) return false;
  const channels = shapeOf(context, node.inputs[0])?.[3] ?? 0;
  return channels > 1 && numberOf(node, 'kernelH') * numberOf(node, 'kernelW') > 1;
}

const WINDOW = ['kernelH', 'kernelW', 'strideH', 'strideW', 'dilationH', 'dilationW', 'padding', 'activation'] as const;

function separated(graph: Graph, node: GraphNode): Graph {
  const window: Params = Object.fromEntries(
    WINDOW.flatMap((name) => (node.params[name] === undefined ? [] : [[name, node.params[name]] as const])),
  );
  const withDepthwise = insertBefore(graph, node.id, (id) => ({ id, op: 'depthwise_conv2d', name: '', params: window, inputs: [] }));
  const point = { kernelH: 1, kernelW: 1, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 };
  return updateNode(withDepthwise, node.id, (each) => withParams(each, point));
}

const KERNELS = ['kernelH', 'kernelW', 'kernel'] as const;

/** 3x3 instead of a larger kernel. */
export function smallerKernel(context: HintContext): Candidate[] {
  const kernelOf = (node: GraphNode): number[] => KERNELS.map((name) => numberOf(node, name)).filter((size) => size > 0);
  const large = (node: GraphNode): boolean => node.op.includes('conv') && kernelOf(node).some((size) => size > 3);
  return costliest(context, large).map((node) => ({
    id: `smaller-kernel:${node.id}`,
    title: `Shrink the kernel of ${quoted(node)} from ${kernelOf(node).join('x')} to ${kernelOf(node).map(shrunk).join('x')}`,
    why: 'Work and weights go with the area of the kernel; a later layer sees the rest of the surroundings.',
    nodes: [node.id],
    keeps: 'retrain',
    apply: onGraph((graph) => updateNode(graph, node.id, withSmallKernel)),
  }));
}

function shrunk(size: number): number {
  return Math.min(size, 3);
}

function withSmallKernel(node: GraphNode): GraphNode {
  const sizes = KERNELS.map((name) => [name, numberOf(node, name)] as const).filter(([, size]) => size > 0);
  return withParams(node, Object.fromEntries(sizes.map(([name, size]) => [name, shrunk(size)])));
}

/** Activations that run as an operator of their own. */
const UNFUSED: ReadonlySet<string> = new Set(['tanh', 'sigmoid', 'hard_swish', 'leaky_relu']);
const RELU = { kind: 'relu', arity: { min: 1, max: 1 }, fields: [] } as const;

/** ReLU, which is fused into the layer, instead of activations that are not. */
export function fusedActivations(context: HintContext): Candidate[] {
  const found = context.design.graph.nodes.filter((node) => isUnfused(context, node));
  if (found.length === 0) return [];
  const names = [...new Set(found.map((node) => (UNFUSED.has(node.op) ? node.op : choiceOf(node, 'activation')).replaceAll('_', '-')))];
  return [
    {
      id: 'fused-activations',
      title: `Use ReLU instead of ${names.join(' and ')} in ${found.length === 1 ? quoted(found[0]!) : `${found.length} layers`}`,
      why: 'ReLU is part of the layer it follows; the others are operators of their own, with a value and code of their own.',
      nodes: found.map((node) => node.id),
      keeps: 'retrain',
      apply: onGraph((graph) => found.reduce((changed, node) => withRelu(changed, node), graph)),
    },
  ];
}

/** Gates and the network's own result keep their range. */
function isUnfused(context: HintContext, node: GraphNode): boolean {
  if (context.outputs.has(node.id) || context.readers.get(node.id)!.some((reader) => reader.op === 'mul')) return false;
  return UNFUSED.has(node.op) || (UNFUSED.has(choiceOf(node, 'activation')) && !node.op.includes('lstm') && !node.op.includes('gru'));
}

function withRelu(graph: Graph, node: GraphNode): Graph {
  if (UNFUSED.has(node.op)) return replaceKind(graph, node.id, undefined, RELU);
  return updateNode(graph, node.id, (each) => withParams(each, { activation: 'relu' }));
}
