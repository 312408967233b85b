import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { RANDOM_WEIGHTS, MADE_SAMPLES } from '../deploy/model-of.ts';
import { initialWeights } from '../document/initial-weights.ts';
import { openOnnx } from '../formats/open-onnx.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { leNet5 } from '../samples/lenet-5.ts';
import { exportFile, type ExportedFile, type ExportRequest } from './export-file.ts';
import type { ExportFormat } from './formats.ts';

const design = { ...leNet5.design(), name: 'Le Net' };
const OPTIONS = { batch: undefined, method: { kind: 'minmax' }, fixAddresses: false } as const;

function exported(format: ExportFormat, learned: ExportRequest['learned'] = {}): ExportedFile {
  const file = exportFile({ design, learned, format, options: OPTIONS, page: 'https://example.org/' });
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

describe('a design as a file', () => {
  it('says of random weights and made-up samples, in each form that holds them', () => {
    expect(exported('tflite').notes).toEqual([RANDOM_WEIGHTS, MADE_SAMPLES]);
    expect(exported('c').notes).toEqual([RANDOM_WEIGHTS, MADE_SAMPLES]);
    expect(exported('onnx').notes).toContain(RANDOM_WEIGHTS);
  });

  it('says nothing of weights that were given', () => {
    const weights = initialWeights(createRandom(3), design.graph);
    expect(exported('tflite', { weights }).notes).toEqual([MADE_SAMPLES]);
  });

  it('opens again: .tflite and .onnx', () => {
    expect(readTflite(exported('tflite').bytes, 'x.tflite').ok).toBe(true);
    expect(openOnnx(exported('onnx').bytes, 'x.onnx').ok).toBe(true);
  });

  it('is a bundle whose model is the .tflite, in a folder named after the design', () => {
    const { bytes, files, notes } = exported('bundle');
    const inside = unzipSync(bytes);
    expect(files).toContain('main.cc');
    expect(notes).toContain(RANDOM_WEIGHTS);
    expect(inside['Le_Net/model.tflite']).toEqual(exported('tflite').bytes);
    expect(strFromU8(inside['Le_Net/README.md']!)).toContain('https://example.org/#d=');
  });

  it('is C that holds every byte', () => {
    const text = new TextDecoder().decode(exported('c').bytes);
    expect(text).toContain('alignas(16)');
    expect(text).toContain('Le_Net');
  });

  it('is Keras source, with its weights where it has any', () => {
    expect(exported('keras').files).toEqual(['Le_Net.py']);
    const weights = initialWeights(createRandom(3), design.graph);
    expect(exported('keras', { weights }).files).toEqual(['Le_Net.py', 'Le_Net.npz']);
  });

  it('is refused with what does not fit', () => {
    const weights = initialWeights(createRandom(3), { ...design.graph, nodes: design.graph.nodes.slice(0, 2) });
    const refused = exportFile({ design, learned: { weights }, format: 'tflite', options: OPTIONS, page: '' });
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining('do not fit the network as edited') } });
  });
});
