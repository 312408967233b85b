import type { OrderGraph } from './order-graph.ts';
import type { Segment } from './segments.ts';

/** A tensor that operators of a segment read or write, seen from inside the segment. */
export interface LocalTensor {
  readonly bytes: number;
  /** Local operator that writes it, -1 when it was there before. */
  readonly writer: number;
  /** Local operators that read it. */
  readonly readers: readonly number[];
  /** The same as a bitset. */
  readonly readerBits: Int32Array;
  /** later: needed after the segment, so it never dies here. here: dies with its last reader. unread: nobody needs it at all. */
  readonly dies: 'later' | 'here' | 'unread';
}

/** One operator of a segment, with everything about its cost that does not depend on the order worked out. */
export interface LocalOp {
  /** Live bytes added while it runs: outputs and scratch. */
  readonly extraBytes: number;
  /** Change of live bytes after it, shared inputs aside: outputs that stay minus inputs only it reads. */
  readonly netBytes: number;
  /** Inputs with several readers, which may die with it. */
  readonly shared: readonly LocalTensor[];
  /** Bytes saved while it runs when one of `takeOver` dies with it. */
  readonly savedBytes: number;
  readonly takeOver: readonly LocalTensor[];
  readonly before: readonly number[];
  readonly next: readonly number[];
}

/** The order question inside one segment; operators are renumbered from 0. */
export interface LocalProblem {
  readonly first: number;
  readonly ops: readonly LocalOp[];
  /** 32-bit words of a bitset over the operators. */
  readonly words: number;
  readonly startBytes: number;
  /** Alive after all operators. */
  readonly endBytes: number;
  /** False when an operator may run in place over an input that others read too. */
  readonly reversible: boolean;
  /** No order of the whole graph has a peak below this one's. */
  readonly lowerBound: number;
}

/** Cuts a segment out of the graph. What is alive before and after it does not depend on the order. */
export function localProblemOf(graph: OrderGraph, segment: Segment, startBytes: number, endBytes: number): LocalProblem {
  const tensors = localTensors(graph, segment);
  const ops: LocalOp[] = [];
  for (let op = segment.start; op < segment.end; op++) ops.push(localOpOf(graph, segment, op, tensors));
  const words = Math.ceil(ops.length / 32);
  return {
    first: segment.start,
    ops,
    words,
    startBytes,
    endBytes,
    reversible: ops.every((op) => op.takeOver.every((tensor) => tensor.readers.length === 1)),
    lowerBound: lowerBoundOf(ops, words, startBytes, [...tensors.values()]),
  };
}

function localTensors(graph: OrderGraph, { start, end }: Segment): Map<number, LocalTensor> {
  const tensors = new Map<number, LocalTensor>();
  for (let op = start; op < end; op++) {
    for (const list of [graph.reads[op]!, graph.writes[op]!]) {
      for (const tensor of list) if (!tensors.has(tensor)) tensors.set(tensor, localTensorOf(graph, { start, end }, tensor));
    }
  }
  return tensors;
}

function localTensorOf(graph: OrderGraph, { start, end }: Segment, tensor: number): LocalTensor {
  const readers = within({ start, end }, graph.readers[tensor]!);
  const needed = graph.kept[tensor] === 1 || (graph.readers[tensor]!.at(-1) ?? -1) >= end;
  return {
    bytes: graph.bytes[tensor]!,
    writer: Math.max(-1, graph.writer[tensor]! - start),
    readers,
    readerBits: bitsOf(readers, Math.ceil((end - start) / 32)),
    dies: needed ? 'later' : readers.length > 0 ? 'here' : 'unread',
  };
}

function bitsOf(members: readonly number[], words: number): Int32Array {
  const bits = new Int32Array(words);
  for (const member of members) bits[member >> 5]! |= 1 << (member & 31);
  return bits;
}

function within({ start, end }: Segment, ops: readonly number[]): number[] {
  return ops.filter((op) => op >= start && op < end).map((op) => op - start);
}

function localOpOf(graph: OrderGraph, segment: Segment, op: number, tensors: ReadonlyMap<number, LocalTensor>): LocalOp {
  const known = (indices: readonly number[]): LocalTensor[] => indices.flatMap((tensor) => tensors.get(tensor) ?? []);
  const outputs = known(graph.writes[op]!);
  const mortal = known(graph.reads[op]!).filter((tensor) => tensor.dies === 'here');
  const own = mortal.filter((tensor) => tensor.readers.length === 1);
  return {
    extraBytes: graph.scratch[op]! + bytesOf(outputs),
    netBytes: bytesOf(outputs.filter((tensor) => tensor.dies !== 'unread')) - bytesOf(own),
    shared: mortal.filter((tensor) => tensor.readers.length > 1),
    savedBytes: outputs[0]?.bytes ?? 0,
    takeOver: known(graph.inPlace[op]!).filter((tensor) => tensor.dies === 'here'),
    before: within(segment, graph.before[op]!),
    next: within(segment, graph.next[op]!),
  };
}

function bytesOf(tensors: readonly LocalTensor[]): number {
  let sum = 0;
  for (const tensor of tensors) sum += tensor.bytes;
  return sum;
}

/**
 * The most that any one operator needs in every order: its own buffers, and each tensor that must wait across it because its writer is
 * an ancestor (or earlier than the segment) and some reader a descendant (or later than the segment).
 */
function lowerBoundOf(ops: readonly LocalOp[], words: number, startBytes: number, tensors: readonly LocalTensor[]): number {
  const ancestors = ancestorsOf(ops, words);
  const runsBefore = (early: number, late: number): boolean => ((ancestors[late]![early >> 5]! >>> (early & 31)) & 1) === 1;
  const untouched = startBytes - bytesOf(tensors.filter((tensor) => tensor.writer < 0));
  const waits = (tensor: LocalTensor, op: number): boolean => {
    if (tensor.dies === 'unread' || (tensor.writer >= 0 && !runsBefore(tensor.writer, op))) return false;
    return tensor.dies === 'later' || tensor.readers.some((reader) => reader === op || runsBefore(op, reader));
  };
  let bound = startBytes;
  ops.forEach((op, index) => {
    let live = untouched + op.extraBytes - (op.takeOver.length > 0 ? op.savedBytes : 0);
    for (const tensor of tensors) if (waits(tensor, index)) live += tensor.bytes;
    bound = Math.max(bound, live);
  });
  return bound;
}

/** Bitset of each operator's ancestors inside the segment. */
function ancestorsOf(ops: readonly LocalOp[], words: number): Int32Array[] {
  const ancestors: Int32Array[] = [];
  for (const op of ops) {
    const set = new Int32Array(words);
    for (const parent of op.before) {
      const earlier = ancestors[parent]!;
      for (let word = 0; word < words; word++) set[word]! |= earlier[word]!;
      set[parent >> 5]! |= 1 << (parent & 31);
    }
    ancestors.push(set);
  }
  return ancestors;
}
