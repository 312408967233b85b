/**
 * Multiply-accumulates of a deployed operator. Counted are the operators that multiply by weights: convolutions, dense layers, SVDF and
 * LSTM gates; everything else counts 0, as the literature does.
 */
import type { DeployedGraph, DeployedOp, OpCode } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';

/** Dimension `axis` of operand `operand`; 0 when a broken file has no such thing. */
type Dimension = (operand: number, axis: number) => number;
type Counter = (size: Dimension, outputElements: number) => number;

const COUNTERS: Partial<Readonly<Record<OpCode, Counter>>> = {
  CONV_2D: (size, outputElements) => outputElements * size(1, 1) * size(1, 2) * size(1, 3),
  DEPTHWISE_CONV_2D: (size, outputElements) => outputElements * size(1, 1) * size(1, 2),
  /** Each input value meets every weight of its channel, those clipped at the border included. */
  TRANSPOSE_CONV: (size) => size(2, 0) * size(2, 1) * size(2, 2) * size(2, 3) * size(1, 0) * size(1, 1) * size(1, 2),
  FULLY_CONNECTED: (size, outputElements) => outputElements * size(1, 1),
  SVDF: (size) => size(0, 0) * (size(1, 0) * size(1, 1) + size(2, 0) * size(2, 1)),
  UNIDIRECTIONAL_SEQUENCE_LSTM: (size) => size(0, 0) * size(0, 1) * 4 * (size(2, 0) * size(2, 1) + size(6, 0) * size(6, 1)),
};

export function macsOf(op: DeployedOp, graph: DeployedGraph): number {
  const counter = COUNTERS[op.code];
  if (counter === undefined) return 0;
  const size: Dimension = (operand, axis) => graph.tensors[op.inputs[operand] ?? -1]?.shape[axis] ?? 0;
  return counter(size, elementCount(graph.tensors[op.outputs[0] ?? -1]?.shape ?? [0]));
}
