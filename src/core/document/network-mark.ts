import { sha256 } from '../base/sha256.ts';
import type { Graph, PortRef } from '../graph/graph.ts';
import type { Weights } from './weights.ts';

/** The same for networks that compute the same from the same weights, however they are named, folded or laid out. */
export function networkMark({ nodes, groups, outputs }: Graph): string {
  const port = (ref: PortRef | undefined): unknown => ref && [ref.node, ref.port];
  const own = nodes.map(({ id, op, params, inputs }) => [id, op, Object.entries(params).toSorted(byName), inputs.map(port)]);
  const blocks = groups.map((group) => [group.nodes, group.repeat]);
  return sha256(new TextEncoder().encode(JSON.stringify([own, blocks, outputs.map(port)])));
}

/** True where the weights bring the scales that this very network was trained with. */
export function isAsTrained(graph: Graph, { activations, trained }: Weights): boolean {
  return trained !== undefined && activations.size > 0 && trained.network === networkMark(graph);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
