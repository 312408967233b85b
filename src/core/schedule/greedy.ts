/**
 * TFLM's GreedyMemoryPlanner: buffers by size, the largest first, each into the first gap between those placed that are alive with it.
 * Source: greedy_memory_planner.cc of tensorflow/tflite-micro at 90b983c2.
 */

/** Left to the planner, in `fixed`. */
export const NOT_FIXED = -1;

/** Up to this many buffers are sorted by insertion, which is faster than a general sort. */
const SMALL = 64;

/** The buffers to place and their addresses, column by column; reused from plan to plan. */
export class BufferTable {
  count = 0;
  /** What the buffer holds: a tensor, or -1 and the operator whose scratch it is. */
  tensor = new Int32Array(0);
  op = new Int32Array(0);
  bytes = new Float64Array(0);
  first = new Int32Array(0);
  last = new Int32Array(0);
  /** An address given beforehand, or NOT_FIXED. */
  fixed = new Float64Array(0);
  /** The answer. */
  offset = new Float64Array(0);
  /** Buffers in the order they were placed. */
  placed = new Int32Array(0);
  /** Placed buffers by address: the first, and after each the next; -1 is the end. */
  lowest = -1;
  next = new Int32Array(0);

  /** Empties the table and makes room for `capacity` buffers. */
  clear(capacity: number): void {
    this.count = 0;
    this.lowest = -1;
    if (capacity <= this.tensor.length) return;
    const room = Math.max(256, 2 * capacity);
    this.tensor = new Int32Array(room);
    this.op = new Int32Array(room);
    this.bytes = new Float64Array(room);
    this.first = new Int32Array(room);
    this.last = new Int32Array(room);
    this.fixed = new Float64Array(room);
    this.offset = new Float64Array(room);
    this.placed = new Int32Array(room);
    this.next = new Int32Array(room);
  }

  add(tensor: number, op: number, bytes: number, first: number, last: number, fixed: number): void {
    const id = this.count++;
    this.tensor[id] = tensor;
    this.op[id] = op;
    this.bytes[id] = bytes;
    this.first[id] = first;
    this.last[id] = last;
    this.fixed[id] = fixed;
  }
}

/** Gives every buffer its address; returns the bytes they take together. */
export function placeGreedily(table: BufferTable): number {
  sortForPlacing(table);
  return placeInOrder(table);
}

/** As `placeGreedily`, in the order that `table.placed` already lists. */
export function placeInOrder(table: BufferTable): number {
  let top = 0;
  table.lowest = -1;
  for (let i = 0; i < table.count; i++) {
    const id = table.placed[i]!;
    const fixed = table.fixed[id]!;
    const offset = fixed === NOT_FIXED ? gapFor(table, id) : fixed;
    table.offset[id] = offset;
    link(table, id, offset);
    top = Math.max(top, offset + table.bytes[id]!);
  }
  return top;
}

/** Fixed buffers first, as they were added; then by size, and of equal ones the last added first. */
function sortForPlacing(table: BufferTable): void {
  const { count, placed, fixed, bytes } = table;
  let start = 0;
  for (let id = 0; id < count; id++) if (fixed[id] !== NOT_FIXED) placed[start++] = id;
  let end = start;
  for (let id = 0; id < count; id++) if (fixed[id] === NOT_FIXED) placed[end++] = id;
  if (end - start > SMALL) {
    placed.subarray(start, end).sort((a, b) => bytes[b]! - bytes[a]! || b - a);
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const id = placed[i]!;
    const size = bytes[id]!;
    let at = i;
    for (; at > start && bytes[placed[at - 1]!]! <= size; at--) placed[at] = placed[at - 1]!;
    placed[at] = id;
  }
}

/** The lowest address with room, among the placed buffers that are alive at the same time. */
function gapFor(table: BufferTable, id: number): number {
  const { bytes, first, last, offset, next } = table;
  const size = bytes[id]!;
  const from = first[id]!;
  const to = last[id]!;
  let candidate = 0;
  for (let at = table.lowest; at >= 0; at = next[at]!) {
    if (first[at]! > to || from > last[at]!) continue;
    if (offset[at]! - candidate >= size) break;
    candidate = Math.max(candidate, offset[at]! + bytes[at]!);
  }
  return candidate;
}

/** Into the list by address, after those at the same one. */
function link(table: BufferTable, id: number, address: number): void {
  const { offset, next } = table;
  let before = -1;
  let at = table.lowest;
  while (at >= 0 && offset[at]! <= address) {
    before = at;
    at = next[at]!;
  }
  next[id] = at;
  if (before < 0) table.lowest = id;
  else next[before] = id;
}
