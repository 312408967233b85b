/**
 * Memory of a long training: `node --expose-gc scripts/run-bundled.js bench/memory.ts [STEPS]` trains the LeNet-like design, half of the steps
 * float and half quantisation-aware, and prints ten times what is held: tensors, WebAssembly's memory, JavaScript's heap after a collection.
 */
import { backend, memory } from '@tensorflow/tfjs-core';
import { openData } from '../src/cli/data/open-data.ts';
import { openSource } from '../src/cli/sources.ts';
import { openNodeBackend } from '../src/cli/training/node-backend.ts';
import { createRandom } from '../src/core/base/random.ts';
import { initialWeights } from '../src/core/document/initial-weights.ts';
import { parseRecipe } from '../src/core/training/recipe.ts';
import type { StepReport } from '../src/core/training/progress.ts';
import type { WasmBackend } from '../src/train/backends/heap.ts';
import type { Samples } from '../src/train/run/batches.ts';
import { train } from '../src/train/run/train.ts';
import { valueOf } from './value-of.ts';

const BATCH = 32;
const STEPS_PER_EPOCH = 50;
const MIB = 2 ** 20;

export async function main([steps = '2000']: readonly string[]): Promise<void> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('run node with --expose-gc');
  valueOf(await openNodeBackend());
  const { wasm } = backend() as unknown as WasmBackend;
  const { design } = valueOf(await openSource('bench/designs/lenet-like.json'));
  const { splits, sampleShape, classes } = valueOf(await openData('mnist'));
  const epochs = Math.ceil(Number(steps) / 2 / STEPS_PER_EPOCH);
  const every = Math.ceil((2 * epochs * STEPS_PER_EPOCH) / 10);
  let taken = 0;
  const onStep = ({ phase }: StepReport): void => {
    if (++taken % every !== 0) return;
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const held = [wasm.asm.memory.buffer.byteLength, heapUsed, arrayBuffers].map((bytes) => (bytes / MIB).toFixed(2));
    console.log(`step ${taken} (${phase}): ${memory().numTensors} tensors, WebAssembly ${held[0]}, heap ${held[1]}, arrays ${held[2]} MiB`);
  };
  const few = {
    train: first(splits.train, BATCH * STEPS_PER_EPOCH),
    validation: first(splits.validation, 256),
    test: first(splits.test, 256),
  };
  const recipe = valueOf(parseRecipe({ epochs, batch: BATCH, quantization: { epochs } }));
  const weights = initialWeights(createRandom(1), design.graph);
  const samples = { ...few, sampleShape, classes: classes.length };
  valueOf(await train({ graph: design.graph, weights, samples, recipe, onStep, now: () => performance.now() }));
}

function first({ labels, read }: Samples, count: number): Samples {
  return { count, labels: labels.subarray(0, count), read };
}
