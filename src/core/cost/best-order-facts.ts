/** File order against the best order, with what is proven. */
import type { Design } from '../document/design.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { lower } from '../lower/lower.ts';
import { planArena } from '../schedule/arena.ts';
import { bestPlacedOrder } from '../schedule/order/best-placed-order.ts';
import { unasResources } from '../schedule/order/unas-resources.ts';
import { chipOf } from './chip-of.ts';

/** Bytes of planned activations. */
export interface BestOrderFacts {
  /** Operator indices of the file order, in running order. */
  readonly order: readonly number[];
  readonly fileActivations: number;
  readonly activations: number;
  /** Least live bytes of any order: no plan can be smaller. */
  readonly lowerBound: number;
  /** No order has fewer live bytes. */
  readonly orderExact: boolean;
  /** No plan is smaller: the placed bytes meet the lower bound. */
  readonly placementExact: boolean;
}

export function bestOrderFacts(design: Design): BestOrderFacts {
  const { deployed } = lower(design.graph, design.quantize, design.origin);
  const { core } = chipOf(design);
  if (design.runtime === 'unas') return unasFacts(deployed);
  const best = bestPlacedOrder(deployed, design.runtime, core);
  return {
    order: best.order,
    fileActivations: planArena(deployed, design.runtime, core).activations,
    activations: best.activations,
    lowerBound: best.lowerBound,
    orderExact: best.orderExact,
    placementExact: best.placementExact,
  };
}

/** The model has no file order and no addresses: its peak is the best order's. */
function unasFacts(deployed: DeployedGraph): BestOrderFacts {
  const { pmu, exact } = unasResources(deployed);
  const order = deployed.ops.map((_, op) => op);
  return { order, fileActivations: pmu, activations: pmu, lowerBound: exact ? pmu : 0, orderExact: exact, placementExact: exact };
}
