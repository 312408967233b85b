import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compile, hasCompiler, REPLAY_SOURCE } from '../../testing/cpp-compiler.ts';
import { quantizedNetwork } from '../../testing/quantized-network.ts';
import { createRandom, type Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import { sha256 } from '../base/sha256.ts';
import { floatModel } from '../document/float-model.ts';
import { newDesign } from '../document/new-design.ts';
import { randomWeights } from '../document/random-weights.ts';
import { createBuilder } from '../graph/builder.ts';
import type { OpKind } from '../ops/registry.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import type { DeployedModel } from '../quant/memory.ts';
import { bundleFiles, identifier } from './bundle.ts';
import { goldenRunCount, goldenRuns, type GoldenRun } from './golden.ts';
import { createWasmKernels } from '../../kernels/wasm-kernels.ts';

const kernels = createWasmKernels();

type Files = ReadonlyMap<string, string | Uint8Array>;

function fileOf(model: DeployedModel): Uint8Array {
  const written = writeTflite(model.graph, model.data);
  if (!written.ok) throw new Error(written.error.message);
  return written.value;
}

function tryBundle(model: Uint8Array, int8Registrations: boolean): Result<Files> {
  const design = newDesign('Größe 2');
  const application = { ...design.application, int8Registrations };
  return bundleFiles({ model, design: { ...design, application }, hash: sha256(model), page: 'https://example.org/' });
}

function bundleOf(model: Uint8Array, int8Registrations = true): Files {
  const files = tryBundle(model, int8Registrations);
  if (!files.ok) throw new Error(files.error.message);
  return files.value;
}

const folders: string[] = [];

function inFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'tinyscape-bundle-'));
  folders.push(folder);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return folder;
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Runs what the bundle would run on a chip. */
function golden(model: DeployedModel, runCount = goldenRunCount(model.graph), seed = 1): readonly GoldenRun[] {
  const runs = goldenRuns(model, runCount, seed, kernels);
  if (!runs.ok) throw new Error(runs.error.message);
  return runs.value;
}

function read(bytes: Uint8Array): DeployedModel {
  const file = readTflite(bytes, 'model.tflite');
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

/** The model with one bit of one weight flipped: the highest, of a byte drawn from all int8 constants. */
function withFlippedWeight(random: Random, model: DeployedModel): DeployedModel {
  const { tensors } = model.graph;
  const choices = tensors.flatMap(({ role, type }, i) => (role === 'constant' && type === 'int8' && model.data[i] ? [i] : []));
  const chosen = random.pick(choices);
  const data = model.data.map((bytes, i) => (i === chosen ? bytes!.slice() : bytes));
  const bytes = data[chosen]!;
  bytes[random.int(0, bytes.length - 1)]! ^= 0x80;
  return { ...model, data };
}

/** The model with the output scale of one operator doubled: its requantisation shifts by one bit less. */
function withOtherShift(random: Random, model: DeployedModel): DeployedModel {
  const { tensors, ops } = model.graph;
  const multiplying = ops.filter(({ code }) => code === 'CONV_2D' || code === 'FULLY_CONNECTED' || code === 'DEPTHWISE_CONV_2D');
  const chosen = random.pick(multiplying).outputs[0]!;
  const changed = tensors.map((tensor, i) => {
    const { quantization } = tensor;
    if (i !== chosen || quantization === undefined) return tensor;
    return { ...tensor, quantization: { ...quantization, scales: quantization.scales.map((scale) => scale * 2) } };
  });
  return { ...model, graph: { ...model.graph, tensors: changed } };
}

const hasWeights = (model: DeployedModel): boolean =>
  model.graph.ops.some(({ code }) => code === 'CONV_2D' || code === 'FULLY_CONNECTED' || code === 'DEPTHWISE_CONV_2D');

const NETWORKS = Array.from({ length: 120 }, (_, seed) => quantizedNetwork(seed, seed % 3 === 0 ? 'float32' : 'int8').model).filter(
  hasWeights,
);

/** Those of them that bring an operator, or a type of input, that none before them has. */
function covering(models: readonly DeployedModel[]): readonly DeployedModel[] {
  const seen = new Set<string>();
  return models.filter(({ graph: { ops, inputs, tensors } }) => {
    const own = [...ops.map(({ code }) => code), ...inputs.map((index) => tensors[index]!.type)];
    const isNew = own.some((each) => !seen.has(each));
    own.forEach((each) => seen.add(each));
    return isNew;
  });
}

/** Those that the runtime has kernels for. */
const RUNNABLE = NETWORKS.filter((model) => tryBundle(fileOf(model), true).ok);

describe('a deployment bundle', () => {
  const model = fileOf(RUNNABLE[0]!);
  const files = bundleOf(model);
  const text = (name: string): string => String(files.get(name));

  it('holds the model byte for byte, its arena, and everything that runs it', () => {
    expect([...files.keys()]).toEqual([
      'README.md',
      'model.tflite',
      'model_data.h',
      'model_data.cc',
      'model_ops.h',
      'model_io.h',
      'golden.h',
      'golden.cc',
      'main.cc',
      'CMakeLists.txt',
      'cortex-m.cmake',
    ]);
    expect(files.get('model.tflite')).toEqual(model);
    expect(text('model_data.h')).toContain(`kModelBytes = ${model.length};`);
    expect(text('README.md')).toContain('https://example.org/#d=');
  });

  it('registers each kind of operator once, with the int8 kernels where all operators of the kind are int8', () => {
    const calls = text('model_ops.h').match(/resolver\.Add\w+/g) ?? [];
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.length).toBe(new Set(read(model).graph.ops.map((op) => op.code)).size);
    const general = String(bundleOf(model, false).get('model_ops.h'));
    expect(general).not.toContain('_INT8');
  });

  it('refuses what the chip does not run', () => {
    const broken = bundleFiles({ model: new Uint8Array(20), design: newDesign('x'), hash: '', page: '' });
    expect(broken).toMatchObject({ ok: false });
  });

  it('is named by what CMake and C take for a name', () => {
    expect(['My net 3', '3x3', 'größe', '  '].map(identifier)).toEqual(['My_net_3', 'model_3x3', 'gr_e', 'model']);
  });
});

