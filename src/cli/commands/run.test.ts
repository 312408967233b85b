import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTflite } from '../../core/formats/tflite/write.ts';
import type { DeployedModel } from '../../core/quant/memory.ts';
import { tinyModel } from '../../testing/tiny-model.ts';
import type { Outcome } from '../command.ts';
import { runCommand } from './run.ts';

let folder = '';
const path = (name: string): string => join(folder, name);

function write(name: string, model: DeployedModel): void {
  const file = writeTflite(model.graph, model.data);
  if (!file.ok) throw new Error(file.error.message);
  writeFileSync(path(name), file.value);
}

interface Answer {
  readonly runs: readonly { readonly outputs: readonly Record<string, unknown>[]; readonly tensors?: readonly Record<string, unknown>[] }[];
  readonly ms: number;
  readonly warnings: readonly string[];
}

async function run(operands: readonly string[], values: Record<string, string | boolean | string[]> = {}): Promise<Outcome> {
  return await runCommand.run(operands.map(path), values);
}

async function answerOf(operands: readonly string[], values: Record<string, string | boolean | string[]> = {}): Promise<Answer> {
  const outcome = await run(operands, values);
  expect(outcome.status).toBe(0);
  return outcome.json as Answer;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tinyscape-run-'));
  const row = { shape: [1, 4], type: 'int8', scale: 1 } as const;
  write(
    'chain.tflite',
    tinyModel(
      [row, row, row],
      { code: 'RELU', options: {}, inputs: [0], outputs: [1] },
      { code: 'RELU6', options: {}, inputs: [1], outputs: [2] },
    ),
  );
  const real = { shape: [1, 2], type: 'float32' } as const;
  const weights = { shape: [1, 2], type: 'int8', scale: 0.5, data: [2, -4] } as const;
  write(
    'hybrid.tflite',
    tinyModel([real, weights, { shape: [1, 1], type: 'float32' }], {
      code: 'FULLY_CONNECTED',
      options: { activation: 'NONE', keepNumDims: false },
      inputs: [0, 1],
      outputs: [2],
    }),
  );
  writeFileSync(path('in.bin'), Int8Array.of(-3, 5, 7, 127));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('run', () => {
  it('prints the outputs of each run on generated inputs that go on from run to run', async () => {
    const { runs, ms } = await answerOf(['chain.tflite'], { seed: '1', runs: '2' });
    expect(runs).toHaveLength(2);
    expect(runs[0]!.tensors).toBeUndefined();
    expect(runs[0]!.outputs).toEqual([
      { op: 1, tensor: 2, name: 't2', shape: [1, 4], type: 'int8', bytes: 4, fnv1a: '24a5aab5', first: [6, 6, 0, 0] },
    ]);
    expect(runs[1]!.outputs[0]!['first']).toEqual([6, 6, 0, 0]);
    expect(ms).toBeGreaterThan(0);
  });

  it('lists every operator with --tensors', async () => {
    const { runs } = await answerOf(['chain.tflite'], { tensors: true });
    expect(runs[0]!.tensors!.map(({ op, first }) => [op, first])).toEqual([
      [0, [60, 94, 0, 0]],
      [1, [6, 6, 0, 0]],
    ]);
  });

  it('reads raw inputs and writes raw outputs', async () => {
    const { runs } = await answerOf(['chain.tflite'], { input: [path('in.bin')], output: path('out') });
    expect(runs[0]!.outputs[0]!['first']).toEqual([0, 5, 6, 6]);
    expect([...readFileSync(path('out/out0.bin'))]).toEqual([0, 5, 6, 6]);
  });

  it('takes several files, and names the one it cannot read beside the others', async () => {
    const both = (await run(['chain.tflite', 'hybrid.tflite'])).json as readonly Answer[];
    expect(both.map(({ runs }) => runs.length)).toEqual([1, 1]);
    const outcome = await run(['chain.tflite', 'missing.tflite']);
    expect(outcome.status).toBe(2);
    expect((outcome.json as readonly unknown[])[1]).toEqual({
      source: path('missing.tflite'),
      error: `${path('missing.tflite')}: there is no such file`,
    });
  });

  it('runs what the chip would not, and says so', async () => {
    const outcome = await run(['hybrid.tflite']);
    expect(outcome.status).toBe(0);
    expect((outcome.json as Answer).warnings).toHaveLength(1);
    expect(outcome.complaints![0]).toContain('operator 0');
  });

  it('says what is wrong with its arguments in one line', async () => {
    const complaint = async (operands: readonly string[], values: Record<string, string | string[]> = {}): Promise<string> => {
      const { status, complaints } = await run(operands, values);
      expect(status).toBe(2);
      return complaints!.join('\n');
    };
    expect(await complaint([])).toBe('run: name a .tflite');
    expect(await complaint(['chain.tflite'], { runs: '0' })).toBe('run: --runs "0" is not a whole number from 1 to 10000');
    expect(await complaint(['chain.tflite'], { input: [path('in.bin')], seed: '3' })).toBe('run: --input and --seed exclude each other');
    expect(await complaint(['chain.tflite', 'hybrid.tflite'], { output: 'x' })).toBe('run: --input and --output go with one file');
    writeFileSync(path('short.bin'), Int8Array.of(1));
    expect(await complaint(['chain.tflite'], { input: [path('short.bin')] })).toBe(
      `${path('short.bin')}: 1 bytes; input 0, 1x4 int8, takes 4`,
    );
    expect(await complaint(['chain.tflite', 'in.bin'], { input: [path('in.bin')] })).toContain('2 inputs are given for the 1 of the model');
  });
});
