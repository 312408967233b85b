import { replaceKind, updateNode } from '../../graph/edits.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { OPS } from '../../ops/registry.ts';
import { type HintContext, quoted, shapeOf } from '../context.ts';
import { onGraph } from '../graph-edit.ts';
import type { Candidate } from '../hint.ts';

/** An average pool over the whole map in place of MEAN, for which CMSIS-NN has no kernel of its own. */
export function poolInsteadOfMean(context: HintContext): Candidate[] {
  const { design, readers } = context;
  if (design.runtime !== 'tflm-cmsis-nn') return [];
  const means = design.graph.nodes.filter(
    (node) => node.op === 'global_avg_pool' && readers.get(node.id)!.length > 0 && readers.get(node.id)!.every(takesAnyRank),
  );
  return means.flatMap((node) => {
    const map = shapeOf(context, node.inputs[0]);
    if (map?.length !== 4) return [];
    const [, height, width] = map as [number, number, number, number];
    return {
      id: `pool-instead-of-mean:${node.id}`,
      title: `Average ${quoted(node)} with a ${height}x${width} pool`,
      why: 'MEAN runs the slow reference kernel; the pool has a fast one and gives the same average, in int8 at most one step apart.',
      nodes: [node.id],
      keeps: 'same outputs',
      apply: onGraph((graph) => {
        const params = { poolH: height, poolW: width, strideH: height, strideW: width, padding: 'valid' };
        return updateNode(replaceKind(graph, node.id, OPS.global_avg_pool, OPS.avg_pool2d), node.id, (each) => ({ ...each, params }));
      }),
    };
  });
}

/** Layers that read a 1x1 map as well as the vector of its channels. */
function takesAnyRank({ op }: GraphNode): boolean {
  return op === 'dense' || op === 'flatten' || op === 'reshape';
}
