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
import { newDesign } from '../document/new-design.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { writeTflite } from '../formats/tflite/write.ts';
import type { DeployedModel } from '../quant/memory.ts';
import { bundleFiles, identifier } from './bundle.ts';
import { goldenRuns, type GoldenRun } from './golden.ts';

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
function golden(model: DeployedModel): readonly GoldenRun[] {
  const runs = goldenRuns(model, 3, 1);
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

const NETWORKS = Array.from({ length: 60 }, (_, seed) => quantizedNetwork(seed, seed % 3 === 0 ? 'float32' : 'int8').model).filter(
  hasWeights,
);

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
  it('change with nine of ten flipped weights and nearly every other shift, in networks of every kind', () => {
    const random = createRandom(7);
    const differs = (change: typeof withFlippedWeight) =>
      NETWORKS.filter((model) => {
        const [before, after] = [golden(model), golden(change(random, model))];
        return JSON.stringify(before.map(({ outputs }) => outputs)) !== JSON.stringify(after.map(({ outputs }) => outputs));
      }).length / NETWORKS.length;
    const [weights, shifts] = [differs(withFlippedWeight), differs(withOtherShift)];
    console.log(
      `golden vectors: of ${NETWORKS.length} networks ${(100 * weights).toFixed(0)} % tell a flipped weight, ${(100 * shifts).toFixed(0)} % a shift`,
    );
    expect(weights).toBeGreaterThan(0.9);
    expect(shifts).toBeGreaterThan(0.9);
  });
});

/** TensorFlow Lite Micro itself is not here: declarations of our own show that the code is valid, and a replay that its check works. */
describe.each(['g++', 'arm-none-eabi-g++'])('the generated C++ under %s', (compiler) => {
  if (!hasCompiler(compiler)) console.log(`NOT CHECKED: ${compiler} is not here, so nothing is compiled with it.`);

  it.runIf(hasCompiler(compiler))('is valid C++17 without a warning, for networks of every operator', { timeout: 120_000 }, () => {
    const complaints = RUNNABLE.slice(0, compiler === 'g++' ? 12 : 24).flatMap((model, i) => {
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
