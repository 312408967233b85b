/** Which values the network gives, and who reads what on the way. */
import type { Graph, NodeId } from '../graph/graph.ts';
import type { Wiring } from '../graph/topology.ts';
import type { Types } from './infer.ts';

/** A reader that is not one node: nobody, or several. */
const NOBODY = -1;
export const SEVERAL = -2;

/** For each position the position of the only sound node that reads it, NOBODY or SEVERAL. A node that reads twice counts as several. */
export function soleReaders({ order, sources }: Wiring, types: readonly Types[]): number[] {
  const readers: number[] = [];
  for (let i = 0; i < order.length; i++) readers.push(NOBODY);
  for (let i = 0; i < order.length; i++) {
    if (types[i] === undefined) continue;
    const list = sources[i]!;
    for (let k = 0; k < list.length; k++) readers[list[k]!] = readers[list[k]!] === NOBODY ? i : SEVERAL;
  }
  return readers;
}

interface OutputPort {
  readonly at: number;
  readonly port: number;
}

/** The ports the graph lists, as far as their nodes are sound. */
export function listedPorts(graph: Graph, { order }: Wiring, types: readonly Types[]): readonly OutputPort[] {
  const position = new Map<NodeId, number>(order.map((node, at) => [node.id, at]));
  return graph.outputs.flatMap(({ node, port }) => {
    const at = position.get(node);
    return at !== undefined && types[at]?.[port] !== undefined ? [{ at, port }] : [];
  });
}

/** Every port of a sound node that no sound node reads. */
export function openPorts(wiring: Wiring, types: readonly Types[], readers: readonly number[]): readonly OutputPort[] {
  const open: OutputPort[] = [];
  for (let at = 0; at < types.length; at++) {
    const count = types[at]?.length ?? 0;
    for (let port = 0; port < count; port++) {
      if (readers[at] === NOBODY || (count > 1 && !isRead(wiring, types, at, port))) open.push({ at, port });
    }
  }
  return open;
}

function isRead({ order, sources }: Wiring, types: readonly Types[], at: number, port: number): boolean {
  return order.some((node, i) => types[i] !== undefined && sources[i]!.some((source, k) => source === at && node.inputs[k]!.port === port));
}
