/** The samples that quantisation is calibrated on, from files or from a seed, and how ranges are chosen from them. */
import type { Options, Values } from './command.ts';
import { textOf } from './command.ts';
import { fail, ok, type Result } from '../core/base/result.ts';
import { generatedBatch } from '../core/deploy/generated-batch.ts';
import type { Graph } from '../core/graph/graph.ts';
import { elementCount, shapeText } from '../core/graph/tensor.ts';
import { lower } from '../core/lower/lower.ts';
import type { Batch } from '../core/quant/post-training/observe.ts';
import type { Method } from '../core/quant/post-training/range.ts';
import { readBytes } from './sources.ts';

export const CALIBRATION_OPTIONS: Options = {
  data: { type: 'string', multiple: true },
  seed: { type: 'string' },
  method: { type: 'string' },
  percent: { type: 'string' },
};

/** `--data X.bin...`: float32, little-endian, samples of the network's one input behind each other. Undefined when none is given. */
export async function calibrationBatch(values: Values, graph: Graph): Promise<Result<Batch | undefined>> {
  const paths = [values['data'] ?? []].flat().map(String);
  const seed = textOf(values, 'seed');
  if (paths.length > 0 && seed !== undefined) return fail('--data and --seed exclude each other');
  if (paths.length > 0) return readBatch(paths, graph);
  if (seed === undefined) return ok(undefined);
  return /^\d+$/.test(seed) ? generatedBatch(graph, Number(seed)) : fail(`--seed "${seed}" is not a whole number`);
}

async function readBatch(paths: readonly string[], graph: Graph): Promise<Result<Batch>> {
  const { deployed } = lower(graph, { scheme: 'float32', io: 'float32' });
  const [input, ...others] = deployed.inputs.map((index) => deployed.tensors[index]!);
  if (input === undefined || others.length > 0 || input.type !== 'float32')
    return fail('--data goes with a network of one input of real numbers');
  const count = elementCount(input.shape);
  const samples: Float32Array[][] = [];
  for (const path of paths) {
    const bytes = await readBytes(path);
    if (!bytes.ok) return bytes;
    const floats = bytes.value.length / 4;
    if (floats === 0 || floats % count !== 0)
      return fail(
        `${path}: ${bytes.value.length} bytes are no whole number of samples of ${shapeText(input.shape)} float32, ${4 * count} bytes each`,
      );
    const all = new Float32Array(bytes.value.slice().buffer);
    if (!all.every(Number.isFinite))
      return fail(`${path}: value ${all.findIndex((value) => !Number.isFinite(value))} is not a finite number`);
    for (let at = 0; at < floats; at += count) samples.push([all.subarray(at, at + count)]);
  }
  return ok({ samples });
}

/** `--method minmax|percentile|mse`, `--percent 99.9`. */
export function calibrationMethod(values: Values): Result<Method> {
  const kind = textOf(values, 'method') ?? 'minmax';
  const percent = Number(textOf(values, 'percent') ?? 99.9);
  if (kind === 'minmax' || kind === 'mse') return ok({ kind });
  if (kind !== 'percentile') return fail(`--method "${kind}" is none of minmax, percentile, mse`);
  return percent > 0 && percent <= 100 ? ok({ kind, percent }) : fail(`--percent ${percent} is not above 0 and at most 100`);
}
