import { describe, expect, it } from 'vitest';
import { createWasmKernels } from '../../../kernels/wasm-kernels.ts';
import { digits, imageOf, trainedDigits, type Digits } from '../../../testing/trained-digits.ts';
import { floatModel } from '../../document/float-model.ts';
import { createInterpreter } from '../interpreter.ts';
import type { DeployedModel } from '../memory.ts';
import { quantizeDesign } from './quantize-design.ts';
import type { Method } from './range.ts';

const kernels = createWasmKernels();

/** The share of samples whose class the network finds, in percent. */
function accuracyOf(model: DeployedModel, samples: Digits): number {
  const interpreter = createInterpreter(model, { kernels });
  if (!interpreter.ok) throw new Error(interpreter.error.message);
  let right = 0;
  for (let i = 0; i < samples.count; i++) {
    const outputs = interpreter.value.run([imageOf(samples, i)]);
    if (!outputs.ok) throw new Error(outputs.error.message);
    const values = outputs.value[0] as Float32Array;
    if (values.indexOf(Math.max(...values)) === samples.labels[i]) right += 1;
  }
  return (100 * right) / samples.count;
}

describe('a network that has learned MNIST', () => {
  const { graph, weights } = trainedDigits(digits('train', 6_000), 1);
  const test = digits('t10k', 10_000);
  const seen = digits('train', 64);
  const batch = { samples: Array.from({ length: seen.count }, (_, i) => [imageOf(seen, i)]) };
  const real = floatModel(graph, weights);
  if (!real.ok) throw new Error(real.error.message);
  const before = accuracyOf(real.value, test);

  it.each<Method>([{ kind: 'minmax' }, { kind: 'percentile', percent: 99.9 }, { kind: 'mse' }])(
    'loses at most half a point on the 10,000 of the test when quantised by $kind over 64 samples',
    { timeout: 30_000 },
    (method) => {
      const model = quantizeDesign(graph, weights, batch, { method, io: 'float32', kernels });
      if (!model.ok) throw new Error(model.error.message);
      const after = accuracyOf(model.value, test);
      console.log(`int8 by ${method.kind}: ${before.toFixed(2)} % -> ${after.toFixed(2)} %, ${(before - after).toFixed(2)} points lost`);
      expect(before).toBeGreaterThan(94);
      expect(before - after).toBeLessThanOrEqual(0.5);
    },
  );
});
