import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../../testing/reference-files.ts';
import { onnxDistance } from '../../../testing/onnx-distance.ts';
import type { FloatModel } from '../../document/float-model.ts';
import { readTflite } from '../tflite/read.ts';

const codes = ({ graph }: FloatModel): readonly string[] => graph.ops.map(({ code }) => code);

/** SVDF has no counterpart. TFLM's RELU6 keeps its input's integers whatever the output's scale says, which no reals reproduce. */
const isOtherwise = (model: FloatModel): boolean => codes(model).some((code) => code === 'SVDF' || code === 'RELU6');

describe.runIf(hasReference)('the reference models of one operator, written as ONNX', () => {
  it('give within three steps of their scale in ONNX Runtime what TFLM gives, nearly all within one', { timeout: 120_000 }, async () => {
    const steps: number[] = [];
    for (const { name, bytes } of referenceModels()) {
      const file = readTflite(bytes, name);
      if (!file.ok) throw new Error(file.error.message);
      if (file.value.graph.ops.length > 1 || isOtherwise(file.value)) continue;
      steps.push(await onnxDistance(file.value));
    }
    const within = (most: number): number => steps.filter((each) => each <= most).length;
    console.log(`${steps.length} models of one operator in ONNX Runtime: ${within(1)} within one step, the farthest ${Math.max(...steps)}`);
    expect(steps.length).toBeGreaterThan(100);
    expect(within(1) / steps.length).toBeGreaterThan(0.95);
    expect(Math.max(...steps)).toBeLessThanOrEqual(3);
  });
});
