import { describe, expect, it } from 'vitest';
import { createBuilder } from '../graph/builder.ts';
import type { Graph, GraphNode, Params } from '../graph/graph.ts';
import type { OpKind } from '../ops/registry.ts';
import { networkMark } from './network-mark.ts';

function network(params: Params = {}, repeat = 2): Graph {
  const net = createBuilder<OpKind>();
  const dense = net.add('dense', { units: 4, bias: false, ...params }, net.add('input', { shape: [4] }));
  net.group('block', [dense], repeat);
  return net.build();
}

const plain = network();
const changed = (change: (node: GraphNode) => GraphNode): string => networkMark({ ...plain, nodes: plain.nodes.map(change) });

describe('the mark of a network', () => {
  it('is no other for names, folded blocks, or parameters in another order', () => {
    expect(changed((node) => ({ ...node, name: 'renamed' }))).toBe(networkMark(plain));
    expect(networkMark({ ...plain, groups: plain.groups.map((group) => ({ ...group, name: 'b', collapsed: !group.collapsed })) })).toBe(
      networkMark(plain),
    );
    const turned = (node: GraphNode): GraphNode => ({ ...node, params: Object.fromEntries(Object.entries(node.params).toReversed()) });
    expect(changed(turned)).toBe(networkMark(plain));
  });

  it('is another for each edit that changes what is computed', () => {
    const marks = [
      networkMark(plain),
      networkMark(network({ activation: 'relu' })),
      networkMark(network({}, 3)),
      networkMark({ ...plain, outputs: [{ node: '1', port: 0 }] }),
      changed((node) => ({ ...node, op: node.op === 'dense' ? 'relu' : node.op })),
      changed((node) => ({ ...node, inputs: node.inputs.map(() => undefined) })),
    ];
    expect(new Set(marks).size).toBe(marks.length);
  });
});
