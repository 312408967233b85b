import { replaceKind, updateNode } from '../../graph/edits.ts';
import type { Graph, GraphNode } from '../../graph/graph.ts';
import { costliest, type HintContext, leadsOut, numberOf, quoted, shapeOf, withParams } from '../context.ts';
import { insertBefore, onGraph } from '../graph-edit.ts';
import type { Candidate } from '../hint.ts';

const GLOBAL_POOL = { kind: 'global_avg_pool', arity: { min: 1, max: 1 }, fields: [] } as const;

/** Global average pooling in place of flattening a whole map into a dense layer. */
export function globalPooling(context: HintContext): Candidate[] {
  return costliest(context, (node) => node.op === 'dense' && flattened(context, node) !== undefined).map((dense) => {
    const { flatten, positions } = flattened(context, dense)!;
    return {
      id: `global-pooling:${dense.id}`,
      title: `Average each channel before ${quoted(dense)} instead of flattening ${positions} positions`,
      why: `The dense layer then needs one weight a channel instead of ${positions}, and the network accepts other input sizes.`,
      nodes: flatten === undefined ? [dense.id] : [flatten.id, dense.id],
      keeps: 'retrain',
      apply: onGraph((graph) => pooled(graph, dense, flatten)),
    };
  });
}

interface Flattened {
  /** Undefined when the dense layer takes the map as it is. */
  readonly flatten: GraphNode | undefined;
  readonly positions: number;
}

/** How a map of several positions becomes the dense layer's vector. */
function flattened(context: HintContext, dense: GraphNode): Flattened | undefined {
  const before = context.nodes.get(dense.inputs[0]?.node ?? '');
  const flatten = before?.op === 'flatten' && context.readers.get(before.id)!.length === 1 ? before : undefined;
  const map = shapeOf(context, flatten === undefined ? dense.inputs[0] : flatten.inputs[0]);
  if (map === undefined || (map.length !== 3 && map.length !== 4) || dense.params['keepDims'] === true) return undefined;
  const positions = map.slice(1, -1).reduce((product, size) => product * size, 1);
  return positions > 1 ? { flatten, positions } : undefined;
}

function pooled(graph: Graph, dense: GraphNode, flatten: GraphNode | undefined): Graph {
  if (flatten !== undefined) return replaceKind(graph, flatten.id, undefined, GLOBAL_POOL);
  return insertBefore(graph, dense.id, (id) => ({ id, op: 'global_avg_pool', name: '', params: {}, inputs: [] }));
}

/** Half the units of the costliest hidden dense layers. */
export function smallerDense(context: HintContext): Candidate[] {
  const isHidden = (node: GraphNode): boolean =>
    node.op === 'dense' && numberOf(node, 'units') >= 8 && !leadsOut(context, node) && context.facts.get(node.id)!.weightBytes > 0;
  return costliest(context, isHidden, 2).map((node) => {
    const units = numberOf(node, 'units');
    return {
      id: `smaller-dense:${node.id}`,
      title: `Halve the units of ${quoted(node)}: ${units} to ${Math.ceil(units / 2)}`,
      why: 'Its weights and those of the layer behind it are halved.',
      nodes: [node.id],
      keeps: 'retrain',
      apply: onGraph((graph) => updateNode(graph, node.id, (each) => withParams(each, { units: Math.ceil(units / 2) }))),
    };
  });
}
