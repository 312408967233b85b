/**
 * Addresses fixed beforehand and shipped with the model ("OfflineMemoryAllocation"). Only tensors can be fixed: kernel scratch is still
 * placed on the chip, around them, and is simulated so. With fixed addresses a RESHAPE shares its input's buffer (TFLM then copies
 * nothing), which the planner on the chip never does.
 */
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Core } from '../mcu/chip.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import { MicroAllocator } from '../runtime/tflm/allocator.ts';
import { targetOf } from '../runtime/tflm/target.ts';
import { sumAlive } from './alive.ts';
import type { ArenaPlan } from './arena.ts';
import { collectBuffers, planArena } from './arena.ts';
import { BufferTable, NOT_FIXED, placeInOrder } from './greedy.ts';

export interface FixedPlan {
  /** By tensor index, as the metadata lists them; -1 is not planned. */
  readonly offsets: readonly number[];
  /** What the chip makes of them. */
  readonly plan: ArenaPlan;
}

/** The best of several placements, each simulated as the chip will run it; never more than the chip's own planner takes. */
export function planWithFixedAddresses(graph: DeployedGraph, runtime: RuntimeId, core: Core, order?: readonly number[]): FixedPlan {
  const { offlineOffsets: _, ...free } = graph;
  const own = planArena(free, runtime, core, order);
  let best: FixedPlan = { offsets: offsetsOf(free, own), plan: own };
  for (const shared of [sharedBuffers(free), free.tensors.map((_tensor, index) => index)]) {
    const table = new BufferTable();
    collectShared(free, runtime, core, order, shared, table);
    const crowds = crowdsOf(table, free.ops.length);
    for (const rank of RANKS) {
      const offsets = placeByRank(table, rank, crowds, shared);
      const plan = planArena({ ...free, offlineOffsets: offsets }, runtime, core, order);
      if (plan.activations < best.plan.activations) best = { offsets, plan };
    }
  }
  return { offsets: best.offsets, plan: planArena({ ...free, offlineOffsets: best.offsets }, runtime, core, order) };
}

function offsetsOf(graph: DeployedGraph, plan: ArenaPlan): number[] {
  const offsets = graph.tensors.map(() => NOT_FIXED);
  for (const { tensor, offset } of plan.buffers) if (tensor >= 0) offsets[tensor] = offset;
  return offsets;
}

/** By tensor: the tensor whose buffer it lies in, itself unless a RESHAPE made it. */
function sharedBuffers(graph: DeployedGraph): number[] {
  const owner = graph.tensors.map((_tensor, index) => index);
  for (const op of graph.ops) {
    if (op.code !== 'RESHAPE') continue;
    const from = op.inputs[0] ?? -1;
    const to = op.outputs[0] ?? -1;
    const input = graph.tensors[from];
    const output = graph.tensors[to];
    if (input?.role === 'activation' && output?.role === 'activation' && input.bytes === output.bytes) owner[to] = owner[from]!;
  }
  return owner;
}

/** The buffers of the graph, those that share one joined into the owner's, alive from the first to the last of them. */
function collectShared(
  graph: DeployedGraph,
  runtime: RuntimeId,
  core: Core,
  order: readonly number[] | undefined,
  shared: readonly number[],
  table: BufferTable,
): void {
  const allocator = new MicroAllocator();
  const all = new BufferTable();
  allocator.prepareModel(graph, targetOf(runtime, core), order);
  collectBuffers(graph, order, allocator, all);
  table.clear(all.count);
  const rows = new Map<number, number>();
  for (let id = 0; id < all.count; id++) {
    const owner = shared[all.tensor[id]!];
    const row = owner === undefined ? undefined : rows.get(owner);
    if (row === undefined) {
      if (owner !== undefined) rows.set(owner, table.count);
      table.add(owner ?? -1, all.op[id]!, all.bytes[id]!, all.first[id]!, all.last[id]!, NOT_FIXED);
    } else {
      table.first[row] = Math.min(table.first[row]!, all.first[id]!);
      table.last[row] = Math.max(table.last[row]!, all.last[id]!);
    }
  }
}

/** The larger, the earlier it is placed; `crowd` is the most bytes alive while the buffer is. */
type Rank = (bytes: number, first: number, last: number, crowd: number) => number;

const RANKS: readonly Rank[] = [
  (bytes) => bytes,
  (bytes, first, last) => bytes * (last - first + 1),
  (_bytes, _first, _last, crowd) => crowd,
  (_bytes, first, last) => last - first,
  (_bytes, first) => -first,
];

function placeByRank(table: BufferTable, rank: Rank, crowds: Float64Array, shared: readonly number[]): number[] {
  const { bytes, first, last } = table;
  const ids = Array.from({ length: table.count }, (_, id) => id);
  const ranks = ids.map((id) => rank(bytes[id]!, first[id]!, last[id]!, crowds[id]!));
  ids.sort((a, b) => ranks[b]! - ranks[a]! || bytes[b]! - bytes[a]! || b - a);
  table.placed.set(ids);
  placeInOrder(table);
  const addresses = new Map(ids.map((id) => [table.tensor[id]!, table.offset[id]!]));
  return shared.map((owner) => addresses.get(owner) ?? NOT_FIXED);
}

/** By buffer: the most bytes alive at any time it is. */
function crowdsOf(table: BufferTable, times: number): Float64Array {
  const alive = new Float64Array(times + 2);
  sumAlive(table, times, alive);
  const crowds = new Float64Array(table.count);
  for (let id = 0; id < table.count; id++) {
    for (let time = Math.max(0, table.first[id]!); time <= table.last[id]!; time++) crowds[id] = Math.max(crowds[id]!, alive[time]!);
  }
  return crowds;
}
