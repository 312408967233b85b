import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designJson } from '../core/document/design-json.ts';
import { encodeLink } from '../core/formats/link/link.ts';
import { writeTflite } from '../core/formats/tflite/write.ts';
import { lower } from '../core/lower/lower.ts';
import { dsCnn } from '../core/samples/ds-cnn.ts';
import type { Outcome } from './command.ts';
import { COMMANDS } from './commands.ts';

const design = dsCnn.design();
let folder = '';
let file = '';
let json = '';
const link = `https://tinyscape.example/#d=${encodeLink(design)}`;

function run(name: string, operands: readonly string[], values: Record<string, string> = {}): Promise<Outcome> {
  return COMMANDS.find((command) => command.name === name)!.run(operands, values);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tinyscape-cli-'));
  file = join(folder, 'kws.tflite');
  json = join(folder, 'kws.json');
  const written = writeTflite(lower(design.graph, design.quantize).deployed, []);
  if (!written.ok) throw new Error(written.error.message);
  writeFileSync(file, written.value);
  writeFileSync(json, designJson(design));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('estimate', () => {
  it('gives the same figures for a file, its design and its link', async () => {
    const answers = (await run('estimate', [file, json, link], { core: 'cortex-m4' })).json as Record<string, Record<string, unknown>>[];
    for (const field of ['activations', 'persistent', 'arena', 'minArena'])
      expect(answers.map((answer) => answer['sram']![field])).toEqual(Array(3).fill(answers[0]!['sram']![field]));
    expect(answers.map((answer) => answer['macs'])).toEqual([2656768, 2656768, 2656768]);
    expect(answers.map((answer) => answer['flash']!['model'])).toEqual(Array(3).fill(readFileSync(file).length));
  });

  it('answers with the fields of the contract', async () => {
    const answer = (await run('estimate', [json], { chip: 'nrf52840' })).json as Record<string, Record<string, unknown>>;
    expect(answer).toMatchObject({ chip: 'nrf52840', core: 'cortex-m4', runtime: 'tflm-cmsis-nn', order: 'file', ops: 13, fits: true });
    expect(Object.keys(answer['sram']!)).toEqual(
      expect.arrayContaining([
        'activations',
        'persistent',
        'arena',
        'minArena',
        'total',
        'available',
        'region',
        'peakNode',
        'bestOrder',
        'evidence',
      ]),
    );
    expect(Object.keys(answer['latency']!)).toEqual(expect.arrayContaining(['instructions', 'cycles', 'ms', 'errorPercent', 'evidence']));
    expect((answer['nodes'] as unknown as unknown[]).length).toBe(13);
  });

  it('gives an array with one entry a chip for --chip all', async () => {
    const answers = (await run('estimate', [json], { chip: 'all' })).json as { chip: string }[];
    const chips = (await run('chips', [])).json as { id: string }[];
    expect(answers.map((answer) => answer.chip)).toEqual(chips.map((chip) => chip.id));
    expect(chips.length).toBeGreaterThanOrEqual(40);
  });

  it('lists an unusable file beside the usable ones, and exits with 2', async () => {
    const outcome = await run('estimate', [json, join(folder, 'missing.tflite')]);
    expect(outcome.status).toBe(2);
    expect((outcome.json as unknown[])[1]).toEqual({
      source: join(folder, 'missing.tflite'),
      error: `${join(folder, 'missing.tflite')}: there is no such file`,
    });
  });

  it('gives cycles but no milliseconds for a core alone', async () => {
    const answer = (await run('estimate', [json], { core: 'cortex-m33' })).json as Record<string, Record<string, unknown>>;
    expect(answer['latency']!['ms']).toBeUndefined();
    expect(answer['latency']!['cycles']).toBeGreaterThan(0);
    expect(answer['fits']).toBe('unknown');
  });

  it('takes longer, with a wider band, when the kernels are built for size', async () => {
    const latencyOf = async (build: string) =>
      ((await run('estimate', [json], { build })).json as { latency: { ms: number; errorPercent: number } }).latency;
    const [speed, size] = [await latencyOf('speed'), await latencyOf('size')];
    expect(size.ms / speed.ms).toBeCloseTo(1.5, 6);
    expect(size.errorPercent).toBeGreaterThan(speed.errorPercent + 10);
    expect((await run('estimate', [json], { build: 'debug' })).complaints![0]).toContain('--build: expected speed');
  });

  it('names what is there when a chip, core or runtime is not', async () => {
    expect((await run('estimate', [json], { chip: 'z80' })).complaints![0]).toContain('--chip: there is no "z80"');
    expect((await run('estimate', [json], { runtime: 'ncnn' })).complaints![0]).toContain('tflm-cmsis-nn');
    expect((await run('estimate', [json], { chip: 'nrf52840', core: 'cortex-m4' })).status).toBe(2);
  });
});

describe('check', () => {
  it('exits with 0 inside the limits and with 1 outside, naming each failure', async () => {
    expect(await run('check', [json], { sram: '64K', flash: '1M' })).toMatchObject({ status: 0, json: { ok: true, failures: [] } });
    const outcome = await run('check', [json], { sram: '16KiB', latency: '1ms' });
    expect(outcome.status).toBe(1);
    expect(outcome.json).toMatchObject({
      ok: false,
      failures: [
        { what: 'sram', limit: 16384 },
        { what: 'latency', limit: 1 },
      ],
    });
  });

  it('holds against the chip itself when no limit is given', async () => {
    expect((await run('check', [json], { chip: 'nrf52840' })).status).toBe(0);
    expect((await run('check', [json], { chip: 'atmega328p', runtime: 'tflm-reference' })).status).toBe(1);
  });

  it('does not pass a limit on a figure that is not known', async () => {
    const outcome = await run('check', [json], { core: 'cortex-m4', latency: '100s' });
    expect(outcome).toMatchObject({ status: 1, json: { failures: [{ what: 'latency', actual: undefined }] } });
  });

  it('means the figures of the literature under its model', async () => {
    expect((await run('check', [json], { sram: '17000', runtime: 'unas' })).status).toBe(0);
    expect((await run('check', [json], { sram: '1000', runtime: 'unas' })).status).toBe(1);
  });
});

describe('order and convert', () => {
  it('writes a reordered file that opens with the promised activations', async () => {
    const output = join(folder, 'ordered.tflite');
    const ordered = (await run('order', [file], { output })).json as { bestOrder: { activations: number; order: number[] } };
    const again = (await run('estimate', [output])).json as { sram: { activations: number } };
    expect(again.sram.activations).toBe(ordered.bestOrder.activations);
    expect(ordered.bestOrder.order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 13 }, (_, i) => i));
  });

  it('fixes addresses when asked to, and the file then needs what was promised', async () => {
    const output = join(folder, 'fixed.tflite');
    const command = COMMANDS.find(({ name }) => name === 'order')!;
    const answer = (await command.run([file], { output, addresses: true, core: 'cortex-m4' })).json as {
      fixedAddresses: { activations: number };
    };
    const again = (await run('estimate', [output], { core: 'cortex-m4' })).json as { sram: { activations: number } };
    expect(again.sram.activations).toBe(answer.fixedAddresses.activations);
  });

  it('turns a design into a link, the link into JSON, and JSON into a file of the size it said', async () => {
    const asLink = (await run('convert', [json, 'link'])).json as { link: string };
    const back = join(folder, 'back.json');
    await run('convert', [asLink.link, back]);
    expect(readFileSync(back, 'utf8')).toBe(designJson(design));
    const output = join(folder, 'out.tflite');
    const written = await run('convert', [back, output]);
    expect(written.complaints![0]).toContain('written as zeros');
    expect(readFileSync(output).length).toBe(readFileSync(file).length);
  });

  it('writes a C header whose array has the bytes of the file', async () => {
    const output = join(folder, 'kws.h');
    await run('convert', [file, output]);
    expect(readFileSync(output, 'utf8')).toContain(`const unsigned int kws_len = ${readFileSync(file).length};`);
  });

  it('writes a .tflite as an ONNX model that opens again with as many layers of weights', async () => {
    const output = join(folder, 'kws.onnx');
    const written = await run('convert', [file, output]);
    expect(written.status).toBe(0);
    expect(written.complaints![0]).toBe('note: Images come and go channels first (NCHW), as ONNX has them.');
    const [from, to] = (await run('estimate', [file, output], { core: 'cortex-m4' })).json as { macs: number; params: number }[];
    expect([to!.macs, to!.params]).toEqual([from!.macs, from!.params]);
  });

  it('writes Keras source, with the weights of a file beside it and without any for a design', async () => {
    const [fromFile, fromDesign] = [join(folder, 'kws.py'), join(folder, 'bare.py')];
    expect((await run('convert', [file, fromFile])).json).toMatchObject({ written: fromFile, beside: join(folder, 'kws.npz') });
    expect(readFileSync(join(folder, 'kws.npz')).subarray(0, 2).toString()).toBe('PK');
    expect((await run('convert', [json, fromDesign])).json).toMatchObject({ written: fromDesign, beside: undefined });
    expect(readFileSync(fromDesign, 'utf8').match(/layers\.\w*Conv2D\(/g)).toHaveLength(9);
  });

  it('refuses an extension it cannot write, and damaged input, in one line', async () => {
    expect((await run('convert', [json, 'out.exe'])).complaints![0]).toContain('.tflite, .h, .onnx, .py, .json');
    const broken = join(folder, 'broken.tflite');
    writeFileSync(broken, readFileSync(file).subarray(0, 900));
    const outcome = await run('convert', [broken, join(folder, 'x.json')]);
    expect(outcome.status).toBe(2);
    expect(outcome.complaints).toHaveLength(1);
    expect(outcome.complaints![0]).toContain(broken);
  });
});

