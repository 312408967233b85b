import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { fixtures } from '../../testing/fixtures.ts';
import { mutated, mutatedJson } from '../../testing/mutate.ts';
import { createRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import { openKeras, openTfjs } from './open-keras.ts';
import { openOnnx } from './open-onnx.ts';
import type { Opened } from './opened.ts';

const TEXT = { decoder: new TextDecoder(), encoder: new TextEncoder() };
const ONNX = fixtures('onnx', '.onnx').map(({ bytes }) => bytes);
const H5 = fixtures('keras', '.h5')
  .map(({ bytes }) => bytes)
  .filter(({ length }) => length < 20_000);
const ARCHIVES = fixtures('keras', '.keras').map(({ bytes }) => {
  const files = unzipSync(bytes);
  return { stored: zipSync(files, { level: 0 }), config: TEXT.decoder.decode(files['config.json']), weights: files['model.weights.h5']! };
});
const TFJS = fixtures('keras', '.model.json').map(({ bytes }) => TEXT.decoder.decode(bytes));

/** A .keras whose parts are stored as they are, so that a change reaches what is inside. */
function archive(random: Random): Uint8Array {
  const { stored, config, weights } = random.pick(ARCHIVES);
  const which = random.int(0, 2);
  if (which === 0) return mutated(random, stored);
  const parts =
    which === 1
      ? { 'config.json': TEXT.encoder.encode(mutatedJson(random, config)), 'model.weights.h5': weights }
      : { 'config.json': TEXT.encoder.encode(config), 'model.weights.h5': mutated(random, weights) };
  return zipSync(parts, { level: 0 });
}

interface Tally {
  opened: number;
  readonly refused: Set<string>;
}

/** A design, or one clear line that names the file: never an exception, and nothing of the file's bytes in it. */
function judge(result: Result<Opened>, file: string, tally: Tally): void {
  if (result.ok) {
    tally.opened += 1;
    return;
  }
  const { message } = result.error;
  if (!message.startsWith(file) || !/^[\P{Cc}]{10,400}$/u.test(message)) throw new Error(`an unclear message: ${JSON.stringify(message)}`);
  tally.refused.add(message.replaceAll(/\d+/g, '#').replaceAll(/"[^"]*"/g, '""'));
}

function run(seed: number, count: number, file: string, open: (random: Random) => Result<Opened>): Tally {
  const random = createRandom(seed);
  const tally: Tally = { opened: 0, refused: new Set() };
  for (let i = 0; i < count; i++) judge(open(random), file, tally);
  return tally;
}

describe('damaged files of other programs', () => {
  it('end in a design or one clear line: 12,000 .onnx', () => {
    const { opened, refused } = run(1, 12_000, 'a.onnx', (random) => openOnnx(mutated(random, random.pick(ONNX)), 'a.onnx'));
    expect(opened).toBeGreaterThan(1_000);
    expect(refused.size).toBeGreaterThan(20);
  });

  it('end in a design or one clear line: 3,000 .h5', () => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const { opened, refused } = run(2, 3_000, 'a.h5', (random) => openKeras(mutated(random, random.pick(H5)), 'a.h5'));
    expect(opened).toBeGreaterThan(500);
    expect(refused.size).toBeGreaterThan(20);
  });

  it('end in a design or one clear line: 5,000 .keras', () => {
    const { opened, refused } = run(3, 5_000, 'a.keras', (random) => openKeras(archive(random), 'a.keras'));
    expect(opened).toBeGreaterThan(1_000);
    expect(refused.size).toBeGreaterThan(20);
  });

  it('end in a design or one clear line: 2,000 model.json', () => {
    const { opened } = run(4, 2_000, 'model.json', (random) => {
      let value: unknown;
      try {
        value = JSON.parse(mutatedJson(random, random.pick(TFJS)));
      } catch {
        value = {};
      }
      return openTfjs(value as Record<string, unknown>, 'model.json', () => new Uint8Array(random.int(0, 4_000)));
    });
    expect(opened).toBeGreaterThan(500);
  });
});
