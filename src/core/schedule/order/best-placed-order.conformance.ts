import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../../testing/reference-files.ts';
import { readTflite } from '../../formats/tflite/read.ts';
import { planArena } from '../arena.ts';
import { bestPlacedOrder, reordered } from './best-placed-order.ts';

const TARGETS = [
  ['tflm-reference', 'cortex-m4'],
  ['tflm-cmsis-nn', 'cortex-m4'],
  ['tflm-cmsis-nn', 'cortex-m55'],
] as const;

describe.runIf(hasReference)('the best order of the reference models', () => {
  it.each(referenceModels().map((model) => [model.name, model.bytes] as const))(
    '%s: never above the file order, proven, and real',
    (name, bytes) => {
      const read = readTflite(bytes, name);
      if (!read.ok) throw new Error(read.error.message);
      const { graph } = read.value;
      for (const [runtime, core] of TARGETS) {
        const best = bestPlacedOrder(graph, runtime, core);
        expect(best.orderExact).toBe(true);
        expect(best.activations).toBeLessThanOrEqual(planArena(graph, runtime, core).activations);
        expect(best.activations).toBeGreaterThanOrEqual(best.lowerBound);
        expect(planArena(reordered(graph, best.order), runtime, core).activations).toBe(best.activations);
      }
    },
  );
});
