import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../base/random.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { Design } from './design.ts';
import { newDesign } from './new-design.ts';
import { applyPatch, diffDesigns, isEmptyPatch } from './patch.ts';

function node(id: string, filters: number): GraphNode {
  return { id, op: 'conv2d', name: '', params: { filters }, inputs: [] };
}

function withNodes(design: Design, nodes: readonly GraphNode[]): Design {
  return { ...design, graph: { ...design.graph, nodes } };
}

const EDITS: readonly ((design: Design, random: Random) => Design)[] = [
  (design, random) => withNodes(design, [...design.graph.nodes, node(`n${random.int(1000, 9_999_999)}`, random.int(1, 64))]),
  (design, random) =>
    withNodes(
      design,
      design.graph.nodes.filter(() => random.next() > 0.3),
    ),
  (design) => withNodes(design, design.graph.nodes.toReversed()),
  (design, random) =>
    withNodes(
      design,
      design.graph.nodes.map((each) => (random.next() > 0.5 ? node(each.id, random.int(1, 64)) : each)),
    ),
  (design, random) => ({ ...design, positions: { ...design.positions, [`n${random.int(0, 3)}`]: [random.int(0, 99), 0] as const } }),
  (design) => ({ ...design, positions: {} }),
  (design, random) => ({ ...design, name: `Name ${random.int(0, 3)}`, order: random.pick(['file', 'best'] as const) }),
  (design, random) => ({ ...design, origin: { fileName: 'a', fileBytes: random.int(1, 9), blob: '', tensorOrder: [] } }),
  ({ origin: _, ...design }) => design,
  (design, random) => ({ ...design, graph: { ...design.graph, outputs: [{ node: 'a', port: random.int(0, 3) }] } }),
];

function edited(design: Design, random: Random): Design {
  let next = design;
  for (let i = random.int(1, 4); i > 0; i--) next = random.pick(EDITS)(next, random);
  return next;
}

describe('a patch', () => {
  it('leads from one design to the other and back, over random edits', () => {
    const random = createRandom(1);
    let design = withNodes(newDesign(), [node('n0', 1), node('n1', 2), node('n2', 3)]);
    for (let i = 0; i < 1000; i++) {
      const next = edited(design, random);
      const { forward, inverse } = diffDesigns(design, next);
      expect(applyPatch(design, forward)).toEqual(next);
      expect(applyPatch(next, inverse)).toEqual(design);
      design = next;
    }
  });

  it('holds only what changed', () => {
    const before = withNodes(newDesign(), [node('a', 1), node('b', 2)]);
    const changed = node('b', 3);
    const { forward } = diffDesigns(before, withNodes(before, [before.graph.nodes[0]!, changed]));
    expect(forward.nodes).toEqual({ set: new Map([['b', changed]]), order: undefined });
    expect(forward.fields).toEqual({});
  });

  it('keeps everything it does not name the same object', () => {
    const before = withNodes(newDesign(), [node('a', 1), node('b', 2)]);
    const { forward } = diffDesigns(before, withNodes(before, [before.graph.nodes[0]!, node('b', 3)]));
    const after = applyPatch(before, forward);
    expect(after.graph.nodes[0]).toBe(before.graph.nodes[0]);
    expect(after.graph.groups).toBe(before.graph.groups);
    expect(after.positions).toBe(before.positions);
    expect(after.application).toBe(before.application);
  });

  it('is empty between a design and its copy, and then changes nothing', () => {
    const design = newDesign();
    const { forward } = diffDesigns(design, { ...design });
    expect(isEmptyPatch(forward)).toBe(true);
    expect(applyPatch(design, forward)).toBe(design);
  });
});
