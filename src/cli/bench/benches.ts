/** The speed rows: what each costs on this machine, in one thread of Node. */
import { estimate } from '../../core/cost/estimate.ts';
import { nodeFacts } from '../../core/cost/node-facts.ts';
import type { Design } from '../../core/document/design.ts';
import { setParam } from '../../core/graph/edits.ts';
import { lower } from '../../core/lower/lower.ts';
import { planArena } from '../../core/schedule/arena.ts';
import { bestPlacedOrder } from '../../core/schedule/order/best-placed-order.ts';
import { interpret } from './interpret.ts';
import { measure, type Bench, type BenchRow } from './measure.ts';
import { branchedDesign, chainDesign, unasDesigns } from './networks.ts';

const DISTINCT = 4000;
const CORE = 'cortex-m4';

/** `estimate` on networks it has not seen, placement included, nothing memoised. */
function throughput(): readonly BenchRow[] {
  const designs = unasDesigns(DISTINCT, 1);
  const operators = designs.reduce((sum, design) => sum + lower(design.graph, design.quantize).deployed.ops.length, 0) / DISTINCT;
  const note = `${DISTINCT} distinct networks of the µNAS space, ${operators.toFixed(1)} operators each on average`;
  const perSecond = (milliseconds: number): number => (DISTINCT * 1000) / milliseconds;
  const all = (work: (design: Design) => unknown) => () => designs.forEach(work);
  const row = (name: string, work: (design: Design) => unknown): BenchRow =>
    measure({ name, unit: 'networks/s', runs: 7, figure: perSecond, note }, all(work));
  return [row('estimate', estimate), row('estimate: lowering alone', (design) => lower(design.graph, design.quantize))];
}

/** One edit of a 100-node network, to new totals and new facts of every node. */
function edit(): readonly BenchRow[] {
  const design = chainDesign(100);
  let filters = 8;
  const work = (): void => {
    filters = filters === 8 ? 16 : 8;
    const graph = setParam(design.graph, '1', 'filters', filters);
    nodeFacts(estimate({ ...design, graph }));
  };
  return [measure({ name: 'edit, 100 nodes', unit: 'ms', runs: 51, figure: (ms) => ms }, work)];
}

/** The exact best order. */
function order(): readonly BenchRow[] {
  const { graph, quantize, runtime } = branchedDesign(60, 4);
  const { deployed } = lower(graph, quantize);
  const { orderExact } = bestPlacedOrder(deployed, runtime, CORE);
  const note = `${graph.nodes.length} nodes, ${orderExact ? 'proven' : 'not proven'}`;
  return [
    measure({ name: 'best order, 60 nodes, 4 branches', unit: 'ms', runs: 21, figure: (ms) => ms, note }, () => {
      bestPlacedOrder(deployed, runtime, CORE);
    }),
    measure({ name: 'placement, the same network', unit: 'ms', runs: 51, figure: (ms) => ms }, () => {
      planArena(deployed, runtime, CORE);
    }),
  ];
}

export const BENCHES: readonly Bench[] = [
  { name: 'estimate', run: throughput },
  { name: 'edit', run: edit },
  { name: 'order', run: order },
  { name: 'interpret', run: interpret },
];
