import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../base/random.ts';
import { randomNetwork } from '../../testing/random-network.ts';
import { copyNodes, duplicate, paste } from './clipboard.ts';
import { connect, disconnect, insertOnEdge } from './edge-edits.ts';
import { addNode, deleteAndHeal, moveNodes, removeNodes, rename, setParam } from './edits.ts';
import type { Graph, NodeId } from './graph.ts';
import { groupNodes, setRepeat, ungroup } from './groups.ts';
import { nextNodeId } from './ids.ts';
import { wire } from './topology.ts';

type Edit = (graph: Graph, random: Random) => Graph;

const someIds = (graph: Graph, random: Random): ReadonlySet<NodeId> =>
  new Set(graph.nodes.map((node) => node.id).filter(() => random.next() < 0.2));
const anyId = (graph: Graph, random: Random): NodeId => (graph.nodes.length === 0 ? 'none' : random.pick(graph.nodes).id);
const relu = (graph: Graph) => ({ id: nextNodeId(graph), op: 'relu', name: '', params: {}, inputs: [undefined] });

const EDITS: readonly Edit[] = [
  (graph, random) => addNode(graph, relu(graph), random.int(0, graph.nodes.length)),
  (graph, random) => removeNodes(graph, someIds(graph, random)),
  (graph, random) => deleteAndHeal(graph, someIds(graph, random)),
  (graph, random) => connect(graph, { node: anyId(graph, random), port: 0 }, anyId(graph, random), random.int(0, 3)),
  (graph, random) => disconnect(graph, anyId(graph, random), random.int(0, 2), random.int(1, 2)),
  (graph, random) => insertOnEdge(graph, anyId(graph, random), random.int(0, 1), relu(graph)),
  (graph, random) => duplicate(graph, someIds(graph, random)).graph,
  (graph, random) => paste(graph, copyNodes(graph, someIds(graph, random))).graph,
  (graph, random) => moveNodes(graph, someIds(graph, random), random.int(0, graph.nodes.length)),
  (graph, random) => rename(graph, anyId(graph, random), 'renamed'),
  (graph, random) => setParam(graph, anyId(graph, random), 'filters', random.int(1, 9)),
  (graph, random) => ({ ...graph, outputs: graph.nodes.length === 0 ? [] : [{ node: anyId(graph, random), port: 0 }] }),
  (graph, random) => groupNodes(graph, someIds(graph, random), 'block'),
  (graph, random) => setRepeat(graph, random.pick(['g1', 'g2']), random.int(1, 3)),
  (graph, random) => ungroup(graph, random.pick(['g1', 'g2'])),
];

/** What is no longer whole about a graph. */
function faultsOf(graph: Graph): readonly string[] {
  const ids = new Set(graph.nodes.map((node) => node.id));
  const faults: string[] = [];
  if (ids.size !== graph.nodes.length) faults.push('two nodes share an id');
  for (const node of graph.nodes) {
    for (const ref of node.inputs) if (ref !== undefined && !ids.has(ref.node)) faults.push(`${node.id} reads ${ref.node}, which is gone`);
  }
  for (const ref of graph.outputs) if (!ids.has(ref.node)) faults.push(`the output ${ref.node} is gone`);
  const members = graph.groups.flatMap((group) => group.nodes);
  if (new Set(members).size !== members.length) faults.push('a node is in two blocks');
  for (const id of members) if (!ids.has(id)) faults.push(`a block holds ${id}, which is gone`);
  if (graph.groups.some((group) => group.nodes.length === 0)) faults.push('a block is empty');
  return faults;
}

describe('any sequence of edits', () => {
  it('leaves a whole graph that can still be put in order', () => {
    const random = createRandom(99);
    for (let run = 0; run < 400; run++) {
      let graph = randomNetwork(random, { nodes: 8 });
      for (let step = 0; step < 25; step++) {
        const edited = random.pick(EDITS)(graph, random);
        expect(faultsOf(edited)).toEqual([]);
        graph = edited.nodes.length > 60 ? randomNetwork(random, { nodes: 8 }) : edited;
      }
      const { order, problems } = wire(graph);
      expect(order.length + problems.length).toBe(graph.nodes.length);
    }
  });
});
