import { newDesign } from '../document/new-design.ts';
import type { Design } from '../document/design.ts';
import type { Graph } from '../graph/graph.ts';
import type { OpGroup } from '../ops/op.ts';
import { opOf } from '../ops/registry.ts';

/** What the network looks at. */
export type SampleTask = 'image' | 'audio' | 'motion' | 'signal';

/** A network to start from: a design document, without weights. */
export interface Sample {
  /** Stable: it may stand in an address. */
  readonly id: string;
  readonly name: string;
  /** One line for the gallery. */
  readonly summary: string;
  readonly task: SampleTask;
  /** The design, made anew at each call. */
  readonly design: () => Design;
}

/** A sample's design: int8 inside and out, on a chip that it fits. */
export function sampleDesign(name: string, chip: string, graph: Graph, notes: string): Design {
  return { ...newDesign(name), chip, graph, notes };
}

/** A thumbnail of a graph: one mark per node in running order, at most `limit` of them. */
export function marksOf(graph: Graph, limit = 40): readonly OpGroup[] {
  return graph.nodes.slice(0, limit).map((node) => opOf(node)?.group ?? 'other');
}
