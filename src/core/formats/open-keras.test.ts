import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fixture, fixtures, type Fixture } from '../../testing/fixtures.ts';
import { largestDifference, runFloat } from '../../testing/run-float.ts';
import type { Result } from '../base/result.ts';
import { openKeras, openTfjs } from './open-keras.ts';
import type { Opened } from './opened.ts';

function openFixtureJson({ name, bytes }: Fixture): Result<Opened> {
  return openTfjs(JSON.parse(new TextDecoder().decode(bytes)), name, (path) => fixture('keras', path));
}

const FILES = [
  ...fixtures('keras', '.model.json').map((file) => ({ ...file, open: () => openFixtureJson(file) })),
  ...['keras', 'keras-saved'].flatMap((folder) =>
    ['.h5', '.keras'].flatMap((ending) =>
      fixtures(folder, ending).map((file) => ({
        ...file,
        name: file.name + ending,
        open: () => openKeras(file.bytes, file.name + ending),
      })),
    ),
  ),
];

const value = (result: Result<Opened>): Opened => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('a network as Keras or TensorFlow.js saved it', () => {
  it.each(FILES)('$name gives what TensorFlow.js, numpy or Keras computed', ({ open, inputs, outputs }) => {
    const { design, weights, notes } = value(open());
    expect(notes).toEqual([]);
    const indexed = design.graph.nodes.some(({ op }) => op === 'embedding');
    const given = inputs.map(({ values }) => (indexed ? Int32Array.from(values) : Float32Array.from(values)));
    const results = runFloat(design.graph, weights, given);
    expect(results.length).toBe(outputs.length);
    results.forEach((result, i) => expect(largestDifference(result, outputs[i]!.values)).toBeLessThan(1e-5));
  });

  it('is the same design from each kind of file, named after it', () => {
    const graphs = FILES.filter(({ name }) => name.includes('residual')).map(({ open }) => value(open()).design.graph);
    expect(graphs.length).toBe(3);
    expect(graphs[1]).toEqual(graphs[0]);
    expect(graphs[2]).toEqual(graphs[0]);
    expect(value(openKeras(fixture('keras', 'keras2_lenet.h5'), 'My net.h5')).design.name).toBe('My net');
    expect(graphs[0]!.nodes.map(({ op, name }) => `${op} ${name}`)).toEqual([
      'input image',
      'conv2d stem',
      'batch_norm stem_bn',
      'relu6 stem_relu',
      'depthwise_conv2d deep',
      'conv2d point',
      'batch_norm point_bn',
      'add sum',
      'depthwise_conv2d apart/depthwise',
      'conv2d apart',
      'mul product',
      'concat joined',
      'max_pool2d pool',
      'dropout drop',
      'global_avg_pool mean',
      'dense head',
      'softmax ',
    ]);
  });

  it('opens without its weights when they are in a file that is not at hand, and says so', () => {
    const json = JSON.parse(new TextDecoder().decode(fixture('keras', 'tfjs_words.model.json')));
    const { design, weights, notes } = value(openTfjs(json, 'model.json', () => undefined));
    expect(design.graph.nodes.length).toBeGreaterThan(5);
    expect(weights.nodes.size).toBe(0);
    expect(notes).toEqual(['Its weights are in tfjs_words.bin, which was not opened with it: the design has none.']);
  });
});

const dense = (config: object): object => ({ class_name: 'Dense', config: { name: 'd', units: 2, activation: 'linear', ...config } });
const sequential = (layers: readonly object[]): object => ({ class_name: 'Sequential', config: { name: 's', layers } });
const input = { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, 3] } };
const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const opened = (config: object): Result<Opened> => openKeras(zip({ 'config.json': JSON.stringify(config) }), 'a.keras');
const message = (result: Result<Opened>): string => (result.ok ? 'it opened' : result.error.message);

describe('layers without a counterpart', () => {
  it('are kept as boxes and named; the rest opens', () => {
    const { design, notes } = value(
      opened(
        sequential([
          input,
          dense({ name: 'one', activation: 'gelu' }),
          { class_name: 'LayerNormalization', config: { name: 'two' } },
          { class_name: 'Conv1D', config: { name: 'three', filters: 3, kernel_size: [3] } },
          dense({ name: 'four' }),
        ]),
      ),
    );
    expect(design.graph.nodes.map(({ op }) => op)).toEqual(['input', 'dense', 'opaque', 'opaque', 'opaque', 'dense']);
    expect(notes).toEqual([
      'gelu "one" is not an activation known here; it is kept as a box that gives values of the shape it takes.',
      'LayerNormalization "two" is not a layer known here; it is kept as a box that gives values of the shape it takes.',
      'Conv1D "three" cannot be read: Conv 1D expects 3 dimensions (batch, time, channels), got 1x2; it is kept as a box that gives values of the shape it takes.',
    ]);
  });
});

