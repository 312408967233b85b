import { describe, expect, it, vi } from 'vitest';
import { bestOrderFacts } from '../core/cost/best-order-facts.ts';
import { estimate } from '../core/cost/estimate.ts';
import { createEstimator } from '../core/cost/estimator.ts';
import { nodeFacts } from '../core/cost/node-facts.ts';
import type { Estimate, NodeFacts } from '../core/cost/estimate-types.ts';
import type { Design } from '../core/document/design.ts';
import { newDesign } from '../core/document/new-design.ts';
import type { GraphNode, NodeId } from '../core/graph/graph.ts';
import type { Costing } from './estimate-store.ts';
import { createStores, type Stores } from './stores.ts';

function node(id: string, filters: number): GraphNode {
  return { id, op: 'conv2d', name: '', params: { filters }, inputs: [] };
}

function designOf(...nodes: GraphNode[]): Design {
  const design = newDesign();
  return { ...design, graph: { ...design.graph, nodes } };
}

function factsOf(each: GraphNode): NodeFacts {
  const filters = Number(each.params['filters']);
  const zero = { instructions: 0, cycles: 0, scratch: 0, weightBytes: 0, liveBytes: 0, params: 0 };
  return { ...zero, node: each.id, macs: filters * 10, outputs: [{ shape: [1, 4, 4, filters], type: 'int8' }] };
}

/** Ten multiply-accumulates a filter; nodes named "bad" have a problem. Counts how often it was asked. */
function toyCosting(): Costing & { asked: () => number } {
  const nodesOf = new WeakMap<Estimate, readonly GraphNode[]>();
  let asked = 0;
  const toyEstimate = (design: Design): Estimate => {
    asked++;
    const bad = design.graph.nodes.filter((each) => each.id === 'bad');
    const problems = bad.map((each) => ({ node: each.id, message: 'It is bad.' }));
    const value = { problems, warnings: [{ kind: 'slow', message: 'Slow.', node: 'a' }] } as unknown as Estimate;
    nodesOf.set(value, design.graph.nodes);
    return value;
  };
  const toyFacts = (value: Estimate): ReadonlyMap<NodeId, NodeFacts> =>
    new Map(nodesOf.get(value)!.map((each) => [each.id, factsOf(each)]));
  return { createEstimator: () => toyEstimate, nodeFacts: toyFacts, asked: () => asked };
}

function replaceNodes(stores: Stores, ...nodes: GraphNode[]): void {
  stores.design.getState().edit('Edit', (design) => ({ ...design, graph: { ...design.graph, nodes } }));
}

describe('the estimate store', () => {
  it('keeps the facts of a node the same object while they are equal', () => {
    const stores = createStores({ design: designOf(node('a', 8), node('b', 8)), costing: toyCosting() });
    const before = stores.estimate.getState();
    replaceNodes(stores, node('a', 16), node('b', 8));
    const after = stores.estimate.getState();
    expect(after.facts.get('a')?.macs).toBe(160);
    expect(after.facts.get('b')).toBe(before.facts.get('b'));
    expect(after.warnings.get('a')).toBe(before.warnings.get('a'));
  });

  it('names the problem of a node', () => {
    const stores = createStores({ design: designOf(node('a', 8)), costing: toyCosting() });
    replaceNodes(stores, node('bad', 1));
    expect(stores.estimate.getState().problems.get('bad')).toBe('It is bad.');
  });

  it('costs the pinned baseline beside the open design', () => {
    const stores = createStores({ design: designOf(node('a', 8)), costing: toyCosting() });
    stores.view.getState().pinBaseline(stores.design.getState().design);
    replaceNodes(stores, node('a', 16));
    expect(stores.estimate.getState().baseline?.facts.get('a')?.macs).toBe(80);
    expect(stores.estimate.getState().facts.get('a')?.macs).toBe(160);
  });

  it('asks for nothing when only the view changed', () => {
    const costing = toyCosting();
    const stores = createStores({ design: designOf(node('a', 8)), costing });
    stores.view.getState().set({ lens: 'macs' });
    stores.selection.getState().select(['a']);
    expect(costing.asked()).toBe(1);
  });
});

/** A stem and 34 branches of two pointwise convolutions, the second layers last in file order: 70 operators. */
function wide(): Design {
  const from = (id: string) => [{ node: id, port: 0 }];
  const branches = Array.from({ length: 34 }, (_, i) => i);
  const conv = (id: string, filters: number, source: string): GraphNode => ({ ...node(id, filters), inputs: from(source) });
  return designOf(
    { id: 'in', op: 'input', name: '', params: { shape: [8, 8, 4] }, inputs: [] },
    ...branches.map((i) => conv(`a${i}`, 32, 'in')),
    ...branches.map((i) => conv(`b${i}`, 2, `a${i}`)),
    { id: 'join', op: 'concat', name: '', params: {}, inputs: branches.map((i) => ({ node: `b${i}`, port: 0 })) },
  );
}

describe('a large network that runs in its best order', () => {
  it('is shown in file order until that is found in the background, then as it will be exported', async () => {
    vi.useFakeTimers();
    const design: Design = { ...wide(), order: 'best' };
    const ask = (asked: Design) => Promise.resolve({ kind: 'done', value: bestOrderFacts(asked) } as const);
    const stores = createStores({ design, costing: { createEstimator, nodeFacts }, orderJob: { ask, stop: () => {} } });
    const activations = (): number => stores.estimate.getState().estimate.sram.activations;
    expect(activations()).toBe(estimate({ ...design, order: 'file' }).sram.activations);
    await vi.advanceTimersByTimeAsync(1);
    expect(activations()).toBe(estimate(design).sram.activations);
    expect(activations()).toBeLessThan(estimate({ ...design, order: 'file' }).sram.activations);
    vi.useRealTimers();
  });
});

describe('the stores together', () => {
  it('deselect a node when it is deleted', () => {
    const stores = createStores({ design: designOf(node('a', 8), node('b', 8)), costing: toyCosting() });
    stores.selection.getState().select(['a', 'b']);
    replaceNodes(stores, node('b', 8));
    expect(stores.selection.getState().nodes).toEqual(['b']);
  });
});
