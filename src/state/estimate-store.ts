/**
 * The estimate of the open design, derived at every edit. Facts of a node keep their identity while they are equal, so that only the
 * cards whose numbers changed render again.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Estimate, NodeFacts, Warning } from '../core/cost/estimate-types.ts';
import type { Design } from '../core/document/design.ts';
import type { NodeId } from '../core/graph/graph.ts';
import { sameShape } from '../core/graph/tensor.ts';
import type { DesignStore } from './design-store.ts';
import { knownOrder, type OrderStore } from './order-store.ts';
import type { ViewStore } from './view-store.ts';

/** How designs are costed: the estimator of core/cost, passed in. */
export interface Costing {
  /** A new memo: one estimator is quick for designs that resemble the last one it saw. */
  readonly createEstimator: () => (design: Design, best?: readonly number[]) => Estimate;
  readonly nodeFacts: (estimate: Estimate) => ReadonlyMap<NodeId, NodeFacts>;
}

/** A design's estimate, looked up by node. */
export interface NodeEstimates {
  readonly estimate: Estimate;
  readonly facts: ReadonlyMap<NodeId, NodeFacts>;
  /** What is wrong with a node, in words. */
  readonly problems: ReadonlyMap<NodeId, string>;
  readonly warnings: ReadonlyMap<NodeId, readonly Warning[]>;
}

export interface EstimateState extends NodeEstimates {
  /** The design the estimate belongs to. */
  readonly design: Design;
  /** Of the pinned baseline and of the compared design. */
  readonly baseline: NodeEstimates | undefined;
  readonly compared: NodeEstimates | undefined;
}

export type EstimateStore = StoreApi<EstimateState>;

/** The best order of this many operators is found within a frame or two; that of more is left to the background. */
const AT_ONCE_OPS = 64;

/**
 * A store that follows the design, its best order and the view; costs nothing when neither the design nor the baseline changed.
 * A large network that is to run in its best order is shown in file order until that is found.
 */
export function createEstimateStore(designs: DesignStore, view: ViewStore, costing: Costing, orders: OrderStore): EstimateStore {
  const deriveOpen = createDerivation(costing);
  const inFileOrder = costing.createEstimator();
  const waits = (design: Design): boolean =>
    design.order === 'best' &&
    orders.getState().status !== 'off' &&
    inFileOrder({ ...design, order: 'file' }).deployed.ops.length > AT_ONCE_OPS;
  const deriveShown = (design: Design): NodeEstimates => {
    if (!waits(design)) return deriveOpen(design);
    const best = knownOrder(orders.getState(), design);
    return best === undefined ? deriveOpen({ ...design, order: 'file' }) : deriveOpen(design, best);
  };
  const deriveBaseline = optional(createDerivation(costing));
  const deriveCompared = optional(createDerivation(costing));
  const derive = (): EstimateState => {
    const { design } = designs.getState();
    const { baseline, compared } = view.getState();
    return { design, ...deriveShown(design), baseline: deriveBaseline(baseline), compared: deriveCompared(compared) };
  };
  const store = createStore<EstimateState>()(derive);
  designs.subscribe((state, before) => {
    if (state.design !== before.design) store.setState(derive());
  });
  orders.subscribe((state, before) => {
    if (state.facts !== before.facts && designs.getState().design.order === 'best') store.setState(derive());
  });
  view.subscribe((state, before) => {
    if (state.baseline !== before.baseline || state.compared !== before.compared) store.setState(derive());
  });
  return store;
}

function createDerivation(costing: Costing): (design: Design, best?: readonly number[]) => NodeEstimates {
  const estimateOf = costing.createEstimator();
  let last: NodeEstimates | undefined;
  return (design, best) => {
    const estimate = estimateOf(design, best);
    if (last?.estimate === estimate) return last;
    last = {
      estimate,
      facts: keepEqual(last?.facts, costing.nodeFacts(estimate), sameFacts),
      problems: problemsByNode(estimate),
      warnings: keepEqual(last?.warnings, warningsByNode(estimate), sameWarnings),
    };
    return last;
  };
}

function optional<T>(derive: (design: Design) => T): (design: Design | undefined) => T | undefined {
  return (design) => (design === undefined ? undefined : derive(design));
}

/** The new map, with the old value wherever it is equal. */
function keepEqual<T>(
  before: ReadonlyMap<NodeId, T> | undefined,
  after: ReadonlyMap<NodeId, T>,
  same: (a: T, b: T) => boolean,
): ReadonlyMap<NodeId, T> {
  const kept = new Map<NodeId, T>();
  for (const [id, value] of after) {
    const old = before?.get(id);
    kept.set(id, old !== undefined && same(old, value) ? old : value);
  }
  return kept;
}

const COSTS = ['macs', 'params', 'instructions', 'cycles', 'scratch', 'weightBytes', 'liveBytes'] as const;

function sameFacts(a: NodeFacts, b: NodeFacts): boolean {
  if (COSTS.some((cost) => a[cost] !== b[cost]) || a.outputs.length !== b.outputs.length) return false;
  return a.outputs.every((output, i) => output.type === b.outputs[i]!.type && sameShape(output.shape, b.outputs[i]!.shape));
}

function sameWarnings(a: readonly Warning[], b: readonly Warning[]): boolean {
  return a.length === b.length && a.every((warning, i) => warning.kind === b[i]!.kind && warning.message === b[i]!.message);
}

function problemsByNode(estimate: Estimate): ReadonlyMap<NodeId, string> {
  return new Map(estimate.problems.toReversed().map((problem) => [problem.node, problem.message]));
}

function warningsByNode(estimate: Estimate): ReadonlyMap<NodeId, readonly Warning[]> {
  const byNode = new Map<NodeId, Warning[]>();
  for (const warning of estimate.warnings) {
    if (warning.node === undefined) continue;
    const list = byNode.get(warning.node) ?? [];
    list.push(warning);
    byNode.set(warning.node, list);
  }
  return byNode;
}
