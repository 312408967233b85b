/** The lens of the canvas: which cost the bars show, of one node and against all of them. */
import type { NodeFacts } from '../../core/cost/estimate-types.ts';
import type { NodeId } from '../../core/graph/graph.ts';
import type { Lens } from '../../state/view-store.ts';

export type Facts = ReadonlyMap<NodeId, NodeFacts>;

export const LENSES: readonly { readonly value: Lens; readonly label: string; readonly tip: string }[] = [
  { value: 'latency', label: 'Latency', tip: 'Share of the cycles. The longest bar is the slowest node.' },
  { value: 'sram', label: 'SRAM', tip: 'Bytes alive while the node runs, against the peak.' },
  { value: 'flash', label: 'Flash', tip: 'Share of the weights in flash.' },
  { value: 'macs', label: 'MACs', tip: 'Share of the multiply-accumulates.' },
];

function lensCost(facts: NodeFacts, lens: Lens): number {
  if (lens === 'latency') return facts.cycles;
  if (lens === 'sram') return facts.liveBytes;
  return lens === 'flash' ? facts.weightBytes : facts.macs;
}

export interface LensShare {
  /** 0..1 of the total; of the peak for SRAM, where costs do not add up. */
  readonly share: number;
  /** 0..1 of the costliest node: the bar. */
  readonly relative: number;
}

interface Totals {
  readonly sum: number;
  readonly largest: number;
}

const TOTALS = new WeakMap<Facts, Map<Lens, Totals>>();

function totalsOf(facts: Facts, lens: Lens): Totals {
  const known = TOTALS.get(facts) ?? new Map<Lens, Totals>();
  TOTALS.set(facts, known);
  const found = known.get(lens);
  if (found !== undefined) return found;
  let sum = 0;
  let largest = 0;
  for (const each of facts.values()) {
    const cost = lensCost(each, lens);
    sum += cost;
    largest = Math.max(largest, cost);
  }
  const totals = { sum, largest };
  known.set(lens, totals);
  return totals;
}

/** What these nodes cost together; undefined when none of them has facts. */
export function lensShare(facts: Facts, nodes: readonly NodeId[], lens: Lens): LensShare | undefined {
  const costs = nodes.flatMap((id) => {
    const each = facts.get(id);
    return each === undefined ? [] : [lensCost(each, lens)];
  });
  if (costs.length === 0) return undefined;
  const cost = lens === 'sram' ? Math.max(...costs) : costs.reduce((sum, each) => sum + each, 0);
  const { sum, largest } = totalsOf(facts, lens);
  const whole = lens === 'sram' ? largest : sum;
  return { share: whole === 0 ? 0 : cost / whole, relative: largest === 0 ? 0 : Math.min(1, cost / largest) };
}

/** "12 %", "<1 %", "0 %". */
export function shareText(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 1 ? '<1\u202f%' : `${Math.round(percent)}\u202f%`;
}
