import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/base/random.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import { quantizeMultiplier, rescale } from '../../core/quant/fixed-point.ts';
import { createInterpreter } from '../../core/quant/interpreter.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import type { QuantizedModel } from '../../core/quant/post-training/quantized-model.ts';
import { parseRecipe, type Rounding } from '../../core/training/recipe.ts';
import { BARS, barsNetwork } from '../../testing/bars.ts';
import { openCpuAndWasm } from '../../testing/train-backends.ts';
import { readBatch } from './batches.ts';
import { chipSums } from './chip-sums.ts';
import type { HeldNetwork } from './held-network.ts';
import { train } from './train.ts';

beforeAll(openCpuAndWasm);

const INPUT = { scale: 0.5, zeroPoint: -128 };
const OUTPUT = { scale: 3, zeroPoint: 4 };
const KERNEL_SCALES = [0.25, 0.06, 1.7];

/** Levels of the output for inputs of these integers, each times an integer kernel of a channel, on a bias. */
function levelsOf(values: readonly number[], kernel: readonly number[], bias: readonly number[]): number[] {
  return tf.tidy(() => {
    const layer = {
      value: tf.tensor2d(
        values.map((value) => INPUT.scale * value),
        [values.length, 1],
      ),
      kernel: tf.tensor2d([kernel.map((step, c) => step * KERNEL_SCALES[c]!)]),
      place: { axis: 1 },
      bias: tf.tensor1d(bias.map((steps, c) => steps * INPUT.scale * KERNEL_SCALES[c]!)),
      multiply: (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b),
      input: 0,
      output: 1,
    };
    const scales = { input: INPUT, output: OUTPUT, kernel: Float32Array.from(KERNEL_SCALES) };
    const sums = chipSums(layer, tf.tensor2d([[...kernel]]), scales);
    return [...tf.round(tf.div(sums, OUTPUT.scale)).dataSync()];
  });
}

const SAMPLES = Int32Array.from({ length: 300 }, (_, i) => i);

/** A small network trained for int8, and its rounded values for the test pictures, by tensor of its float graph. */
async function trainedBars(ranges: Rounding['ranges']): Promise<{ model: QuantizedModel; values: readonly (Float32Array | undefined)[] }> {
  const recipe = parseRecipe({ epochs: 2, learningRate: 0.01, quantization: { epochs: 1, learningRate: 0.001, ranges } });
  if (!recipe.ok) throw new Error(recipe.error.message);
  const graph = barsNetwork();
  let values: readonly (Float32Array | undefined)[] = [];
  const onTrained = async ({ network, shape, run, quantization }: HeldNetwork): Promise<void> => {
    const { input } = await readBatch(BARS.test, SAMPLES, shape);
    values = tf.tidy(() => network.forward([input], run, quantization!.round()).map((value) => value?.dataSync<'float32'>()));
    input.dispose();
  };
  const weights = initialWeights(createRandom(1), graph);
  const trained = await train({ graph, weights, samples: BARS, recipe: recipe.value, now: () => 0, onTrained });
  if (!trained.ok) throw new Error(trained.error.message);
  const model = quantizeToRanges(graph, trained.value.weights, trained.value.learned!, { io: 'int8' });
  if (!model.ok) throw new Error(model.error.message);
  return { model: model.value, values };
}

describe('sums as on the chip', () => {
  it('are rounded as the fixed-point arithmetic rounds them, halves and all', () => {
    const values = Array.from({ length: 256 }, (_, i) => i);
    const kernel = [-127, 90, 3];
    const bias = [17, -250, 1];
    const expected = values.flatMap((value) =>
      KERNEL_SCALES.map((scale, c) => {
        const { significand, exponent } = quantizeMultiplier((INPUT.scale * Math.fround(scale)) / OUTPUT.scale);
        return rescale(value * kernel[c]! + bias[c]!, significand, exponent) + 0;
      }),
    );
    expect(levelsOf(values, kernel, bias).map((level) => level + 0)).toEqual(expected);
  });

  it.each(['moving-average', 'learned'] as const)(
    'make every value the integer that the interpreter has in its place: ranges %s',
    async (ranges) => {
      const { model, values } = await trainedBars(ranges);
      const interpreter = createInterpreter(model);
      if (!interpreter.ok) throw new Error(interpreter.error.message);
      const { run, tensor: valuesOf } = interpreter.value;
      const { tensors, inputs } = model.graph;
      const { scales, zeroPoints } = tensors[inputs[0]!]!.quantization!;
      let [compared, different] = [0, 0];
      for (const sample of SAMPLES) {
        const picture = new Float32Array(64);
        await BARS.test.read(Int32Array.of(sample), picture);
        run([Int8Array.from(picture, (value) => Math.min(127, Math.round(value / scales[0]!) + zeroPoints[0]!))]);
        model.pairs.forEach((real, index) => {
          const [rounded, { type, role, quantization }] = [values[real], tensors[index]!];
          if (rounded === undefined || type !== 'int8' || role !== 'activation') return;
          const levels = valuesOf(index) as Int8Array;
          levels.forEach((level, i) => {
            const expected = rounded[sample * levels.length + i]! / quantization!.scales[0]! + quantization!.zeroPoints[0]!;
            compared++;
            if (Math.abs(expected - level) > 0.5) different++;
          });
        });
      }
      expect(compared).toBe(232_200);
      expect(different).toBeLessThan(5);
    },
  );
});