describe('golden vectors', () => {
  const outputsOf = (model: DeployedModel, runs: number, seed: number): string =>
    JSON.stringify(golden(model, runs, seed).map(({ outputs }) => outputs.map((each) => [...each])));

  it('tell every flipped weight and every other shift that 20 other inputs tell, in networks of every kind', { timeout: 60_000 }, () => {
    const random = createRandom(7);
    const told = (change: typeof withFlippedWeight): readonly boolean[] =>
      NETWORKS.flatMap((model) => {
        const changed = change(random, model);
        const differs = (runs: number, seed: number): boolean => outputsOf(model, runs, seed) !== outputsOf(changed, runs, seed);
        return differs(20, 99) ? [differs(goldenRunCount(model.graph), 1)] : [];
      });
    for (const [what, answers] of [
      ['flipped weights', told(withFlippedWeight)],
      ['other shifts', told(withOtherShift)],
    ] as const) {
      const share = answers.filter(Boolean).length / answers.length;
      console.log(
        `golden vectors tell ${(100 * share).toFixed(1)} % of ${answers.length} ${what} that matter, in ${NETWORKS.length} networks`,
      );
      expect(share).toBe(1);
    }
  });

  it('pick rows that the table has, wherever the indices go on the way', () => {
    const builder = createBuilder<OpKind>();
    const indices = builder.add('input', { shape: [12], type: 'int32' });
    builder.chain(indices, ['reshape', { shape: [3, 4] }], ['embedding', { rows: 3, size: 2 }]);
    const graph = builder.build();
    const model = floatModel(graph, randomWeights(createRandom(1), graph));
    if (!model.ok) throw new Error(model.error.message);
    const picked = golden(model.value, 4, 1).flatMap(({ inputs }) => [...new Int32Array(inputs[0]!.buffer)]);
    expect(new Set(picked)).toEqual(new Set([0, 1, 2]));
  });
});

/** TensorFlow Lite Micro itself is not here: declarations of our own show that the code is valid, and a replay that its check works. */
describe.each(['g++', 'arm-none-eabi-g++'])('the generated C++ under %s', (compiler) => {
  if (!hasCompiler(compiler)) console.log(`NOT CHECKED: ${compiler} is not here, so nothing is compiled with it.`);

  it.runIf(hasCompiler(compiler))('is valid C++17 without a warning, for networks of every operator', { timeout: 120_000 }, () => {
    const complaints = covering(RUNNABLE).flatMap((model, i) => {
      const folder = inFolder(bundleOf(fileOf(model), i % 2 === 0));
      const said = compile(compiler, folder, ['-fsyntax-only', 'main.cc', 'model_data.cc', 'golden.cc']);
      return said === '' ? [] : [said];
    });
    expect(complaints).toEqual([]);
  });
});

describe.runIf(hasCompiler('g++'))('main.cc, with the runtime replaced by a replay of outputs', () => {
  const outputsOf = (model: DeployedModel): Uint8Array => Buffer.concat(golden(model).flatMap(({ outputs }) => [...outputs]));

  it('ends with 0 on the outputs of the model, and with 1 and the place on those of a model with one flipped weight or shift', () => {
    const random = createRandom(3);
    const model = RUNNABLE[1]!;
    const folder = inFolder(bundleOf(fileOf(model)));
    expect(compile('g++', folder, ['-I.', '-o', 'check', 'main.cc', 'model_data.cc', 'golden.cc', REPLAY_SOURCE])).toBe('');
    const check = (replayed: DeployedModel) => {
      writeFileSync(join(folder, 'replay.bin'), outputsOf(replayed));
      return spawnSync('./check', { cwd: folder, env: { REPLAY: 'replay.bin' }, encoding: 'utf8' });
    };
    expect(check(model)).toMatchObject({ status: 0, stdout: expect.stringContaining('all outputs are as expected') as string });
    for (const changed of [withFlippedWeight(random, model), withOtherShift(random, model)])
      expect(check(changed)).toMatchObject({ status: 1, stdout: expect.stringMatching(/output \d+ differs at byte \d+/) as string });
  });
});
