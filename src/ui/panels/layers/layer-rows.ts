/** The rows of the layers table. */
import type { NodeFacts } from '../../../core/cost/estimate-types.ts';
import type { Graph, GraphNode, NodeId } from '../../../core/graph/graph.ts';
import { tensorBytes, type Shape } from '../../../core/graph/tensor.ts';
import type { OpGroup } from '../../../core/ops/op.ts';
import { displayName, opOf } from '../../../core/ops/registry.ts';

export interface LayerRow {
  readonly id: NodeId;
  /** Place in the design's order, from 1. */
  readonly at: number;
  readonly name: string;
  readonly kind: string;
  readonly group: OpGroup;
  /** Its parameters in short, or what is wrong with it. */
  readonly settings: string;
  readonly shape: Shape | undefined;
  readonly params: number | undefined;
  readonly macs: number | undefined;
  readonly weightBytes: number | undefined;
  readonly outputBytes: number | undefined;
  readonly liveBytes: number | undefined;
  readonly scratch: number | undefined;
  readonly cycles: number | undefined;
  /** Percent of all cycles. */
  readonly share: number | undefined;
}

/** One row a node, in the design's order; a node with a problem has no figures. */
export function layerRows(graph: Graph, facts: ReadonlyMap<NodeId, NodeFacts>, problems: ReadonlyMap<NodeId, string>): readonly LayerRow[] {
  const total = [...facts.values()].reduce((sum, each) => sum + each.cycles, 0);
  return graph.nodes.map((node, at) => rowOf(node, at + 1, facts.get(node.id), problems.get(node.id), total));
}

function rowOf(node: GraphNode, at: number, facts: NodeFacts | undefined, problem: string | undefined, cycles: number): LayerRow {
  const spec = opOf(node);
  const known = problem === undefined ? facts : undefined;
  return {
    id: node.id,
    at,
    name: displayName(node),
    kind: spec?.label ?? node.op,
    group: spec?.group ?? 'other',
    settings: problem ?? spec?.card(node.params) ?? '',
    shape: known?.outputs[0]?.shape,
    params: known?.params,
    macs: known?.macs,
    weightBytes: known?.weightBytes,
    outputBytes: known?.outputs.reduce((sum, output) => sum + tensorBytes(output.shape, output.type), 0),
    liveBytes: known?.liveBytes,
    scratch: known?.scratch,
    cycles: known?.cycles,
    share: known === undefined ? undefined : cycles === 0 ? 0 : (known.cycles / cycles) * 100,
  };
}
