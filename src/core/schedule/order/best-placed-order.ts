import { createRandom, type Random } from '../../base/random.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import type { Core } from '../../mcu/chip.ts';
import type { RuntimeId } from '../../runtime/runtime.ts';
import { planArena, type ArenaPlan } from '../arena.ts';
import { bestOrder } from './best-order.ts';
import { orderGraphOf, type OrderGraph } from './order-graph.ts';
import { orderProblemOf, type BufferSizes } from './problem.ts';

/** The order whose plan is smallest, as far as it was looked for. Least live bytes and least placed bytes are two questions. */
export interface BestPlacedOrder {
  /** Operator indices in running order; the file order itself when nothing is smaller. */
  readonly order: readonly number[];
  /** Planned bytes in that order, as the runtime's planner places them; never above the file order's. */
  readonly activations: number;
  /** No order needs fewer bytes, however placed. */
  readonly lowerBound: number;
  /** True when the bound is the least peak of live bytes of all orders, not merely below it. */
  readonly orderExact: boolean;
  /** True when the plan equals the bound: no order and no placement can be smaller. */
  readonly placementExact: boolean;
}

/** How many orders are placed at most after the order of least live bytes turned out to be placed with gaps; fewer when placing is slow. */
const PLACEMENTS = 200;
const PLACEMENT_WORK = 40_000_000;

/** Finds it: the file order, the order of least live bytes, then small changes to the better one. */
export function bestPlacedOrder(graph: DeployedGraph, runtime: RuntimeId, core: Core, cutLimit?: number): BestPlacedOrder {
  const file = planArena(graph, runtime, core);
  const problem = orderProblemOf(graph, buffersOf(graph, file));
  const least = bestOrder(problem, cutLimit);
  const free = unfixed(graph);
  const place = (order: readonly number[]): number => planArena(free, runtime, core, order).activations;
  let best: Placed = { order: graph.ops.map((_, op) => op), activations: file.activations };
  if (best.activations > least.lowerBound) best = smaller(best, { order: least.order, activations: place(least.order) });
  if (best.activations > least.lowerBound) best = improve(orderGraphOf(problem), best, least.lowerBound, place);
  return {
    ...best,
    lowerBound: Math.min(least.lowerBound, best.activations),
    orderExact: least.exact,
    placementExact: best.activations === least.lowerBound,
  };
}

/** The graph with its operators in another order. Addresses that a file fixed hold for its own order only, and are dropped. */
export function reordered(graph: DeployedGraph, order: readonly number[]): DeployedGraph {
  if (order.every((op, place) => op === place)) return graph;
  return { ...unfixed(graph), ops: order.map((op) => graph.ops[op]!) };
}

interface Placed {
  readonly order: readonly number[];
  readonly activations: number;
}

function smaller(a: Placed, b: Placed): Placed {
  return b.activations < a.activations ? b : a;
}

function unfixed(graph: DeployedGraph): DeployedGraph {
  const { tensors, ops, inputs, outputs } = graph;
  return { tensors, ops, inputs, outputs };
}

/** Aligned sizes as the planner was given them. */
function buffersOf(graph: DeployedGraph, plan: ArenaPlan): BufferSizes {
  const bytes = new Float64Array(graph.tensors.length);
  const scratch = new Float64Array(graph.ops.length);
  for (const buffer of plan.buffers) {
    if (buffer.tensor >= 0) bytes[buffer.tensor] = buffer.bytes;
    else scratch[buffer.op!]! += buffer.bytes;
  }
  return { bytes, scratch };
}

/** Moves single operators to other legal places, keeping what is not worse, until the bound is met or the tries are used up. */
function improve(graph: OrderGraph, start: Placed, bound: number, place: (order: readonly number[]) => number): Placed {
  const random = createRandom(graph.count);
  const most = Math.min(PLACEMENTS, Math.ceil(PLACEMENT_WORK / graph.count ** 2));
  let best = start;
  for (let tries = 0; tries < most && best.activations > bound; tries++) {
    const order = moveOne(graph, best.order, random);
    if (order === undefined) continue;
    const activations = place(order);
    if (activations <= best.activations) best = { order, activations };
  }
  return best.activations < start.activations ? best : start;
}

/** One operator at another place between its last predecessor and its first successor; undefined when it has no other. */
function moveOne(graph: OrderGraph, order: readonly number[], random: Random): number[] | undefined {
  const from = random.int(0, order.length - 1);
  const op = order[from]!;
  let low = from;
  while (low > 0 && !graph.before[op]!.includes(order[low - 1]!)) low--;
  let high = from;
  while (high < order.length - 1 && !graph.next[op]!.includes(order[high + 1]!)) high++;
  if (low === high) return undefined;
  let to = random.int(low, high - 1);
  if (to >= from) to++;
  const moved = order.toSpliced(from, 1);
  moved.splice(to, 0, op);
  return moved;
}
