import { updateNode } from '../../graph/edits.ts';
import type { GraphNode, NodeId } from '../../graph/graph.ts';
import { costliest, type HintContext, leadsOut, numberOf, quoted, withParams } from '../context.ts';
import { onGraph } from '../graph-edit.ts';
import type { Candidate } from '../hint.ts';

const FILTERED: ReadonlySet<string> = new Set(['conv2d', 'conv1d', 'conv_transpose2d']);
/** Kinds whose output has the channels of their input. */
const KEEPING: ReadonlySet<string> = new Set([
  'depthwise_conv2d',
  'depthwise_conv1d',
  'max_pool2d',
  'avg_pool2d',
  'max_pool1d',
  'avg_pool1d',
  'batch_norm',
  'relu',
  'relu6',
  'leaky_relu',
  'hard_swish',
  'sigmoid',
  'tanh',
  'dropout',
  'pad',
  'upsample',
]);
/** Kinds whose inputs must have equal channels. */
const TYING: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'minimum', 'maximum']);

/** Half the filters of the costliest convolutions, together with those that additions tie to them. */
export function halveFilters(context: HintContext): Candidate[] {
  const done = new Set<NodeId>();
  return costliestFiltered(context).flatMap((node) => {
    const tied = done.has(node.id) ? undefined : tiedConvolutions(context, node);
    if (tied === undefined) return [];
    for (const each of tied) done.add(each.id);
    return [candidate(node, tied)];
  });
}

/** Also the convolutions before a costly depthwise layer or pool, whose channels they decide. */
function costliestFiltered(context: HintContext): GraphNode[] {
  const origins = costliest(context, (node) => FILTERED.has(node.op) || KEEPING.has(node.op)).map((node) => originOf(context, node));
  const plain = costliest(context, (node) => FILTERED.has(node.op));
  return [...new Set([...origins, ...plain])].filter((node) => node !== undefined && numberOf(node, 'filters') >= 4) as GraphNode[];
}

function originOf(context: HintContext, start: GraphNode): GraphNode | undefined {
  let node: GraphNode | undefined = start;
  while (node !== undefined && KEEPING.has(node.op)) node = context.nodes.get(node.inputs[0]?.node ?? '');
  return node !== undefined && FILTERED.has(node.op) ? node : undefined;
}

/** All convolutions that must change together; undefined when something that cannot change is tied to them. */
function tiedConvolutions(context: HintContext, start: GraphNode): readonly GraphNode[] | undefined {
  const seen = new Set<NodeId>();
  const convolutions: GraphNode[] = [];
  const open: GraphNode[] = [start];
  const source = (node: GraphNode, input: number): GraphNode | undefined => context.nodes.get(node.inputs[input]?.node ?? '');
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    if (context.outputs.has(node.id)) return undefined;
    if (FILTERED.has(node.op)) {
      if (numberOf(node, 'groups') > 1) return undefined;
      convolutions.push(node);
    } else if (KEEPING.has(node.op) || TYING.has(node.op)) {
      const sources = node.inputs.map((_, input) => source(node, input));
      if (sources.some((each) => each === undefined)) return undefined;
      open.push(...(sources as GraphNode[]));
    } else {
      return undefined;
    }
    open.push(...context.readers.get(node.id)!.filter((reader) => KEEPING.has(reader.op) || TYING.has(reader.op)));
  }
  return convolutions;
}

function candidate(node: GraphNode, tied: readonly GraphNode[]): Candidate {
  const filters = numberOf(node, 'filters');
  const others =
    tied.length === 1 ? '' : tied.length === 2 ? ' and of one layer tied to it' : ` and of ${tied.length - 1} layers tied to it`;
  return {
    id: `halve-filters:${node.id}`,
    title: `Halve the filters of ${quoted(node)}${others}: ${filters} to ${Math.ceil(filters / 2)}`,
    why: 'Fewer channels make the value, the weights and the work of the layers on both sides smaller; accuracy falls a little.',
    nodes: tied.map((each) => each.id),
    keeps: 'retrain',
    apply: onGraph((graph) => tied.reduce((changed, each) => updateNode(changed, each.id, halved), graph)),
  };
}

function halved(node: GraphNode): GraphNode {
  return withParams(node, { filters: Math.ceil(numberOf(node, 'filters') / 2) });
}

/** Three quarters of the channels and hidden units everywhere: the width multiplier of the MobileNets. */
export function narrower(context: HintContext): Candidate[] {
  const layers = context.design.graph.nodes.filter((node) => widthOf(node) >= 4 && !leadsOut(context, node));
  if (layers.length < 2) return [];
  return [
    {
      id: 'narrower',
      title: 'Make every layer three quarters as wide',
      why: 'Weights and work fall with the square of the width; the whole network gives a little instead of one layer a lot.',
      nodes: layers.map((node) => node.id),
      keeps: 'retrain',
      apply: onGraph((graph) => layers.reduce((changed, node) => updateNode(changed, node.id, narrowed), graph)),
    },
  ];
}

function widthOf(node: GraphNode): number {
  return FILTERED.has(node.op) ? numberOf(node, 'filters') : node.op === 'dense' ? numberOf(node, 'units') : 0;
}

function narrowed(node: GraphNode): GraphNode {
  return withParams(node, { [node.op === 'dense' ? 'units' : 'filters']: Math.ceil(widthOf(node) * 0.75) });
}
