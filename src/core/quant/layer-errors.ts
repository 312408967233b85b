/** How far each tensor of an int8 network is from the same tensor in float32, on one input. */
import type { DeployedTensor } from '../graph/deployed.ts';
import type { Elements, Numbers } from './elements.ts';
import type { Interpreter } from './interpreter.ts';

export interface LayerError {
  /** Index of the operator in the int8 graph, and of the tensor it writes. */
  readonly op: number;
  readonly tensor: number;
  /** The tensor of the float graph it is compared with. */
  readonly pair: number;
  /** Decibels by which the float values stand above the difference; Infinity where there is none. */
  readonly signalToNoiseDb: number;
  /** Largest difference, as a real and in steps of the int8 tensor's scale (undefined for a tensor without one). */
  readonly largest: number;
  readonly largestSteps: number | undefined;
}

/** A tensor's values as the reals they stand for. */
export function realsOf(elements: Elements, { quantization }: DeployedTensor): Float64Array {
  const [scale = 1] = quantization?.scales ?? [];
  const [zeroPoint = 0] = quantization?.zeroPoints ?? [];
  return Float64Array.from(elements as Numbers, Number).map((value) => scale * (value - zeroPoint));
}

/** Both interpreters have run the same input. `pairs`: by tensor of the int8 graph, the tensor of the float graph; -1 is left out. */
export function layerErrors(integer: Interpreter, real: Interpreter, pairs: readonly number[]): readonly LayerError[] {
  const { ops, tensors } = integer.graph;
  return ops.flatMap(({ outputs }, op) =>
    outputs.flatMap((tensor): LayerError[] => {
      const pair = pairs[tensor] ?? -1;
      if (pair < 0) return [];
      const values = realsOf(integer.tensor(tensor), tensors[tensor]!);
      const { signalToNoiseDb, largest } = difference(values, realsOf(real.tensor(pair), real.graph.tensors[pair]!));
      const step = tensors[tensor]!.quantization?.scales[0];
      return [{ op, tensor, pair, signalToNoiseDb, largest, largestSteps: step === undefined ? undefined : largest / step }];
    }),
  );
}

function difference(values: Float64Array, expected: Float64Array): Pick<LayerError, 'signalToNoiseDb' | 'largest'> {
  let [signal, noise, largest] = [0, 0, 0];
  expected.forEach((value, i) => {
    const error = Math.abs(value - values[i]!);
    signal += value * value;
    noise += error * error;
    largest = Math.max(largest, error);
  });
  return { signalToNoiseDb: noise === 0 ? Infinity : 10 * Math.log10(signal / noise), largest };
}
