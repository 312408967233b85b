import { describe, expect, it } from 'vitest';
import { randomDeployed } from '../../../testing/random-deployed.ts';
import { randomNetwork } from '../../../testing/random-network.ts';
import type { Problem } from '../../base/result.ts';
import { createRandom } from '../../base/random.ts';
import type { Random } from '../../base/random.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import { lower } from '../../lower/lower.ts';
import { importTflite } from './import.ts';
import { readTflite } from './read.ts';
import { tfliteBytes } from './size.ts';
import { writeTflite } from './write.ts';

const INPUTS = 12_000;
const IDENTIFIER = new TextEncoder().encode('TFL3');
/** Files that the mutations start from: any operators at all, and sensible networks. */
const BASES = Array.from({ length: 60 }, (_, seed) => {
  const random = createRandom(1_000 + seed);
  const network = (): DeployedGraph => lower(randomNetwork(random, { nodes: 10 }), { scheme: 'int8', io: 'int8' }).deployed;
  const file = writeTflite(seed % 2 === 0 ? randomDeployed(random, 8) : network(), [], {
    metadata: [{ name: 'note', data: Uint8Array.from([1, 2, 3]) }],
    signatures: [{ key: 'main', inputs: [{ name: 'x', tensor: 0 }], outputs: [] }],
  });
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
});

type Mutation = (random: Random, bytes: Uint8Array) => Uint8Array;

function edited(bytes: Uint8Array, change: (copy: Uint8Array, view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(copy, new DataView(copy.buffer));
  return copy;
}

const flipBits: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    for (let i = random.int(1, 8); i > 0; i--) copy[random.int(0, copy.length - 1)]! ^= 1 << random.int(0, 7);
  });

/** Words that are offsets, lengths, counts or indices get values that such things should not have. */
const corruptWords: Mutation = (random, bytes) =>
  edited(bytes, (copy, view) => {
    const wrong = [0, 1, -1, 4, 0x7fffffff, 0x80000000, bytes.length, bytes.length - 4, random.int(0, 2 ** 32 - 1), random.int(0, 400)];
    for (let i = random.int(1, 3); i > 0; i--) view.setInt32(4 * random.int(0, Math.floor(copy.length / 4) - 1), random.pick(wrong), true);
  });

const nudgeWord: Mutation = (random, bytes) =>
  edited(bytes, (copy, view) => {
    const at = 4 * random.int(0, Math.floor(copy.length / 4) - 1);
    view.setInt32(at, view.getInt32(at, true) + random.int(-64, 64), true);
  });

const scramble: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    const start = random.int(0, copy.length - 1);
    for (let i = start; i < Math.min(copy.length, start + random.int(1, 64)); i++) copy[i] = random.int(0, 255);
  });

const copyWithin: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    const start = random.int(0, copy.length - 1);
    copy.copyWithin(random.int(0, copy.length - 1), start, start + random.int(1, 128));
  });

const truncate: Mutation = (random, bytes) => bytes.slice(0, random.int(0, bytes.length - 1));

const noise: Mutation = (random) => {
  const bytes = Uint8Array.from({ length: random.int(0, 400) }, () => random.int(0, random.pick([3, 40, 255])));
  if (bytes.length >= 8 && random.int(0, 3) > 0) bytes.set(IDENTIFIER, 4);
  return bytes;
};

const MUTATIONS: readonly Mutation[] = [flipBits, corruptWords, nudgeWord, scramble, copyWithin, truncate, noise];

describe('damaged and hostile .tflite files', () => {
  it(`give a design or one clear message, ${INPUTS} times`, () => {
    const random = createRandom(20_26);
    const problems: Problem[] = [];
    const refused: Problem[] = [];
    let smallest = Infinity;
    let drawn = 0;
    for (let i = 0; i < INPUTS; i++) {
      const file = readTflite(random.pick(MUTATIONS)(random, random.pick(BASES)), 'hostile.tflite');
      if (!file.ok) problems.push(file.error);
      else smallest = Math.min(smallest, tfliteBytes(file.value.graph, file.value.extras));
      const design = file.ok ? importTflite(file.value, 'hostile.tflite') : undefined;
      if (design?.ok === false) refused.push(design.error);
      if (design?.ok === true) drawn += design.value.graph.nodes.length;
    }
    expect(problems.length).toBeGreaterThan(INPUTS / 2);
    expect(problems.length).toBeLessThan((INPUTS * 19) / 20);
    expect(smallest).toBeGreaterThan(100);
    expect(drawn).toBeGreaterThan(INPUTS / 4);
    expect([...problems, ...refused].filter(({ message }) => !/^hostile\.tflite: .{10,2000}$/s.test(message))).toEqual([]);
    expect(problems.filter(({ where }) => !/^(byte \d+|file)$/.test(where ?? ''))).toEqual([]);
  });

  it('does not read one long vector once for every table that points to it', () => {
    expect(readTflite(aliased(4_000, 60_000), 'aliased.tflite')).toEqual({
      ok: false,
      error: { message: expect.stringContaining('repeats more data than the file holds'), where: expect.stringMatching(/^byte \d+$/) },
    });
  });
});

/** A file with many tensors whose quantisation scales are all the same long vector. */
function aliased(tensors: number, scales: number): Uint8Array {
  const tensor = { name: 't', shape: [1], type: 'int8', role: 'activation', bytes: 1, scaleCount: 1 } as const;
  const one = { scales: [1], zeroPoints: [0], axis: 0 };
  const long = { scales: Array.from({ length: scales }, () => 1), zeroPoints: [], axis: 0 };
  const graph = {
    tensors: Array.from({ length: tensors }, (_, i) =>
      i === tensors - 1 ? { ...tensor, scaleCount: scales, quantization: long } : { ...tensor, quantization: one },
    ),
    ops: [],
    inputs: [],
    outputs: [],
  };
  const file = writeTflite(graph, []);
  if (!file.ok) throw new Error(file.error.message);
  const view = new DataView(file.value.buffer);
  const target = lastLengthPosition(view, scales);
  for (let at = 0; at + 20 <= target; at += 4) {
    const isScaleVector = view.getInt32(at, true) === 8 && view.getInt32(at + 8, true) === 1 && view.getFloat32(at + 12, true) === 1;
    if (isScaleVector) view.setUint32(at, target - at, true);
  }
  return file.value;
}

function lastLengthPosition(view: DataView, length: number): number {
  for (let at = view.byteLength - 4; at >= 0; at -= 4) if (view.getUint32(at, true) === length) return at;
  throw new Error('no vector of that length');
}
