/** What an operator of the network needs of the run it is part of. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { DeployedGraph, DeployedOp } from '../../core/graph/deployed.ts';
import type { GraphNode } from '../../core/graph/graph.ts';
import type { ElementType } from '../../core/graph/tensor.ts';
import type { Grid } from '../ops/lstm-sequence.ts';
import type { Parameter } from './parameters.ts';

/** How the network is run. `folded`: batch norms are part of the layers before them, as deployed. */
export type Mode = 'train' | 'evaluate' | 'folded';

export interface Run {
  readonly mode: Mode;
  /** Value of each tensor of the graph so far, by index. */
  readonly values: (Tensor | undefined)[];
  /** A kernel as it takes part: rounded where the run is quantised. */
  readonly kernel: (kernel: Tensor, place: KernelPlace) => Tensor;
  /** Frames that each sample holds, one after the other, every one a run of the network; 1 when left out. */
  readonly frames?: number;
  /** What a state is rounded to before the next step of time finds it; left out where values stay real. */
  readonly grid?: (tensor: number) => Grid | undefined;
  /** Is shown the values that a state takes over time. */
  readonly see?: (tensor: number, values: Tensor) => void;
  /** What a layer with weights gives before its activation, where that is not the products with `kernel` and the bias added. */
  readonly sums?: (layer: LayerSums) => Tensor | undefined;
  /** Value of a seeded dropout mask, 0 to 1. */
  readonly random: () => number;
}

/** What a kernel's rounding goes by. */
export interface KernelPlace {
  /** Each of its indices has a scale; undefined where one holds for all. */
  readonly axis: number | undefined;
  /** Tensor of the graph that a layer's kernel is; left out for others, whose scales are not learned. */
  readonly tensor?: number;
  /** Steps on either side of 0, where that is not what all kernels have. */
  readonly most?: number | undefined;
}

export interface LayerSums {
  readonly value: Tensor;
  /** As it stands, before it is rounded. */
  readonly kernel: Tensor;
  readonly place: KernelPlace;
  readonly bias: Tensor1D | undefined;
  readonly multiply: (value: Tensor, kernel: Tensor) => Tensor;
  /** Tensors of the graph. */
  readonly input: number;
  readonly output: number;
}

/** One operator, ready to run: reads its inputs from the run and returns its outputs. */
export type Step = (run: Run) => readonly Tensor[];

export interface Site {
  readonly op: DeployedOp;
  readonly graph: DeployedGraph;
  /** The weight behind an input of the operator; undefined for a value, or for what is left out. */
  readonly parameter: (input: number) => Parameter | undefined;
  /** Gives what an input holds that weights make, as they are now; undefined for a value, or for what is left out. */
  readonly constant: (input: number) => (() => Tensor) | undefined;
  /** A weight of the operator's node, by the name it has in the design; throws where it has none. */
  readonly own: (name: string) => Parameter;
  /** Integers of an input the structure is made of: axes, a table of pads. */
  readonly integers: (input: number) => readonly number[];
  /** Type of an input once deployed as int8. */
  readonly integerType: (input: number) => ElementType | undefined;
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
