import { describe, expect, it } from 'vitest';
import { fixture, fixtures } from '../../../testing/fixtures.ts';
import { largestDifference } from '../../../testing/run-float.ts';
import { openedOnnx, runImported } from '../../../testing/run-onnx.ts';
import { graphText } from '../../graph/text.ts';
import { importOnnx } from './import.ts';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './onnx-model.ts';

const MODELS = fixtures('onnx', '.onnx');
const isQuantized = (name: string): boolean => name.startsWith('numpy_q');
const hasBoxes = (name: string): boolean => name === 'torch_unknown';

describe('an imported ONNX model', () => {
  it.each(MODELS.filter(({ name }) => !isQuantized(name) && !hasBoxes(name)))(
    '$name gives what the program that wrote it computed',
    ({ bytes, inputs, outputs }) => {
      const imported = openedOnnx(bytes);
      const given = runImported(imported, inputs);
      expect(given.length).toBe(outputs.length);
      given.forEach((values, i) => expect(largestDifference(values, outputs[i]!.values)).toBeLessThan(1e-4));
      expect(imported.notes).toEqual([]);
      expect(imported.isQuantized).toBe(false);
    },
  );

  it('needs no transpose inside where the exporter wrote none, and drops those at its ends', () => {
    for (const name of ['torch_resnet', 'torch_mobilenet', 'torch_lenet', 'torch_unet', 'numpy_channels_last', 'torch_lstm']) {
      const { graph } = openedOnnx(fixture('onnx', `${name}.onnx`));
      expect(graph.nodes.filter(({ op }) => op === 'transpose')).toEqual([]);
    }
  });

  it('keeps names, and states its parameters as a design does', () => {
    const { graph } = openedOnnx(fixture('onnx', 'torch_lenet.onnx'));
    expect(graphText(graph).split('\n').slice(0, 4)).toEqual([
      '1 input() shape=[20 16 1] "input.1"',
      '2 conv2d(1) kernelH=5 kernelW=5 filters=3 "/one/Conv"',
      '3 tanh(2) "/Tanh"',
      '4 max_pool2d(3) "/MaxPool"',
    ]);
  });

  it('names the operators it lacks, with their nodes, and opens the rest', () => {
    const { graph, notes, weights } = openedOnnx(fixture('onnx', 'torch_unknown.onnx'));
    expect(notes).toEqual([
      'Elu "/Elu" is not an operator known here; it is kept as a box.',
      'CumSum "/CumSum" is not an operator known here; it is kept as a box.',
    ]);
    expect(graph.nodes.map(({ op }) => op)).toEqual(['input', 'conv2d', 'opaque', 'conv2d', 'transpose', 'opaque']);
    expect([...weights.nodes.keys()]).toEqual(['2', '4']);
  });

  it.each(MODELS.filter(({ name }) => isQuantized(name)))('$name keeps its int8 weights and every scale', ({ bytes, inputs, outputs }) => {
    const imported = openedOnnx(bytes);
    expect(imported.isQuantized).toBe(true);
    expect(imported.notes).toEqual([]);
    const { graph, weights } = imported;
    expect(graph.nodes.map(({ op }) => op).filter((op) => op !== 'relu')).toEqual([
      'input',
      'conv2d',
      'max_pool2d',
      'add',
      'flatten',
      'dense',
    ]);
    const conv = graph.nodes.find(({ op }) => op === 'conv2d')!.id;
    expect(weights.nodes.get(conv)!['kernel']!.values).toBeInstanceOf(Int8Array);
    expect(weights.nodes.get(conv)!['kernel']!.quantization).toMatchObject({ zeroPoints: [0, 0, 0], axis: 0 });
    const scales = graph.nodes.flatMap(({ id }) => weights.activations.get(id)?.[0]?.scales.map((scale) => Math.round(scale * 1000)) ?? []);
    expect([...new Set(scales)]).toEqual([30, 20, 40, 200]);
    // Run with real activations the outputs differ by the rounding that the file's QuantizeLinear would do: less than one step of 0.2.
    expect(largestDifference(runImported(imported, inputs)[0]!, outputs[0]!.values)).toBeLessThan(0.2);
  });
});

const tensor = (shape: readonly number[], values: readonly number[]): OnnxTensor => ({
  shape,
  type: 'float32',
  values: Float32Array.from(values),
});
const node = (op: string, inputs: readonly string[], outputs: readonly string[]): OnnxNode => ({
  op,
  domain: '',
  name: '',
  inputs,
  outputs,
  attributes: new Map(),
});
const info = (name: string, shape: readonly (number | string | undefined)[] | undefined): OnnxValueInfo => ({
  name,
  type: 'float32',
  shape,
});
const model = (parts: Partial<OnnxModel>): OnnxModel => ({
  name: '',
  producer: '',
  opset: 13,
  nodes: [],
  constants: new Map(),
  inputs: [],
  outputs: [],
  infos: new Map(),
  ...parts,
});

describe('an ONNX model that cannot be opened', () => {
  it.each([
    ['the input "x" has no shape', model({ inputs: [info('x', undefined)], outputs: [info('x', undefined)] })],
    [
      'the input "x" has no fixed size in dimension 2 ("height"); export the model with the size it is to run at',
      model({ inputs: [info('x', ['n', 3, 'height', 8])], outputs: [info('x', [])] }),
    ],
    [
      'the node "y" reads "lost", which nothing before it gives',
      model({ inputs: [info('x', [1, 2])], outputs: [info('y', [])], nodes: [node('Add', ['x', 'lost'], ['y'])] }),
    ],
    ['nothing gives the output "y"', model({ inputs: [info('x', [1, 2])], outputs: [info('y', [])] })],
  ])('says that %s', (message, broken) => {
    expect(importOnnx(broken)).toEqual({ ok: false, error: { message } });
  });

  it('keeps a box for an operator whose constants make no sense', () => {
    const broken = model({
      inputs: [info('x', [1, 3])],
      outputs: [info('y', [1, 2])],
      nodes: [node('Gemm', ['x', 'w'], ['y'])],
      constants: new Map([['w', tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])]]),
    });
    const result = importOnnx(broken);
    expect(result.ok && result.value.notes).toEqual(['Gemm "y" cannot be read: its kernel is 2x4 in place of 2x3; it is kept as a box.']);
    expect(result.ok && result.value.graph.nodes.at(-1)!.params).toMatchObject({
      name: 'Gemm',
      outputs: 'auto 1x2',
      operands: 'in, int8 4x2',
    });
  });
});
