/** The rows behind an arena's figures, made on demand: what is kept for good, what is alive at the peak, why the least arena is larger. */
import type { Receipt, ReceiptRow } from '../base/evidence.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { shapeText } from '../graph/tensor.ts';
import type { Core } from '../mcu/chip.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import { MicroAllocator } from '../runtime/tflm/allocator.ts';
import { targetOf } from '../runtime/tflm/target.ts';
import type { ArenaPlan } from './arena.ts';
import { planArena } from './arena.ts';
import type { PlacedBuffer } from './placed-buffer.ts';

const SOURCE = 'tensorflow/tflite-micro 90b983c2, micro_allocator.cc';

/** One receipt a figure; the rows of each sum to its total. */
export interface ArenaReceipt {
  readonly activations: Receipt;
  readonly persistent: Receipt;
  readonly minArena: Receipt;
}

/** Explains `planArena` of the same arguments. */
export function arenaReceipt(graph: DeployedGraph, runtime: RuntimeId, core: Core, order?: readonly number[]): ArenaReceipt {
  const plan = planArena(graph, runtime, core, order);
  return {
    activations: activationsReceipt(graph, plan, order),
    persistent: persistentReceipt(graph, plan, runtime, core, order),
    minArena: minArenaReceipt(plan),
  };
}

function activationsReceipt(graph: DeployedGraph, plan: ArenaPlan, order: readonly number[] | undefined): Receipt {
  const time = order === undefined ? plan.peakOp + 1 : order.indexOf(plan.peakOp) + 1;
  const live = plan.buffers.filter(({ first, last }) => first <= time && time <= last);
  const rows = live.toSorted((a, b) => a.offset - b.offset).map((buffer) => bufferRow(graph, buffer));
  const gaps = plan.activations - live.reduce((sum, { bytes }) => sum + bytes, 0);
  const label = gaps > 0 ? 'gaps between them' : 'bytes that several share';
  if (gaps !== 0) rows.push({ label, value: gaps, evidence: 'exact', source: SOURCE });
  const peak = graph.ops[plan.peakOp]?.code;
  return {
    title: 'Planned activations',
    unit: 'bytes',
    total: plan.activations,
    formula: peak === undefined ? 'no operator runs' : `what is alive while operator ${plan.peakOp} (${peak}) runs, each rounded up to 16`,
    rows,
  };
}

function bufferRow(graph: DeployedGraph, { tensor, op, bytes, offset }: PlacedBuffer): ReceiptRow {
  const held = graph.tensors[tensor];
  const label =
    held === undefined ? `scratch of operator ${op}` : `${held.name || `tensor ${tensor}`} (${shapeText(held.shape)} ${held.type})`;
  return { label, value: bytes, formula: `at address ${offset}`, evidence: 'exact', source: SOURCE };
}

interface Total {
  count: number;
  asked: number;
  taken: number;
}

function persistentReceipt(
  graph: DeployedGraph,
  plan: ArenaPlan,
  runtime: RuntimeId,
  core: Core,
  order: readonly number[] | undefined,
): Receipt {
  const totals = new Map<string, Total>();
  const allocator = new MicroAllocator((what, bytes, taken) => {
    const total = totals.get(what) ?? { count: 0, asked: 0, taken: 0 };
    totals.set(what, { count: total.count + 1, asked: total.asked + bytes, taken: total.taken + taken });
  });
  allocator.prepareModel(graph, targetOf(runtime, core), order);
  allocator.commit(graph, plan.activations);
  return {
    title: 'Persistent records of the runtime',
    unit: 'bytes',
    total: plan.persistent,
    formula: 'every record in the order TFLM makes it, aligned to 16 where a kernel asks',
    rows: [...totals].map(([label, total]) => persistentRow(label, total)),
  };
}

function persistentRow(label: string, { count, asked, taken }: Total): ReceiptRow {
  const parts = count === 1 ? [] : [`${count} allocations of ${asked} bytes together`];
  if (taken > asked) parts.push(`${taken - asked} bytes of alignment`);
  return { label, value: taken, ...(parts.length > 0 && { formula: parts.join(', ') }), evidence: 'exact', source: SOURCE };
}

function minArenaReceipt(plan: ArenaPlan): Receipt {
  const rows: ReceiptRow[] = [
    { label: 'planned activations', value: plan.activations, evidence: 'exact', source: SOURCE },
    { label: 'persistent records', value: plan.persistent, evidence: 'exact', source: SOURCE },
  ];
  const more = plan.minArena - plan.arena;
  const label = more < 16 ? 'rounding up to 16' : 'temporary records while TFLM allocates, beyond what the activations take later';
  if (more > 0) rows.push({ label, value: more, evidence: 'exact', source: SOURCE });
  return {
    title: 'Smallest arena',
    unit: 'bytes',
    total: plan.minArena,
    formula: 'the most that any step of AllocateTensors needs at once, rounded up to 16',
    rows,
  };
}
