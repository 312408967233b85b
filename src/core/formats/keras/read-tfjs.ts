/** TensorFlow.js: a model.json with the topology of a Keras model, and a manifest of weights in files beside it. */
import { elementCount, shapeText } from '../../graph/tensor.ts';
import { float16 } from '../float16.ts';
import { isConfig, KerasProblem, listOf, numberIn, textIn, type Config, type KerasModel } from './keras-model.ts';
import { readModel } from './read-config.ts';
import type { NamedTensor } from './weight-sources.ts';

/** Elements of one weight. */
const MAX_ELEMENTS = 2 ** 25;

export interface TfjsFile {
  readonly model: KerasModel;
  readonly version: 2 | 3;
  /** Files that hold the weights, in order; what has to be given with the .json. */
  readonly paths: readonly string[];
  /** The weights once the files are there, one behind the other. */
  readonly weights: (bytes: Uint8Array) => readonly NamedTensor[];
}

/** True for JSON that looks like a model of TensorFlow.js. */
export function isTfjs(value: unknown): value is Config {
  return isConfig(value) && ('modelTopology' in value || 'weightsManifest' in value);
}

export function readTfjs(value: Config): TfjsFile {
  const topology = value['modelTopology'];
  const format = textIn(value, 'format');
  if (format === 'graph-model' || (isConfig(topology) && 'node' in topology))
    throw new KerasProblem(
      'it is a graph model, whose layers have been dissolved into operators; save it as a layers model, or open the .tflite or .onnx of it',
    );
  if (!isConfig(topology)) throw new KerasProblem('it has no topology, only weights');
  const config = isConfig(topology['model_config']) ? topology['model_config'] : topology;
  const groups = listOf(value['weightsManifest']).filter(isConfig);
  const version = textIn(topology, 'keras_version')?.startsWith('3') === true ? 3 : 2;
  return {
    model: readModel(config, 0),
    version,
    paths: groups.flatMap((group) => listOf(group['paths']).filter((path) => typeof path === 'string')),
    weights: (bytes) =>
      namedTensors(
        groups.flatMap((group) => listOf(group['weights'])),
        bytes,
      ),
  };
}

function namedTensors(entries: readonly unknown[], bytes: Uint8Array): readonly NamedTensor[] {
  let at = 0;
  return entries.map((entry) => {
    if (!isConfig(entry)) throw new KerasProblem('its manifest of weights makes no sense');
    const shape = listOf(entry['shape']).map(Number);
    const name = textIn(entry, 'name') ?? '';
    const count = elementCount(shape);
    if (!(count >= 0 && count <= MAX_ELEMENTS && shape.every(Number.isInteger)))
      throw new KerasProblem(`the weight "${name.slice(0, 100)}" is ${shapeText(shape).slice(0, 60)}`);
    const { values, size } = decoded(entry, bytes.subarray(at), count, name);
    at += size;
    return { name, tensor: { shape, values } };
  });
}

/** Values of one weight from the bytes that begin with it; quantised ones are scale * q + min. */
function decoded(entry: Config, bytes: Uint8Array, count: number, name: string): { readonly values: Float32Array; readonly size: number } {
  const quantization = isConfig(entry['quantization']) ? entry['quantization'] : {};
  const stored = textIn(quantization, 'dtype') ?? textIn(entry, 'dtype') ?? 'float32';
  const size = count * (stored === 'uint8' || stored === 'bool' ? 1 : stored === 'uint16' || stored === 'float16' ? 2 : 4);
  if (size > bytes.length) throw new KerasProblem(`its files of weights end before "${name.slice(0, 100)}"`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const read = READERS[stored];
  if (read === undefined)
    throw new KerasProblem(`the weight "${name.slice(0, 100)}" is of type ${stored.slice(0, 20)}, which is not read here`);
  const [scale, min] = [numberIn(quantization, 'scale') ?? 1, numberIn(quantization, 'min') ?? 0];
  return { values: Float32Array.from({ length: count }, (_, i) => read(view, i) * scale + min), size };
}

const READERS: Readonly<Record<string, (view: DataView, i: number) => number>> = {
  float32: (view, i) => view.getFloat32(4 * i, true),
  int32: (view, i) => view.getInt32(4 * i, true),
  uint8: (view, i) => view.getUint8(i),
  bool: (view, i) => view.getUint8(i),
  uint16: (view, i) => view.getUint16(2 * i, true),
  float16: (view, i) => float16(view.getUint16(2 * i, true)),
};
