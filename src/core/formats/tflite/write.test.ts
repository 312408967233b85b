/* oxlint-disable no-underscore-dangle -- the flatbuffers package names its readers so */
import { ByteBuffer } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import { randomDeployed } from '../../../testing/random-deployed.ts';
import { createRandom } from '../../base/random.ts';
import type { Random } from '../../base/random.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import { readTflite } from './read.ts';
import { tfliteBytes } from './size.ts';
import type { FileExtras, TfliteFile } from './tflite-file.ts';
import { writeTflite } from './write.ts';

function written(graph: DeployedGraph, data: readonly (Uint8Array | undefined)[] = [], extras?: FileExtras): Uint8Array {
  const result = writeTflite(graph, data, extras);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function reread(bytes: Uint8Array): TfliteFile {
  const result = readTflite(bytes, 'written');
  if (!result.ok) throw new Error(`${result.error.message} (${result.error.where})`);
  return result.value;
}

function randomData(random: Random, graph: DeployedGraph): (Uint8Array | undefined)[] {
  return graph.tensors.map(({ role, bytes }) =>
    role === 'constant' && bytes > 0 ? Uint8Array.from({ length: bytes }, () => random.int(0, 255)) : undefined,
  );
}

function randomExtras(random: Random): FileExtras {
  const signature = { key: 'serving_default', inputs: [{ name: 'x', tensor: 0 }], outputs: [{ name: 'ÿ', tensor: 0 }] };
  return {
    description: random.pick(['', 'MLIR Converted.', 'größer']),
    metadata: Array.from({ length: random.int(0, 2) }, (_, i) => ({ name: `note ${i}`, data: Uint8Array.from([1, 2, i]) })),
    signatures: random.int(0, 1) === 0 ? [] : [signature],
  };
}

/** A dense layer with a bias and one scale a channel. */
const DENSE: DeployedGraph = {
  tensors: [
    { name: 'in', shape: [1, 4], type: 'int8', role: 'activation', bytes: 4, scaleCount: 1 },
    { name: 'w', shape: [3, 4], type: 'int8', role: 'constant', bytes: 12, scaleCount: 3 },
    { name: 'b', shape: [3], type: 'int32', role: 'constant', bytes: 12, scaleCount: 3 },
    { name: 'out', shape: [1, 3], type: 'int8', role: 'activation', bytes: 3, scaleCount: 1 },
  ],
  ops: [
    {
      code: 'FULLY_CONNECTED',
      inputs: [0, 1, 2],
      outputs: [3],
      options: { activation: 'RELU', keepNumDims: false },
      node: undefined,
    },
  ],
  inputs: [0],
  outputs: [3],
};

describe('writing a .tflite', () => {
  it('is exactly as long as the size says, and reads back as the same graph, on 400 random graphs', () => {
    for (let seed = 0; seed < 400; seed++) {
      const random = createRandom(seed);
      const graph = randomDeployed(random, 12);
      const data = randomData(random, graph);
      const extras = randomExtras(random);
      const bytes = written(graph, data, extras);
      const file = reread(bytes);
      expect(tfliteBytes(graph, extras)).toBe(bytes.length);
      expect(file.graph).toEqual(graph);
      expect(file.data).toEqual(data);
      expect(file.extras).toEqual(extras);
    }
  });

  it('takes 748 bytes for a dense layer of 4 to 3', () => {
    expect(tfliteBytes(DENSE)).toBe(748);
  });

  it('writes zeros and placeholder scales for what is not known', () => {
    const file = reread(written(DENSE));
    expect(file.data[1]).toEqual(new Uint8Array(12));
    expect(file.graph.tensors[1]?.quantization).toEqual({ scales: [1 / 128, 1 / 128, 1 / 128], zeroPoints: [0, 0, 0], axis: 0 });
    expect(file.versions).toEqual([4]);
    expect(file.extras.description).toBe('Tinyscape');
  });

  it('keeps every buffer at a multiple of 16 bytes', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = createRandom(seed);
      const graph = randomDeployed(random, 12);
      const places = reread(written(graph, randomData(random, graph))).data.flatMap((data) => (data ? [data.byteOffset % 16] : []));
      expect(places.every((rest) => rest === 0)).toBe(true);
    }
  });

  it('can be read by the flatbuffers package', () => {
    const buffer = new ByteBuffer(written(DENSE));
    const root = buffer.readInt32(buffer.position());
    expect(buffer.getBufferIdentifier()).toBe('TFL3');
    expect(buffer.readInt32(root + buffer.__offset(root, 4))).toBe(3);
    const subgraphs = buffer.__vector(root + buffer.__offset(root, 8));
    const subgraph = buffer.__indirect(subgraphs);
    expect(buffer.__vector_len(subgraph + buffer.__offset(subgraph, 4))).toBe(4);
    const weights = buffer.__indirect(buffer.__vector(subgraph + buffer.__offset(subgraph, 4)) + 4);
    expect(buffer.__string(weights + buffer.__offset(weights, 10))).toBe('w');
    expect(buffer.readInt8(weights + buffer.__offset(weights, 6))).toBe(9);
    const description = root + buffer.__offset(root, 10);
    expect(buffer.__string(description)).toBe('Tinyscape');
  });

  it('shares the zero points of tensors with as many channels', () => {
    const wide = (channels: number): DeployedGraph => ({
      ...DENSE,
      tensors: DENSE.tensors.map((tensor) => (tensor.role === 'constant' ? { ...tensor, scaleCount: channels } : tensor)),
    });
    expect(tfliteBytes(wide(5)) - tfliteBytes(wide(3))).toBe(2 * 2 * 4 + 2 * 8);
  });

  it('refuses contents that do not fit their tensor', () => {
    expect(writeTflite(DENSE, [undefined, new Uint8Array(11)])).toEqual({
      ok: false,
      error: { message: 'Tensor 1 "w" takes 12 bytes, but 11 bytes of data are given', where: 'tensor 1' },
    });
  });
});
