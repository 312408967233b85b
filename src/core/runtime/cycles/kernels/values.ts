/**
 * Some kernels take a longer path for some values (negative ones, ones out of a table's range). Values are not known here, so every
 * representable value is taken as equally likely; quantisation then says how many of them take which path.
 */
import type { DeployedGraph, DeployedOp } from '../../../graph/deployed.ts';

interface Scaling {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** Of input `i`; without figures (a drawn design) the middle of what files have. */
export function scalingOf(op: DeployedOp, graph: DeployedGraph, i: number): Scaling {
  const quantization = graph.tensors[op.inputs[i] ?? -1]?.quantization;
  return { scale: quantization?.scales[0] ?? 0.02, zeroPoint: quantization?.zeroPoints[0] ?? 0 };
}

/** Share of int8 values that stand for a negative number. */
export function negativeShare(op: DeployedOp, graph: DeployedGraph, i: number): number {
  return (scalingOf(op, graph, i).zeroPoint + 128) / 256;
}

/** Share of int8 values nearer to `centre` than `radius`. */
export function shareWithin(centre: number, radius: number): number {
  const low = Math.max(-128, Math.floor(centre - radius) + 1);
  const high = Math.min(127, Math.ceil(centre + radius) - 1);
  return Math.max(0, high - low + 1) / 256;
}

/** Exponent e of x = m 2^e with 0.5 <= m < 1. */
export function binaryExponent(x: number): number {
  return Math.floor(Math.log2(x)) + 1;
}

/** Largest |q - zeroPoint| that TFLM's fixed-point exp and tanh still evaluate, with this many integer bits in their input. */
export function inputRadius(scale: number, integerBits: number): number {
  return Math.floor((2 ** integerBits - 1) * 2 ** -binaryExponent(scale));
}
