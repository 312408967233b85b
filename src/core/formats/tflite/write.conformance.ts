import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels } from '../../../testing/reference-files.ts';
import { readTflite } from './read.ts';
import { tfliteBytes } from './size.ts';
import { operatorVersion } from './versions.ts';
import { writeTflite } from './write.ts';

describe.runIf(hasReference)('writing the reference models again', () => {
  it('gives the same graph, data and extras, in as many bytes as the size says', () => {
    for (const { name, bytes } of referenceModels()) {
      const original = readTflite(bytes, name);
      if (!original.ok) throw new Error(original.error.message);
      const { graph, data, extras } = original.value;
      const written = writeTflite(graph, data, extras);
      if (!written.ok) throw new Error(written.error.message);
      expect(written.value.length, name).toBe(tfliteBytes(graph, extras));
      const again = readTflite(written.value, name);
      if (!again.ok) throw new Error(again.error.message);
      expect(again.value.graph, name).toEqual(graph);
      expect(again.value.extras, name).toEqual(extras);
      expect(again.value.data.map(content), name).toEqual(data.map(content));
    }
  });

  it('asks for no later version of an operator than the converters did', () => {
    const published = referenceModels().filter(({ name }) => !/^(op|net)_/.test(name));
    expect(published.length).toBe(9);
    const wrong = published.flatMap(({ name, bytes }) => {
      const file = readTflite(bytes, name);
      if (!file.ok) throw new Error(file.error.message);
      const { graph, versions } = file.value;
      return graph.ops.filter((op, i) => operatorVersion(op, graph.tensors) > versions[i]!).map((op) => `${name} ${op.code}`);
    });
    expect(wrong).toEqual([]);
  });
});

/** Views compare slowly element by element; their bytes as text do not. */
function content(data: Uint8Array | undefined): string | undefined {
  return data === undefined ? undefined : Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
}
