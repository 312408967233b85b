/** What an operator of the network needs of the run it is part of. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { DeployedGraph, DeployedOp } from '../../core/graph/deployed.ts';
import type { GraphNode } from '../../core/graph/graph.ts';
import type { Parameter } from './parameters.ts';

/** How the network is run. `folded`: batch norms are part of the layers before them, as deployed. */
export type Mode = 'train' | 'evaluate' | 'folded';

export interface Run {
  readonly mode: Mode;
  /** Value of each tensor of the graph so far, by index. */
  readonly values: (Tensor | undefined)[];
  /** A kernel as it takes part: rounded where the run is quantised, with one scale for each index of `axis`, or one for all. */
  readonly kernel: (kernel: Tensor, axis: number | undefined) => Tensor;
  /** Value of a seeded dropout mask, 0 to 1. */
  readonly random: () => number;
}

/** One operator, ready to run: reads its inputs from the run and returns its outputs. */
export type Step = (run: Run) => readonly Tensor[];

export interface Site {
  readonly op: DeployedOp;
  readonly graph: DeployedGraph;
  /** The weight behind an input of the operator; undefined for a value, or for what is left out. */
  readonly parameter: (input: number) => Parameter | undefined;
  /** Integers of an input the structure is made of: axes, a table of pads. */
  readonly integers: (input: number) => readonly number[];
  /** Deployed as int8, its kernel has one scale a channel. */
  readonly perChannel: boolean;
  /** The batch norm folded into the operator, and its weights. */
  readonly norm: Norm | undefined;
}

export interface Norm {
  readonly node: GraphNode;
  readonly epsilon: number;
  readonly momentum: number;
  readonly gamma: Parameter;
  readonly beta: Parameter;
  readonly mean: Parameter;
  readonly variance: Parameter;
}
