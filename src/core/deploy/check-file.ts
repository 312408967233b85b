/** A network as another runtime can check it: a file that takes and gives float32, samples, and what our interpreter makes of them. */
import { createRandom, type Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import type { DeployedTensor } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import type { Numbers } from '../quant/elements.ts';
import { createInterpreter, type Interpreter } from '../quant/interpreter.ts';
import type { Kernels } from '../quant/kernels/registry.ts';
import type { DeployedModel } from '../quant/memory.ts';
import { withFloatIo } from './with-float-io.ts';

export type FloatValues = Float32Array | Int32Array;

export interface CheckedOutput {
  readonly name: string;
  /** Of one step of its integers; undefined for one without a scale. */
  readonly step: number | undefined;
}

export interface CheckFile {
  readonly file: Uint8Array;
  /** The inputs of each run, in the model's order. */
  readonly samples: readonly (readonly FloatValues[])[];
  /** In the file's order; undefined for an input that is handed out as it is. */
  readonly outputs: readonly (CheckedOutput | undefined)[];
  /** Values of each output in each run, as our interpreter has them. */
  readonly ours: readonly (readonly Numbers[])[];
  /** Milliseconds of the quickest run of our interpreter: the first ones are compiled on the way. */
  readonly ourMs: number;
}

export interface CheckOptions {
  readonly kernels: Kernels;
  readonly now: () => number;
}

/** `samples`: real numbers (int32 for indices). Fails with what cannot be written or run. */
export function checkFile(
  model: DeployedModel,
  samples: readonly (readonly FloatValues[])[],
  { kernels, now }: CheckOptions,
): Result<CheckFile> {
  if (model.graph.tensors.some(({ role }) => role === 'variable'))
    return fail('LiteRT.js runs no network that keeps state from run to run (LSTM, SVDF): nothing was compared');
  const wrapped = withFloatIo(model);
  const file = writeTflite(wrapped.graph, wrapped.data);
  if (!file.ok) return file;
  const interpreter = createInterpreter(wrapped, { kernels });
  if (!interpreter.ok) return interpreter;
  const ran = runAll(interpreter.value, samples, now);
  if (!ran.ok) return ran;
  const { inputs, outputs, tensors } = model.graph;
  return ok({
    file: file.value,
    samples,
    outputs: outputs.map((index) => (inputs.includes(index) ? undefined : checkedOutput(tensors[index]!))),
    ...ran.value,
  });
}

function checkedOutput({ name, quantization }: DeployedTensor): CheckedOutput {
  return { name, step: quantization?.scales[0] };
}

function runAll(
  interpreter: Interpreter,
  samples: CheckFile['samples'],
  now: CheckOptions['now'],
): Result<Pick<CheckFile, 'ours' | 'ourMs'>> {
  const ours: (readonly Numbers[])[] = [];
  let ourMs = Infinity;
  for (const sample of samples) {
    const start = now();
    const outputs = interpreter.run(sample);
    ourMs = Math.min(ourMs, now() - start);
    if (!outputs.ok) return outputs;
    ours.push(outputs.value.map((each) => (each as Numbers).slice()));
  }
  return ok({ ours, ourMs });
}

/** Inputs from a seed: of an int8, uint8 or int16 input the value of any of its integers, of a float32 input -1 to 1, of indices 0. */
export function checkSamples({ graph }: DeployedModel, count: number, seed: number): readonly (readonly FloatValues[])[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => graph.inputs.map((index) => valuesOf(graph.tensors[index]!, random)));
}

function valuesOf({ shape, type, quantization }: DeployedTensor, random: Random): FloatValues {
  const length = elementCount(shape);
  if (type === 'int32') return new Int32Array(length);
  if (quantization === undefined) return Float32Array.from({ length }, () => 2 * random.next() - 1);
  const [scale, zeroPoint] = [quantization.scales[0]!, quantization.zeroPoints[0]!];
  const [least, count] = type === 'int16' ? [-32_768, 65_536] : [type === 'uint8' ? 0 : -128, 256];
  return Float32Array.from({ length }, () => scale * (least + Math.floor(count * random.next()) - zeroPoint));
}
