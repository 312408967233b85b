import type { OrderGraph } from './order-graph.ts';

/** How many bytes are alive along one order. */
export interface LiveProfile {
  /** While each operator of the order runs: inputs, outputs, scratch, and whatever waits for later. */
  readonly during: Float64Array;
  /** Between operators: entry i is alive before operator i of the order starts; the last entry is what remains at the end. */
  readonly between: Float64Array;
  readonly peakBytes: number;
}

/** Live bytes along a legal order of all operators. */
export function liveProfile(graph: OrderGraph, order: ArrayLike<number>): LiveProfile {
  const waiting = Int32Array.from(graph.readers, (readers) => readers.length);
  const during = new Float64Array(order.length);
  const between = new Float64Array(order.length + 1);
  let live = graph.startBytes;
  let peakBytes = live + graph.unreadBytes;
  between[0] = live;
  for (let i = 0; i < order.length; i++) {
    const op = order[i]!;
    for (const tensor of graph.reads[op]!) waiting[tensor]!--;
    during[i] = live + graph.scratch[op]! + written(graph, op) - takenOver(graph, op, waiting);
    peakBytes = Math.max(peakBytes, during[i]!);
    live += kept(graph, op) - freed(graph, op, waiting);
    between[i + 1] = live;
  }
  return { during, between, peakBytes };
}

function written(graph: OrderGraph, op: number): number {
  let sum = 0;
  for (const tensor of graph.writes[op]!) sum += graph.bytes[tensor]!;
  return sum;
}

/** Bytes of outputs that somebody will need. */
function kept(graph: OrderGraph, op: number): number {
  let sum = 0;
  for (const tensor of graph.writes[op]!) if (graph.readers[tensor]!.length > 0 || graph.kept[tensor] === 1) sum += graph.bytes[tensor]!;
  return sum;
}

function freed(graph: OrderGraph, op: number, waiting: Int32Array): number {
  let sum = 0;
  for (const tensor of graph.reads[op]!) if (waiting[tensor] === 0 && graph.kept[tensor] === 0) sum += graph.bytes[tensor]!;
  return sum;
}

/** The first output's bytes when it can lie in a dying input's buffer. */
function takenOver(graph: OrderGraph, op: number, waiting: Int32Array): number {
  const output = graph.writes[op]![0];
  if (output === undefined) return 0;
  const dies = (tensor: number): boolean => waiting[tensor] === 0 && graph.kept[tensor] === 0;
  return graph.inPlace[op]!.some(dies) ? graph.bytes[output]! : 0;
}
