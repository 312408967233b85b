import type { Estimate } from '../cost/estimate-types.ts';
import type { Design } from '../document/design.ts';
import type { NodeId } from '../graph/graph.ts';

/** An edit worth trying, before its effect is known. */
export interface Candidate {
  /** Stable while the design stays: rule and node. */
  readonly id: string;
  /** What a click does: 'Halve the filters of "conv2d 3": 32 to 16'. */
  readonly title: string;
  /** One sentence: why it helps and what it costs. */
  readonly why: string;
  /** Nodes it is about, to be shown on hover. */
  readonly nodes: readonly NodeId[];
  /** same outputs: nothing to train. retrain: another network, which must be trained again. */
  readonly keeps: 'same outputs' | 'retrain';
  readonly apply: (design: Design) => Design;
}

/** The figures an edit may change. */
export interface Figures {
  /** Smallest arena. */
  readonly arenaBytes: number;
  readonly sramBytes: number;
  readonly flashBytes: number;
  /** undefined when the clock is not known. */
  readonly ms: number | undefined;
  readonly microjoules: number | undefined;
  readonly instructions: number;
  readonly macs: number;
  readonly params: number;
}

/** A one-click edit with its effect computed by estimating the edited design. */
export interface Hint extends Candidate {
  readonly effect: { readonly before: Figures; readonly after: Figures };
  /** Share by which the limit in question falls, 0 to 1; negative when it rises. */
  readonly gain: number;
}

export function figuresOf({ sram, flash, latency, energy, macs, params, unas }: Estimate): Figures {
  return {
    arenaBytes: unas?.pmu ?? sram.minArena,
    sramBytes: sram.total,
    flashBytes: flash.total,
    ms: latency.ms,
    microjoules: energy.microjoules,
    instructions: latency.instructions,
    macs,
    params,
  };
}
