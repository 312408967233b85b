import { writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { createRandom } from '../../core/base/random.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { deploy } from '../../core/deploy/deploy.ts';
import type { Design } from '../../core/document/design.ts';
import { randomWeights } from '../../core/document/random-weights.ts';
import type { Weights } from '../../core/document/weights.ts';
import { readTflite } from '../../core/formats/tflite/read.ts';
import { writeTflite } from '../../core/formats/tflite/write.ts';
import type { Elements } from '../../core/quant/elements.ts';
import { quantizeToRanges } from '../../core/quant/post-training/quantize-design.ts';
import { RECIPE, type Recipe, type RecipeInput } from '../../core/training/recipe.ts';
import type { Dataset } from '../../data/dataset.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';
import { openBackend } from '../../train/backends/open-backend.ts';
import { runOnChip } from '../../train/run/on-chip.ts';
import { train, type Trained, type TrainRequest } from '../../train/run/train.ts';
import { type Command, textOf, unusable, type Values } from '../command.ts';
import { openData } from '../data/open-data.ts';
import { allowRelaxedSimd, NODE_ASSETS } from '../node-assets.ts';
import { openSource, problemText } from '../sources.ts';

/** Samples that post-training quantisation looks at when no quantisation-aware epochs were asked for. */
const CALIBRATION = 256;

/** Trains a design, deploys it as int8 and says what the chip makes of the test samples. */
export const trainCommand: Command = {
  name: 'train',
  usage:
    'train DESIGN --data NAME|PATH [--epochs N] [--qat int8|int4|none] [--qat-epochs N] [--batch N] [--rate R] [--seed S] [--recipe FILE.json] [-o OUT.tflite] [--json]',
  summary: 'trains a design on a data set, float and then int8-aware; the accuracy is that of the integer network on the test samples',
  options: {
    data: { type: 'string' },
    epochs: { type: 'string' },
    qat: { type: 'string' },
    'qat-epochs': { type: 'string' },
    batch: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    recipe: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: async (operands, values) => {
    const data = textOf(values, 'data');
    if (operands.length !== 1 || data === undefined) return unusable('train: name one design, and with --data what to train it on');
    const recipe = recipeOf(values);
    if (typeof recipe === 'string') return unusable(`train: ${recipe}`);
    const opened = await openSource(operands[0]!);
    if (!opened.ok) return unusable(opened.error.message);
    const dataset = await openData(data, { seed: recipe.seed });
    if (!dataset.ok) return unusable(`${data}: ${problemText(dataset.error)}`);
    allowRelaxedSimd();
    const backend = await openBackend('wasm', NODE_ASSETS);
    if (!backend.ok) return unusable(backend.error.message);
    const done = await trainAndDeploy(opened.value.design, opened.value.weights, dataset.value, recipe);
    if (!done.ok) return unusable(`${operands[0]}: ${problemText(done.error)}`);
    const output = textOf(values, 'output');
    if (output !== undefined) await writeFile(output, done.value.file);
    const { file: _, ...json } = done.value;
    const percent = (share: number | undefined): string => (share === undefined ? 'unknown' : `${(100 * share).toFixed(2)} %`);
    return {
      status: 0,
      json: { ...json, backend: backend.value.name, seed: recipe.seed, model: output },
      text: `float ${percent(json.float.accuracy)}, on chip ${percent(json.int8.accuracy)}, ${json.seconds.toFixed(0)} s`,
    };
  },
};

/** A message when an option makes no sense. */
function recipeOf(values: Values): Recipe | string {
  const number = (name: string): number | undefined => {
    const text = textOf(values, name);
    return text === undefined ? undefined : Number(text);
  };
  const qat = textOf(values, 'qat') ?? 'int8';
  if (!['int8', 'int4', 'none'].includes(qat)) return `--qat "${qat}" is none of int8, int4, none`;
  const epochs = number('epochs');
  const input: RecipeInput = {
    ...(epochs === undefined ? {} : { epochs }),
    ...given('batch', number('batch')),
    ...given('learningRate', number('rate')),
    ...given('seed', number('seed')),
    ...(qat === 'none'
      ? {}
      : {
          quantization: { epochs: number('qat-epochs') ?? Math.max(1, Math.round((epochs ?? 10) / 5)), weightBits: qat === 'int4' ? 4 : 8 },
        }),
  };
  const parsed = v.safeParse(RECIPE, input);
  return parsed.success ? parsed.output : `${v.getDotPath(parsed.issues[0]) ?? 'the recipe'}: ${parsed.issues[0].message}`;
}

function given<K extends keyof RecipeInput>(key: K, value: RecipeInput[K] | undefined): Partial<Pick<RecipeInput, K>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Pick<RecipeInput, K>>);
}

interface Done {
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly float: { readonly accuracy: number | undefined; readonly loss: number };
  readonly int8: { readonly accuracy: number };
  readonly bits: number;
  readonly file: Uint8Array;
}

async function trainAndDeploy(design: Design, own: Weights | undefined, dataset: Dataset, recipe: Recipe): Promise<Result<Done>> {
  const start = performance.now();
  const { train: samples, validation, test } = dataset.splits;
  const request: TrainRequest = {
    graph: design.graph,
    weights: own ?? randomWeights(createRandom(recipe.seed), design.graph),
    samples: { train: samples, validation, sampleShape: dataset.sampleShape, classes: dataset.classes.length },
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
  const { epochs, steps } = trained.value;
  const best = epochs
    .filter(({ phase }) => phase === 'float')
    .toSorted((a, b) => (b.validation.accuracy ?? 0) - (a.validation.accuracy ?? 0))[0];
  return ok({
    epochs: epochs.length,
    steps,
    seconds: (performance.now() - start) / 1000,
    float: { accuracy: best?.validation.accuracy, loss: best?.validation.loss ?? 0 },
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