describe('what cannot be opened', () => {
  const cases: readonly (readonly [string, () => Result<Opened>])[] = [
    ['it is a zip without a config.json, so it is not a Keras model', () => openKeras(zip({ 'a.txt': 'a' }), 'a.keras')],
    ['its configuration is not JSON', () => openKeras(zip({ 'config.json': '{' }), 'a.keras')],
    ['its configuration names no class of model', () => opened({})],
    [
      'it is a model of class Transformer, whose layers only its program knows; Sequential and Functional models are read',
      () => opened({ class_name: 'Transformer', config: {} }),
    ],
    ['its input has no shape; build the model before it is saved', () => opened(sequential([dense({})]))],
    [
      'the input "x" has no fixed size in dimension 1; save the model with the size it is to run at',
      () => opened(sequential([{ class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, null, 3] } }, dense({})])),
    ],
    [
      'nothing gives its output, the layer "lost"',
      () => opened({ class_name: 'Functional', config: { name: 'f', layers: [], input_layers: [], output_layers: [['lost', 0, 0]] } }),
    ],
    [
      'it is a graph model, whose layers have been dissolved into operators; save it as a layers model, or open the .tflite or .onnx of it',
      () => openTfjs({ format: 'graph-model', modelTopology: { node: [] } }, 'a.keras', () => undefined),
    ],
    ['it has no topology, only weights', () => openTfjs({ weightsManifest: [] }, 'a.keras', () => undefined)],
    [
      'its files of weights end before "d/kernel"',
      () => {
        const weights = [{ name: 'd/kernel', shape: [3, 2], dtype: 'float32' }];
        const json = {
          modelTopology: sequential([input, dense({})]) as Record<string, unknown>,
          weightsManifest: [{ paths: ['w'], weights }],
        };
        return openTfjs(json, 'a.keras', () => new Uint8Array(23));
      },
    ],
  ];
  it.each(cases)('says that %s', (wanted, open) => {
    expect(message(open())).toBe(`a.keras is not a Keras model that can be read: ${wanted}`);
  });

  it('is a config that would unpack to more than it may, refused before it is unpacked', () => {
    const huge = zipSync({ 'config.json': new Uint8Array(17 * 1024 * 1024) });
    expect(message(openKeras(huge, 'a.keras'))).toBe(
      'a.keras is not a Keras model that can be read: its config.json unpacks to 17825792 bytes; at most 16777216 are read',
    );
  });

  it('is an .h5 of weights alone', () => {
    const bytes = fixture('keras', 'keras2_words.h5').slice();
    const text = new TextEncoder().encode('model_config');
    const at = bytes.findIndex((_, i) => text.every((byte, k) => bytes[i + k] === byte));
    bytes[at] = 0x6e;
    expect(message(openKeras(bytes, 'w.h5'))).toBe(
      'w.h5 is not a Keras model that can be read: it holds weights only, not a model: save the whole model (model.save)',
    );
  });
});

describe('weights of TensorFlow.js stored with fewer bits', () => {
  it('are scale times integer plus the least', () => {
    const manifest = [
      {
        paths: ['w'],
        weights: [
          { name: 'd/kernel', shape: [3, 2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -2 } },
          { name: 'd/bias', shape: [2], dtype: 'float32', quantization: { dtype: 'float16', original_dtype: 'float32' } },
        ],
      },
    ];
    const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5, 0x00, 0x3c, 0x00, 0xc0);
    const json = { modelTopology: sequential([input, dense({})]) as Record<string, unknown>, weightsManifest: manifest };
    const { design, weights } = value(openTfjs(json, 'm.json', () => bytes));
    // kernel rows (in) [-2, -1.5], [-1, -0.5], [0, 0.5]; bias 1, -2
    expect([...runFloat(design.graph, weights, [Float32Array.of(1, 2, 4)])[0]!]).toEqual([-3, -2.5]);
  });
});
