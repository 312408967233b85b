/** Whatever editing makes of a design, its JSON and its link bring it back. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../base/random.ts';
import { designJson } from '../../document/design-json.ts';
import type { Design } from '../../document/design.ts';
import { newDesign } from '../../document/new-design.ts';
import { parseDesignText } from '../../document/parse-design.ts';
import { duplicate } from '../../graph/clipboard.ts';
import { connect, disconnect, insertOnEdge } from '../../graph/edge-edits.ts';
import { addNode, deleteAndHeal, moveNodes, removeNodes, rename, replaceKind, setParam } from '../../graph/edits.ts';
import type { Graph, NodeId, ParamValue } from '../../graph/graph.ts';
import { groupNodes, setCollapsed, setRepeat } from '../../graph/groups.ts';
import { nextNodeId } from '../../graph/ids.ts';
import type { ParamField } from '../../ops/op.ts';
import { defaultNode, OPS, opOf, type OpKind } from '../../ops/registry.ts';
import { decodeLink, encodeLink } from './link.ts';
import { withoutDefaults } from '../../../testing/without-defaults.ts';

const KINDS = Object.keys(OPS) as OpKind[];

function someIds(graph: Graph, random: Random): ReadonlySet<NodeId> {
  return new Set(graph.nodes.filter(() => random.next() < 0.3).map((node) => node.id));
}

function anId(graph: Graph, random: Random): NodeId {
  return graph.nodes.length === 0 ? 'none' : random.pick(graph.nodes).id;
}

function aValue(field: ParamField, random: Random): ParamValue {
  switch (field.kind) {
    case 'int':
      return random.int(-3, 70);
    case 'float':
      return random.next();
    case 'bool':
      return random.next() < 0.5;
    case 'choice':
      return random.pick(field.choices).value;
    case 'ints':
      return Array.from({ length: random.int(0, 5) }, () => random.int(-1, 40));
    case 'text':
      return random.pick(['', 'a', 'int8 1x2', 'é']);
  }
}

function setSomething(graph: Graph, random: Random): Graph {
  const node = graph.nodes.find((each) => each.id === anId(graph, random));
  const fields = node === undefined ? [] : opOf(node)!.fields;
  if (node === undefined || fields.length === 0) return graph;
  const field = random.pick(fields);
  return setParam(graph, node.id, field.name, aValue(field, random));
}

const EDITS: readonly ((graph: Graph, random: Random) => Graph)[] = [
  (graph, random) => addNode(graph, defaultNode(random.pick(KINDS), nextNodeId(graph)), random.int(0, graph.nodes.length)),
  (graph, random) => addNode(graph, defaultNode(random.pick(KINDS), nextNodeId(graph))),
  (graph, random) => connect(graph, { node: anId(graph, random), port: random.int(0, 1) }, anId(graph, random), random.int(0, 2)),
  (graph, random) => connect(graph, { node: anId(graph, random), port: 0 }, anId(graph, random), 0),
  (graph, random) => disconnect(graph, anId(graph, random), random.int(0, 2), 1),
  (graph, random) => insertOnEdge(graph, anId(graph, random), 0, defaultNode('relu', nextNodeId(graph))),
  setSomething,
  setSomething,
  (graph, random) => rename(graph, anId(graph, random), random.pick(['', 'stem', 'Größe ✓'])),
  (graph, random) => replaceKind(graph, anId(graph, random), undefined, OPS[random.pick(KINDS)]),
  (graph, random) => (random.next() < 0.2 ? removeNodes(graph, someIds(graph, random)) : graph),
  (graph, random) => deleteAndHeal(graph, new Set([anId(graph, random)])),
  (graph, random) => (graph.nodes.length < 60 ? duplicate(graph, someIds(graph, random)).graph : graph),
  (graph, random) => moveNodes(graph, someIds(graph, random), random.int(0, graph.nodes.length)),
  (graph, random) => groupNodes(graph, someIds(graph, random), 'Block'),
  (graph, random) => setRepeat(graph, graph.groups[0]?.id ?? '', random.int(1, 4)),
  (graph, random) => setCollapsed(graph, graph.groups[0]?.id ?? '', random.next() < 0.5),
  (graph, random) => ({ ...graph, outputs: graph.nodes.length === 0 ? [] : [{ node: anId(graph, random), port: 0 }] }),
];

function edited(design: Design, random: Random): Design {
  const graph = random.pick(EDITS)(design.graph, random);
  const moved = random.next() < 0.1 && graph.nodes.length > 0 ? { [anId(graph, random)]: [random.int(-500, 500), 0.5] as const } : {};
  const there = Object.entries({ ...design.positions, ...moved }).filter(([id]) => graph.nodes.some((node) => node.id === id));
  return { ...design, graph, positions: Object.fromEntries(there) };
}

describe('a design', () => {
  it('comes back from its JSON and from its link after each of 6000 random edits', () => {
    const random = createRandom(31);
    let largest = 0;
    for (let run = 0; run < 100; run++) {
      let design = newDesign();
      for (let step = 0; step < 60; step++) {
        design = edited(design, random);
        largest = Math.max(largest, design.graph.nodes.length);
        expect(parseDesignText(designJson(design))).toEqual({ ok: true, value: design });
        expect(decodeLink(encodeLink(design))).toEqual({ ok: true, value: withoutDefaults(design) });
      }
    }
    expect(largest).toBeGreaterThan(30);
  });
});
