import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels, referenceRows } from '../../../testing/reference-files.ts';
import type { TfliteFile } from './tflite-file.ts';
import { readTflite } from './read.ts';

function read(name: string, bytes: Uint8Array): TfliteFile {
  const result = readTflite(bytes, name);
  if (!result.ok) throw new Error(`${result.error.message} (${result.error.where})`);
  return result.value;
}

describe.runIf(hasReference)('reading the reference models', () => {
  const files = new Map(referenceModels().map(({ name, bytes }) => [name, read(name, bytes)]));

  it('opens all 287 files', () => {
    expect(files.size).toBe(287);
  });

  it('counts operators, tensors and bytes as the measurement did', () => {
    const rows = [...referenceRows('tflm_arena.csv'), ...referenceRows('generated/arena.csv')];
    const wrong = rows.filter((row) => {
      const file = files.get(row['model']!);
      return file?.fileBytes !== Number(row['model_bytes']) || file.graph.ops.length !== Number(row['ops']);
    });
    expect(rows.length).toBeGreaterThan(1_100);
    expect(wrong).toEqual([]);
  });

  it('knows every operator, and gives its output the bytes and type the runtime saw', () => {
    const rows = referenceRows('generated/tensors.csv');
    const wrong = rows.filter((row) => {
      const graph = files.get(row['model']!)!.graph;
      const tensor = graph.tensors[Number(row['tensor'])]!;
      const op = graph.ops[Number(row['op_index'])]!;
      return op.code !== row['op'] || tensor.bytes !== Number(row['bytes']) || tensor.type !== row['type'];
    });
    expect(wrong).toEqual([]);
  });

  it('reads strides, padding and activations as listed', () => {
    const wrong = referenceRows('generated/instructions_per_op.csv').filter((row) => {
      const { ops } = files.get(row['model']!)!.graph;
      const op = ops[Number(row['op_index'])]!;
      if (op.code !== 'CONV_2D') return false;
      const activation = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6'][Number(row['fused_act'])];
      const stride = `${op.options.strideH}x${op.options.strideW}`;
      return stride !== row['stride'] || op.options.padding !== row['padding'] || op.options.activation !== activation;
    });
    expect(wrong).toEqual([]);
  });
});
