/** The memory map as rectangles: time on x, address on y. Pure, so that it can be checked without a screen. */
import type { Estimate, PlacedBuffer } from '../../../core/cost/estimate-types.ts';
import { originalNode } from '../../../core/graph/expand.ts';
import type { NodeId } from '../../../core/graph/graph.ts';

export interface MemoryBlock {
  readonly key: string;
  readonly kind: 'tensor' | 'scratch';
  /** The node that makes the value, or that asks for the scratch; undefined for what deployment adds and for a network input. */
  readonly node: NodeId | undefined;
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
  /** Operator times, both included; 0 is before the first operator. */
  readonly first: number;
  readonly last: number;
}

/** One block per planned buffer, in address order. */
export function memoryBlocks({ buffers, deployed }: Estimate): readonly MemoryBlock[] {
  const makers = new Map<number, number>();
  deployed.ops.forEach((op, at) => op.outputs.forEach((tensor) => makers.set(tensor, at)));
  const block = (buffer: PlacedBuffer, at: number): MemoryBlock => {
    const maker = buffer.tensor >= 0 ? makers.get(buffer.tensor) : buffer.op;
    const node = maker === undefined ? undefined : deployed.ops[maker]?.node;
    return {
      key: String(at),
      kind: buffer.tensor >= 0 ? 'tensor' : 'scratch',
      node: node === undefined ? undefined : originalNode(node),
      name: deployed.tensors[buffer.tensor]?.name ?? 'kernel scratch',
      offset: buffer.offset,
      bytes: buffer.bytes,
      first: buffer.first,
      last: buffer.last,
    };
  };
  return buffers.map(block).toSorted((a, b) => a.offset - b.offset || a.first - b.first);
}

/** At most five round addresses from 0 up to `top`, a power of two apart (3/2 of one where that fits better). */
export function byteTicks(top: number): readonly number[] {
  if (top <= 0) return [0];
  let step = 2 ** Math.max(0, Math.ceil(Math.log2(top / 4)));
  if ((step * 3) / 4 >= top / 4 && step >= 4) step = (step * 3) / 4;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
}

/** Times at which to write the operator's number: every 1, 2, 5, 10, ... so that at most `most` fit. */
export function timeTicks(ops: number, most: number): readonly number[] {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  const step = steps.find((candidate) => ops / candidate <= most) ?? 10_000;
  return Array.from({ length: Math.floor(ops / step) + 1 }, (_, i) => i * step);
}
