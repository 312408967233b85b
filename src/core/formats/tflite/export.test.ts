import { describe, expect, it } from 'vitest';
import { randomDeployed } from '../../../testing/random-deployed.ts';
import { createRandom } from '../../base/random.ts';
import type { Random } from '../../base/random.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import { exportTflite } from './export.ts';
import type { ExportChanges } from './export.ts';
import { readTflite } from './read.ts';
import type { FileExtras, TfliteFile } from './tflite-file.ts';
import { writeTflite } from './write.ts';

const EXTRAS: FileExtras = {
  description: 'kept',
  metadata: [{ name: 'note', data: Uint8Array.from([1, 2, 3]) }],
  signatures: [{ key: 'main', inputs: [{ name: 'x', tensor: 0 }], outputs: [] }],
};

function opened(bytes: Uint8Array): TfliteFile {
  const file = readTflite(bytes, 'file');
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

function fileOf(seed: number): TfliteFile {
  const random = createRandom(seed);
  const { offlineOffsets, ...graph } = randomDeployed(random, 10);
  const data = graph.tensors.map(({ role, bytes }) =>
    role === 'constant' && bytes > 0 ? Uint8Array.from({ length: bytes }, () => random.int(0, 255)) : undefined,
  );
  const written = writeTflite(seed % 3 === 0 ? { ...graph, ...(offlineOffsets && { offlineOffsets }) } : graph, data, EXTRAS);
  if (!written.ok) throw new Error(written.error.message);
  return opened(written.value);
}

/** A random order in which every operator still runs after those it reads from. */
function shuffled(random: Random, { ops, tensors, inputs }: DeployedGraph): number[] {
  const ready = new Set([...inputs, ...tensors.keys()].filter((i) => tensors[i]!.role !== 'activation' || inputs.includes(i)));
  const waiting = ops.map((_, i) => i);
  const order: number[] = [];
  while (waiting.length > 0) {
    const runnable = waiting.filter((i) => ops[i]!.inputs.every((input) => input < 0 || ready.has(input)));
    const next = random.pick(runnable);
    for (const output of ops[next]!.outputs) ready.add(output);
    waiting.splice(waiting.indexOf(next), 1);
    order.push(next);
  }
  return order;
}

function changed(file: TfliteFile, changes: ExportChanges): TfliteFile {
  const written = exportTflite(file, changes);
  if (!written.ok) throw new Error(written.error.message);
  return opened(written.value);
}

function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  return end.every((byte, i) => byte === bytes[bytes.length - end.length + i]);
}

describe('exporting an opened file', () => {
  it('permutes the operators and keeps everything else, on 200 random files', () => {
    for (let seed = 0; seed < 200; seed++) {
      const file = fileOf(seed);
      const order = shuffled(createRandom(seed), file.graph);
      const result = changed(file, { order });
      expect(result.fileBytes).toBe(file.fileBytes);
      expect(result.graph.ops).toEqual(order.map((op) => file.graph.ops[op]));
      expect(result.graph.tensors).toEqual(file.graph.tensors);
      expect(result.data).toEqual(file.data);
      expect(result.extras).toEqual(file.extras);
    }
  });

  it('adds addresses in front, keeping every byte of the file, and replaces them in place afterwards', () => {
    for (let seed = 0; seed < 50; seed++) {
      const file = fileOf(seed);
      const first = changed(file, { offlineOffsets: file.graph.tensors.map((_, i) => 16 * i) });
      expect(first.graph.offlineOffsets).toEqual(file.graph.tensors.map((_, i) => 16 * i));
      expect(first.data).toEqual(file.data);
      expect(first.extras).toEqual(file.extras);
      expect(first.data.every((data) => data === undefined || data.byteOffset % 16 === 0)).toBe(true);
      expect(file.graph.offlineOffsets !== undefined || endsWith(first.bytes, file.bytes)).toBe(true);
      const second = changed(first, { offlineOffsets: file.graph.tensors.map(() => -1) });
      expect(second.fileBytes).toBe(first.fileBytes);
      expect(second.graph).toEqual({ ...file.graph, offlineOffsets: file.graph.tensors.map(() => -1) });
    }
  });

  it('hands the addresses back to the chip when the order changes', () => {
    const file = changed(fileOf(1), { offlineOffsets: fileOf(1).graph.tensors.map((_, i) => 16 * i) });
    const same = file.graph.ops.map((_, i) => i);
    expect(changed(file, { order: same }).graph.offlineOffsets).toEqual(file.graph.offlineOffsets);
    const other = Array.from({ length: 50 }, (_, seed) => shuffled(createRandom(seed), file.graph)).find(
      (order) => order.join() !== same.join(),
    );
    expect(changed(file, { order: other! }).graph.offlineOffsets).toEqual(file.graph.tensors.map(() => -1));
  });

  it('refuses an order that is none', () => {
    const file = fileOf(3);
    const count = file.graph.ops.length;
    expect(exportTflite(file, { order: [0] })).toEqual({
      ok: false,
      error: { message: `The order must name each of the ${count} operators once` },
    });
    expect(exportTflite(file, { offlineOffsets: [0] })).toMatchObject({ ok: false });
  });

  it('refuses an order that runs an operator before what it needs', () => {
    const tensor = (name: string): DeployedGraph['tensors'][number] => ({
      name,
      shape: [1],
      type: 'int8',
      role: 'activation',
      bytes: 1,
      scaleCount: 0,
    });
    const tanh = (input: number): DeployedGraph['ops'][number] => ({
      code: 'TANH',
      inputs: [input],
      outputs: [input + 1],
      options: {},
      node: undefined,
    });
    const tensors = ['a', 'b', 'c'].map(tensor);
    const written = writeTflite({ tensors, ops: [tanh(0), tanh(1)], inputs: [0], outputs: [2] }, []);
    if (!written.ok) throw new Error(written.error.message);
    expect(exportTflite(opened(written.value), { order: [1, 0] })).toMatchObject({
      ok: false,
      error: { message: 'the file in this order: operator 0: TANH reads tensor 1 "b" before an operator has written it' },
    });
  });
});