describe('quantize and bundle', () => {
  it('quantize a design with random weights, and say so', async () => {
    const output = join(folder, 'int8.tflite');
    const answer = await run('quantize', [json], { output, io: 'float32', method: 'mse', seed: '3' });
    expect(answer).toMatchObject({ status: 0, json: { written: output, bytes: readFileSync(output).length } });
    expect(answer.complaints![0]).toContain('weights are random');
    expect(await run('run', [output])).toMatchObject({ status: 0 });
  });

  it('name what is wrong with samples', async () => {
    const short = join(folder, 'short.bin');
    writeFileSync(short, new Uint8Array(10));
    const answer = await run('quantize', [json], { output: join(folder, 'x.tflite'), data: short });
    expect(answer).toMatchObject({ status: 2 });
    expect(answer.complaints![0]).toContain('10 bytes are no whole number of samples of 1x49x10x1 float32, 1960 bytes each');
  });

  it('put a file into a zip as it is, with what runs it', async () => {
    const model = join(folder, 'int8.tflite');
    const output = join(folder, 'bundle.zip');
    expect(await run('bundle', [model], { output, chip: 'nrf52840' })).toMatchObject({ status: 0 });
    const files = unzipSync(new Uint8Array(readFileSync(output)));
    expect(files['int8/model.tflite']).toEqual(new Uint8Array(readFileSync(model)));
    expect(Object.keys(files)).toContain('int8/main.cc');
  });

  it('refuse a method or a way in and out that there is not', async () => {
    const output = join(folder, 'x.tflite');
    expect((await run('quantize', [json], { output, method: 'best' })).complaints![0]).toContain('none of minmax, percentile, mse');
    expect((await run('quantize', [json], { output, io: 'int4' })).complaints![0]).toContain('neither int8 nor float32');
    expect(await run('bundle', [json])).toMatchObject({ status: 2 });
  });
});
