import { writeFile } from 'node:fs/promises';
import { formatAccuracy } from '../../core/base/format.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { realGraph } from '../../core/deploy/without-file-types.ts';
import type { EpochReport } from '../../core/training/progress.ts';
import { rowOf } from '../../core/training/confusion.ts';
import { parseRecipe, RANGE_METHODS, type Recipe, type RecipeInput, type Rounding } from '../../core/training/recipe.ts';
import type { Pruned } from '../../core/training/remove-channels.ts';
import { type Command, textOf, unusable, type Values } from '../command.ts';
import { usualAugment } from '../../data/augment/augment.ts';
import { openData } from '../data/open-data.ts';
import { openSource, problemText, weightsOf } from '../sources.ts';
import { threadsOf } from '../training/threads-option.ts';

/** Trains a design, deploys it as int8 and says what the chip makes of the test samples. */
export const trainCommand: Command = {
  name: 'train',
  usage:
    'train DESIGN --data NAME|PATH [--epochs N] [--qat int8|int4|none] [--qat-epochs N] [--ranges moving-average|percentile|min-max|learned] [--batch N] [--rate R] [--seed S] [--optimizer adam|sgd|rmsprop] [--augment] [--balance] [--prune SHARE] [--teacher MODEL] [--threads N] [-o OUT.tflite] [--json]',
  summary: 'trains a design on a data set, float and then int8-aware; the accuracy is that of the integer network on the test samples',
  options: {
    data: { type: 'string' },
    epochs: { type: 'string' },
    qat: { type: 'string' },
    'qat-epochs': { type: 'string' },
    ranges: { type: 'string' },
    batch: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    optimizer: { type: 'string' },
    augment: { type: 'boolean' },
    balance: { type: 'boolean' },
    prune: { type: 'string' },
    teacher: { type: 'string' },
    threads: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  run: async (operands, values) => {
    const data = textOf(values, 'data');
    if (operands.length !== 1 || data === undefined) return unusable('train: name one design, and with --data what to train it on');
    const recipe = recipeOf(values);
    if (typeof recipe === 'string') return unusable(`train: ${recipe}`);
    const threads = threadsOf(values);
    if (typeof threads === 'string') return unusable(`train: ${threads}`);
    const opened = await openSource(operands[0]!);
    if (!opened.ok) return unusable(opened.error.message);
    const weights = weightsOf(opened.value);
    if (!weights.ok) return unusable(problemText(weights.error));
    const teacher = await teacherOf(textOf(values, 'teacher'));
    if (!teacher.ok) return unusable(teacher.error.message);
    const dataset = await openData(data, { seed: recipe.seed });
    if (!dataset.ok) return unusable(`${data}: ${problemText(dataset.error)}`);
    const { openNodeBackend } = await import('../training/node-backend.ts');
    const backend = await openNodeBackend();
    if (!backend.ok) return unusable(problemText(backend.error));
    const { nodeHelpers } = await import('../training/node-helpers.ts');
    const { trainAndDeploy } = await import('../../train/run/train-and-deploy.ts');
    const { splits, sampleShape, classes } = dataset.value;
    const done = await trainAndDeploy({
      design: opened.value.design,
      weights: weights.value,
      samples: { ...splits, sampleShape, classes: classes.length },
      recipe,
      teacher: teacher.value,
      ...(recipe.augment ? { augment: usualAugment(dataset.value, recipe.seed) } : {}),
      now: () => performance.now(),
      helpers: nodeHelpers(threads),
      onEpoch: (report) => process.stderr.write(`${epochText(report)}\n`),
    });
    if (!done.ok) return unusable(`${operands[0]}: ${problemText(done.error)}`);
    const output = textOf(values, 'output');
    if (output !== undefined) await writeFile(output, done.value.file);
    const { epochs, steps, seconds, float, int8, agreement, bits, confusion } = done.value;
    const named = confusion && classes.map((name, row) => ({ class: name, named: rowOf(confusion, row) }));
    const json = { epochs, steps, seconds, float, int8, agreement, bits, confusion: named };
    return {
      status: 0,
      json: { backend: backend.value.name, ...json, seed: recipe.seed, model: output },
      text: `float ${formatAccuracy(json.float.accuracy)}, on chip ${formatAccuracy(json.int8.accuracy)}, ${json.seconds.toFixed(0)} s`,
    };
  },
};

/** A design or model with weights; undefined where none is named. */
async function teacherOf(source: string | undefined): Promise<Result<Pruned | undefined>> {
  if (source === undefined) return ok(undefined);
  const opened = await openSource(source);
  if (!opened.ok) return opened;
  const weights = weightsOf(opened.value);
  if (!weights.ok) return weights;
  if (weights.value === undefined) return fail(`${source}: it has no weights, so it cannot teach`);
  return ok({ graph: realGraph(opened.value.design), weights: weights.value });
}

function epochText({ epoch, phase, train: { loss }, validation, samplesPerSecond }: EpochReport): string {
  const accuracy = validation.accuracy === undefined ? '' : ` ${formatAccuracy(validation.accuracy)}`;
  return `epoch ${epoch} (${phase}): loss ${loss.toFixed(4)}, validation ${validation.loss.toFixed(4)}${accuracy}, ${Math.round(samplesPerSecond)} samples/s`;
}

/** A message when an option makes no sense. */
function recipeOf(values: Values): Recipe | string {
  const number = (name: string): number | undefined => {
    const text = textOf(values, name);
    return text === undefined ? undefined : Number(text);
  };
  const qat = textOf(values, 'qat') ?? 'int8';
  if (!['int8', 'int4', 'none'].includes(qat)) return `--qat "${qat}" is none of int8, int4, none`;
  const ranges = textOf(values, 'ranges') ?? 'moving-average';
  if (!isRangeMethod(ranges)) return `--ranges "${ranges}" is none of ${RANGE_METHODS.join(', ')}`;
  const epochs = number('epochs');
  const input: RecipeInput = {
    ...(epochs === undefined ? {} : { epochs }),
    ...given('batch', number('batch')),
    ...given('learningRate', number('rate')),
    ...given('seed', number('seed')),
    ...given(
      'optimizer',
      textOf(values, 'optimizer') === undefined ? undefined : ({ kind: textOf(values, 'optimizer') } as RecipeInput['optimizer']),
    ),
    ...given('pruning', number('prune') === undefined ? undefined : { what: 'channels', share: number('prune')! }),
    ...given('distillation', textOf(values, 'teacher') === undefined ? undefined : {}),
    augment: values['augment'] === true,
    classWeights: values['balance'] === true ? 'balanced' : 'none',
    ...(qat === 'none'
      ? {}
      : {
          quantization: {
            epochs: number('qat-epochs') ?? Math.max(1, Math.round((epochs ?? 10) / 5)),
            weightBits: qat === 'int4' ? 4 : 8,
            ranges,
          },
        }),
  };
  const parsed = parseRecipe(input);
  return parsed.ok ? parsed.value : problemText(parsed.error);
}

function isRangeMethod(text: string): text is Rounding['ranges'] {
  return (RANGE_METHODS as readonly string[]).includes(text);
}

function given<K extends keyof RecipeInput>(key: K, value: RecipeInput[K] | undefined): Partial<Pick<RecipeInput, K>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Pick<RecipeInput, K>>);
}
