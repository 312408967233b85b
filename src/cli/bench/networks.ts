/** The networks the benches run on, made from a seed. */
import { createRandom } from '../../core/base/random.ts';
import type { Design } from '../../core/document/design.ts';
import { newDesign } from '../../core/document/new-design.ts';
import type { GraphNode } from '../../core/graph/graph.ts';
import { EMPTY_GRAPH } from '../../core/graph/graph.ts';
import { sampleUnas } from '../../core/search/space/sample-unas.ts';
import { unasGraph } from '../../core/search/space/unas-graph.ts';

/** `count` distinct designs drawn from the search space of µNAS for 28x28x1 and 32x32x3 images. */
export function unasDesigns(count: number, seed: number): readonly Design[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const input = at % 2 === 0 ? ([28, 28, 1] as const) : ([32, 32, 3] as const);
    return { ...newDesign(`u${at}`), graph: unasGraph({ input, classes: 10, genotype: sampleUnas(random) }) };
  });
}

/** A chain of `count` nodes, input and head included: separable blocks with a residual every fifth node. */
export function chainDesign(count: number): Design {
  const nodes: GraphNode[] = [{ id: '0', op: 'input', name: '', params: { shape: [32, 32, 8], type: 'auto' }, inputs: [] }];
  const from = (id: number) => [{ node: String(id), port: 0 }];
  for (let at = 1; at < count - 2; at++) {
    const kind = at % 5;
    if (kind === 0) nodes.push({ id: String(at), op: 'add', name: '', params: {}, inputs: [...from(at - 1), ...from(at - 4)] });
    else if (kind % 2 === 1)
      nodes.push({ id: String(at), op: 'conv2d', name: '', params: { filters: 8, kernelH: 1, kernelW: 1 }, inputs: from(at - 1) });
    else nodes.push({ id: String(at), op: 'depthwise_conv2d', name: '', params: {}, inputs: from(at - 1) });
  }
  nodes.push({ id: String(count - 2), op: 'global_avg_pool', name: '', params: {}, inputs: from(count - 3) });
  nodes.push({ id: String(count - 1), op: 'dense', name: '', params: { units: 10 }, inputs: from(count - 2) });
  return { ...newDesign('chain'), graph: { ...EMPTY_GRAPH, nodes } };
}

/** A stem, `branches` equal parallel chains and a join: `nodes` nodes in all. */
export function branchedDesign(nodes: number, branches: number): Design {
  const length = Math.floor((nodes - 4) / branches);
  const list: GraphNode[] = [
    { id: 'in', op: 'input', name: '', params: { shape: [24, 24, 3] }, inputs: [] },
    { id: 'stem', op: 'conv2d', name: '', params: { filters: 16 }, inputs: [{ node: 'in', port: 0 }] },
  ];
  for (let branch = 0; branch < branches; branch++) {
    for (let at = 0; at < length; at++) {
      const source = at === 0 ? 'stem' : `b${branch}.${at - 1}`;
      const filters = at === length - 1 ? 16 : 4 + ((branch * 7 + at * 5) % 13) * 4;
      list.push({ id: `b${branch}.${at}`, op: 'conv2d', name: '', params: { filters }, inputs: [{ node: source, port: 0 }] });
    }
  }
  const ends = Array.from({ length: branches }, (_, branch) => ({ node: `b${branch}.${length - 1}`, port: 0 }));
  list.push({ id: 'join', op: 'concat', name: '', params: {}, inputs: ends });
  list.push({ id: 'head', op: 'global_avg_pool', name: '', params: {}, inputs: [{ node: 'join', port: 0 }] });
  return { ...newDesign('branches'), graph: { ...EMPTY_GRAPH, nodes: list } };
}
