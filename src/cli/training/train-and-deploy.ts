/** Training as the command line does it: with TensorFlow.js's WebAssembly backend, to a file and what the chip makes of it. */
import { createRandom } from '../../core/base/random.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { deploy } from '../../core/deploy/deploy.ts';
import type { Design } from '../../core/document/design.ts';
import { initialWeights } from '../../core/document/initial-weights.ts';
import type { Weights } from '../../core/document/weights.ts';
import { readTflite } from '../../core/formats/tflite/read.ts';
import { writeTflite } from '../../core/formats/tflite/write.ts';
import type { Elements } from '../../core/quant/elements.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import type { Recipe } from '../../core/training/recipe.ts';
import type { Dataset } from '../../data/dataset.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { runOnChip } from '../../train/run/on-chip.ts';
import { train, type Trained, type TrainRequest } from '../../train/run/train.ts';
import { openNodeBackend } from './node-backend.ts';

/** Samples that post-training quantisation looks at when no quantisation-aware epochs were asked for. */
const CALIBRATION = 256;

export interface Done {
  readonly backend: string;
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly float: { readonly accuracy: number | undefined; readonly loss: number };
  readonly int8: { readonly accuracy: number };
  readonly bits: number;
  readonly file: Uint8Array;
}

/** Fails with what cannot be trained, or with what went wrong on the way. */
export async function trainAndDeploy(design: Design, own: Weights | undefined, dataset: Dataset, recipe: Recipe): Promise<Result<Done>> {
  const backend = await openNodeBackend();
  if (!backend.ok) return backend;
  const start = performance.now();
  const { train: samples, validation, test } = dataset.splits;
  const request: TrainRequest = {
    graph: design.graph,
    weights: own ?? initialWeights(createRandom(recipe.seed), design.graph),
    samples: { train: samples, validation, test, sampleShape: dataset.sampleShape, classes: dataset.classes.length },
    recipe,
    now: () => performance.now(),
    onEpoch: ({ epoch, phase, train: { loss }, validation: { accuracy, loss: other }, samplesPerSecond }) =>
      process.stderr.write(
        `epoch ${epoch} (${phase}): loss ${loss.toFixed(4)}, validation ${other.toFixed(4)}${accuracy === undefined ? '' : ` ${(100 * accuracy).toFixed(2)} %`}, ${Math.round(samplesPerSecond)} samples/s\n`,
      ),
  };
  const trained = await train(request);
  if (!trained.ok) return trained;
  const file = await deployed(design, trained.value, dataset, recipe);
  if (!file.ok) return file;
  const model = readTflite(file.value, 'the trained network');
  if (!model.ok) return model;
  const chip = await runOnChip(model.value, test, createWasmKernels());
  if (!chip.ok) return chip;
  const { epochs, steps, float } = trained.value;
  return ok({
    backend: backend.value.name,
    epochs: epochs.length,
    steps,
    seconds: (performance.now() - start) / 1000,
    float: { accuracy: float.accuracy, loss: float.loss },
    int8: { accuracy: chip.value.accuracy },
    bits: recipe.quantization?.weightBits ?? 8,
    file: file.value,
  });
}

async function deployed(design: Design, { weights, ranges }: Trained, dataset: Dataset, recipe: Recipe): Promise<Result<Uint8Array>> {
  if (ranges !== undefined) {
    const model = quantizeToRanges(design.graph, weights, ranges, { io: 'int8', weightBits: recipe.quantization?.weightBits ?? 8 });
    return model.ok ? writeTflite(model.value.graph, model.value.data) : model;
  }
  const { train: samples } = dataset.splits;
  const size = dataset.sampleShape.reduce((product, each) => product * each, 1);
  const batch: Elements[][] = [];
  for (let index = 0; index < Math.min(CALIBRATION, samples.count); index++) {
    const values = new Float32Array(size);
    await samples.read(Int32Array.of(index), values);
    batch.push([values]);
  }
  const options = { batch: { samples: batch }, method: { kind: 'minmax' }, fixAddresses: false, kernels: createWasmKernels() } as const;
  const done = deploy({ ...design, quantize: { scheme: 'int8', io: 'int8' } }, { weights }, options);
  return done.ok ? ok(done.value.file) : done;
}
