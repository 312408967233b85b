import { floatModel } from '../core/document/float-model.ts';
import type { Weights } from '../core/document/weights.ts';
import type { Graph } from '../core/graph/graph.ts';
import { createInterpreter } from '../core/quant/interpreter.ts';

/** Outputs of a design with weights, run as float32; throws with the message of whatever is wrong. */
export function runFloat(graph: Graph, weights: Weights, inputs: readonly (Float32Array | Int32Array)[]): readonly Float32Array[] {
  const model = floatModel(graph, weights);
  if (!model.ok) throw new Error(`${model.error.where ?? ''}: ${model.error.message}`);
  const interpreter = createInterpreter(model.value);
  if (!interpreter.ok) throw new Error(`${interpreter.error.where ?? ''}: ${interpreter.error.message}`);
  const outputs = interpreter.value.run(inputs);
  if (!outputs.ok) throw new Error(outputs.error.message);
  return outputs.value.map((output) => Float32Array.from(output as Float32Array));
}

/** The largest difference between two lists of values; Infinity when their lengths differ or one is not a number. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
