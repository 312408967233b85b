/** Opens what Keras and TensorFlow.js save: .keras, whole-model .h5, and model.json with the files it names. */
import { fail, ok, type Result } from '../base/result.ts';
import { clearMessage } from './clear-message.ts';
import { H5, isH5 } from './keras/h5.ts';
import { importKeras } from './keras/import.ts';
import { KerasProblem, type Config, type KerasModel, type WeightSource } from './keras/keras-model.ts';
import { readArchive } from './keras/read-archive.ts';
import { readConfig } from './keras/read-config.ts';
import { readTfjs } from './keras/read-tfjs.ts';
import { archivedWeights, listedWeights, namedWeights } from './keras/weight-sources.ts';
import { foreignDesign, type Opened } from './opened.ts';

const NO_WEIGHTS: WeightSource = () => undefined;

/** A .keras or an .h5 as a design named after the file, with its weights. */
export function openKeras(bytes: Uint8Array, fileName: string): Result<Opened> {
  return opened(fileName, () => (isH5(bytes) ? readH5(bytes) : readZip(bytes)));
}

/** Contents of a file beside the model.json, by its name; undefined when it is not at hand. */
export type Sibling = (path: string) => Uint8Array | undefined;

/** A model.json of TensorFlow.js; without the files it names it opens without weights, and says so. */
export function openTfjs(value: Config, fileName: string, sibling: Sibling): Result<Opened> {
  return opened(fileName, () => {
    const { model, version, paths, weights } = readTfjs(value);
    const files = paths.map(sibling);
    const missing = paths.find((_, i) => files[i] === undefined);
    if (missing !== undefined)
      return {
        model,
        version,
        weights: NO_WEIGHTS,
        note: `Its weights are in ${missing}, which was not opened with it: the design has none.`,
      };
    return { model, version, weights: namedWeights(weights(joined(files as readonly Uint8Array[]))) };
  });
}

interface Read {
  readonly model: KerasModel;
  readonly version: 2 | 3;
  readonly weights: WeightSource;
  readonly note?: string;
}

function readZip(bytes: Uint8Array): Read {
  const { config, version, weights } = readArchive(bytes);
  const source = weights === undefined ? NO_WEIGHTS : archivedWeights(new H5(weights));
  return { model: readConfig(config), version: version.startsWith('2') ? 2 : 3, weights: source };
}

function readH5(bytes: Uint8Array): Read {
  const file = new H5(bytes);
  const config = file.attribute('', 'model_config');
  if (typeof config !== 'string') throw new KerasProblem('it holds weights only, not a model: save the whole model (model.save)');
  const version = file.attribute('', 'keras_version');
  return {
    model: readConfig(config),
    version: typeof version === 'string' && version.startsWith('3') ? 3 : 2,
    weights: listedWeights(file),
  };
}

function opened(fileName: string, read: () => Read): Result<Opened> {
  try {
    const { model, version, weights, note } = read();
    const imported = importKeras(model, weights, version);
    if (!imported.ok) return fail(clearMessage(`${fileName}: ${imported.error.message}`));
    const design = foreignDesign(fileName, imported.value.graph, { scheme: 'int8', io: 'int8' });
    const notes = note === undefined ? imported.value.notes : [note, ...imported.value.notes];
    return design.ok ? ok({ design: design.value, weights: imported.value.weights, notes }) : design;
  } catch (error) {
    if (!(error instanceof KerasProblem)) throw error;
    return fail(clearMessage(`${fileName} is not a Keras model that can be read: ${error.message}`));
  }
}

function joined(files: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(files.reduce((sum, file) => sum + file.length, 0));
  let at = 0;
  for (const file of files) {
    all.set(file, at);
    at += file.length;
  }
  return all;
}
