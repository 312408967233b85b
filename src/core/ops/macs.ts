/**
 * Multiply-accumulates of a deployed operator. Counted are the operators that multiply by weights: convolutions, dense layers, SVDF and
 * LSTM gates; everything else counts 0, as the literature does.
 */
import type { DeployedGraph, DeployedOp, OpCode } from '../graph/deployed.ts';
import { elementCount, type Shape } from '../graph/tensor.ts';

type Counter = (shapeOf: (operand: number) => Shape, output: Shape) => number;

/** Operand numbers are positions in the operator's inputs. */
const COUNTERS: Partial<Readonly<Record<OpCode, Counter>>> = {
  CONV_2D: (shapeOf, output) => {
    const [, kernelH, kernelW, channels] = shapeOf(1) as readonly [number, number, number, number];
    return elementCount(output) * kernelH * kernelW * channels;
  },
  DEPTHWISE_CONV_2D: (shapeOf, output) => elementCount(output) * shapeOf(1)[1]! * shapeOf(1)[2]!,
  /** Each input value meets every weight of its channel, clipped positions included. */
  TRANSPOSE_CONV: (shapeOf) => {
    const [filters, kernelH, kernelW] = shapeOf(1) as readonly [number, number, number, number];
    return elementCount(shapeOf(2)) * filters * kernelH * kernelW;
  },
  FULLY_CONNECTED: (shapeOf, output) => elementCount(output) * (shapeOf(1)[1] ?? 0),
  SVDF: (shapeOf) => shapeOf(0)[0]! * (elementCount(shapeOf(1)) + elementCount(shapeOf(2))),
  UNIDIRECTIONAL_SEQUENCE_LSTM: (shapeOf) => {
    const [a, b] = shapeOf(0) as readonly [number, number, number];
    return a * b * 4 * (elementCount(shapeOf(2)) + elementCount(shapeOf(6)));
  },
};

export function macsOf(op: DeployedOp, graph: DeployedGraph): number {
  const counter = COUNTERS[op.code];
  if (counter === undefined) return 0;
  const shapeOf = (operand: number): Shape => graph.tensors[op.inputs[operand] ?? -1]?.shape ?? [];
  const output = graph.tensors[op.outputs[0] ?? -1]?.shape ?? [];
  return counter(shapeOf, output);
}
