/**
 * The arena of a deployed graph under TensorFlow Lite Micro: which buffer lies where, what the runtime keeps for good, and the smallest
 * arena that works. Nothing is remembered between calls but the room they worked in.
 */
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Core } from '../mcu/chip.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import { ARENA_ALIGNMENT, MicroAllocator } from '../runtime/tflm/allocator.ts';
import { alignUp } from '../runtime/tflm/structs.ts';
import { targetOf } from '../runtime/tflm/target.ts';
import { sumAlive } from './alive.ts';
import { BufferTable, NOT_FIXED, placeGreedily } from './greedy.ts';
import type { Lifetimes } from './liveness.ts';
import { createLifetimes, markLifetimes } from './liveness.ts';
import type { PlacedBuffer } from './placed-buffer.ts';

/** All in bytes. */
export interface ArenaPlan {
  /** The planned part: tensors and kernel scratch at their addresses. */
  readonly activations: number;
  /** The runtime's records. */
  readonly persistent: number;
  /** Both: what arena_used_bytes() returns. */
  readonly arena: number;
  /** The smallest arena in which AllocateTensors succeeds. */
  readonly minArena: number;
  /** In the order they were placed. */
  readonly buffers: readonly PlacedBuffer[];
  /** Index in the graph of the operator that runs while the planned part is fullest; -1 when there is no operator. */
  readonly peakOp: number;
  /** By operator index: bytes alive while it runs, scratch included. */
  readonly liveBytes: readonly number[];
  /** By operator index: bytes of scratch it asks for, before rounding. */
  readonly scratch: readonly number[];
}

const allocator = new MicroAllocator();
const table = new BufferTable();
let lifetimes = createLifetimes(256);
/** Bytes alive, by time. */
let alive = new Float64Array(256);

/** Plans the graph with its operators in `order` (operator indices, each once; undefined is the graph's own). */
export function planArena(graph: DeployedGraph, runtime: RuntimeId, core: Core, order?: readonly number[]): ArenaPlan {
  allocator.prepareModel(graph, targetOf(runtime, core), order);
  collectBuffers(graph, order, allocator, table);
  allocator.plan(table.count);
  const activations = placeGreedily(table);
  allocator.commit(graph, activations);
  const liveBytes = liveBytesOf(graph, order);
  return {
    activations,
    persistent: allocator.tail,
    arena: activations + allocator.tail,
    minArena: allocator.minimumBytes,
    buffers: placedBuffers(table),
    peakOp: peakOf(graph, order, activations, liveBytes),
    liveBytes,
    scratch: scratchOf(graph),
  };
}

/** Every planned tensor in index order, then every scratch request in the order kernels made them. */
export function collectBuffers(
  graph: DeployedGraph,
  order: readonly number[] | undefined,
  { scratchCount, scratchBytes, scratchOp }: MicroAllocator,
  into: BufferTable,
): void {
  const { tensors, offlineOffsets } = graph;
  const { first, last } = lifetimesInRoom(graph, order);
  into.clear(tensors.length + scratchCount);
  for (let i = 0; i < tensors.length; i++) {
    const tensor = tensors[i]!;
    if (tensor.role !== 'activation' || tensor.bytes === 0) continue;
    into.add(i, -1, alignUp(tensor.bytes, ARENA_ALIGNMENT), first[i]!, last[i]!, offlineOffsets?.[i] ?? NOT_FIXED);
  }
  let position = 0;
  for (let i = 0; i < scratchCount; i++) {
    const op = scratchOp[i]!;
    while ((order?.[position] ?? position) !== op) position++;
    into.add(-1, op, alignUp(scratchBytes[i]!, ARENA_ALIGNMENT), position + 1, position + 1, NOT_FIXED);
  }
}

function lifetimesInRoom(graph: DeployedGraph, order: readonly number[] | undefined): Lifetimes {
  if (lifetimes.first.length < graph.tensors.length) lifetimes = createLifetimes(2 * graph.tensors.length);
  markLifetimes(graph, order, lifetimes);
  return lifetimes;
}

function placedBuffers({ count, placed, tensor, op, bytes, offset, first, last }: BufferTable): readonly PlacedBuffer[] {
  const buffers = new Array<PlacedBuffer>(count);
  for (let i = 0; i < count; i++) {
    const id = placed[i]!;
    buffers[i] =
      op[id]! < 0
        ? { tensor: tensor[id]!, bytes: bytes[id]!, offset: offset[id]!, first: first[id]!, last: last[id]! }
        : { tensor: -1, op: op[id]!, bytes: bytes[id]!, offset: offset[id]!, first: first[id]!, last: last[id]! };
  }
  return buffers;
}

function liveBytesOf(graph: DeployedGraph, order: readonly number[] | undefined): readonly number[] {
  const ops = graph.ops.length;
  if (alive.length < ops + 2) alive = new Float64Array(2 * (ops + 2));
  sumAlive(table, ops, alive);
  const live = new Array<number>(ops).fill(0);
  for (let i = 0; i < ops; i++) live[order?.[i] ?? i] = alive[i + 1]!;
  return live;
}

/** Of the operators that run while a buffer reaches the top of the plan, the one with most alive. */
function peakOf(graph: DeployedGraph, order: readonly number[] | undefined, top: number, liveBytes: readonly number[]): number {
  let peak = -1;
  for (let id = 0; id < table.count; id++) {
    if (table.offset[id]! + table.bytes[id]! < top) continue;
    const end = Math.min(graph.ops.length, Math.max(1, table.last[id]!));
    for (let time = Math.max(1, table.first[id]!); time <= end; time++) {
      const op = order?.[time - 1] ?? time - 1;
      if (peak < 0 || liveBytes[op]! > liveBytes[peak]!) peak = op;
    }
  }
  return peak < 0 && graph.ops.length > 0 ? (order?.[0] ?? 0) : peak;
}

function scratchOf(graph: DeployedGraph): readonly number[] {
  const scratch = new Array<number>(graph.ops.length).fill(0);
  for (let i = 0; i < allocator.scratchCount; i++) scratch[allocator.scratchOp[i]!]! += allocator.scratchBytes[i]!;
  return scratch;
}
