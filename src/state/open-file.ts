/**
 * Opens the file a user drops, picks or pastes: a .tflite, a model of Keras, TensorFlow.js or ONNX, a design as JSON, a link. Which it
 * is, is told by the contents. Loaded when a file is first opened.
 */
import { fail, ok, type Result } from '../core/base/result.ts';
import { sha256 } from '../core/base/sha256.ts';
import { MAX_NAME_CHARACTERS } from '../core/document/caps.ts';
import type { Design } from '../core/document/design.ts';
import { encodeWeights } from '../core/document/weights-blob.ts';
import { MAX_FILE_BYTES } from '../core/formats/tflite/tflite-file.ts';
import { openText, type FileLike, type Opened } from './files.ts';

/** The message of a refusal names the file and what is wrong with it. `others`: files at hand that a model.json may name. */
export async function openFile(file: FileLike, others: readonly FileLike[] = []): Promise<Result<Opened>> {
  const read = await readFile(file);
  if (!read.ok) return read;
  const bytes = read.value;
  if (isTflite(bytes) || /\.tflite$/i.test(file.name)) return openTfliteBytes(bytes, file.name);
  if (isForeign(bytes, file.name)) return openForeign(bytes, file.name, others);
  const text = openText(new TextDecoder().decode(bytes));
  return text.ok ? text : fail(`${file.name} cannot be opened: ${text.error.message}`);
}

async function readFile(file: FileLike): Promise<Result<Uint8Array>> {
  if (file.size > MAX_FILE_BYTES) return fail(`${file.name} has ${file.size} bytes; at most ${MAX_FILE_BYTES} can be opened.`);
  try {
    return ok(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return fail(`${file.name} could not be read.`);
  }
}

/** Bytes 4 to 7 of a .tflite name its format. */
function isTflite(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(4, 8)) === 'TFL3';
}

async function openTfliteBytes(bytes: Uint8Array, name: string): Promise<Result<Opened>> {
  const { openTflite } = await import('../core/formats/open-tflite.ts');
  const hash = sha256(bytes);
  const model = openTflite(bytes, name, hash);
  if (!model.ok) return fail(withWhere(model.error));
  return ok({ design: withWeights(model.value.design, hash, name), blob: { hash, bytes } });
}

function withWeights(design: Design, hash: string, name: string): Design {
  return { ...design, weights: hash, weightsSource: { kind: 'file', name: name.slice(0, MAX_NAME_CHARACTERS) } };
}

/** HDF5 and zip archives are told by their mark, a model.json by what it holds, .onnx by its name alone. */
function isForeign(bytes: Uint8Array, name: string): boolean {
  const mark = String.fromCharCode(...bytes.subarray(0, 4));
  if (mark === '\x89HDF' || mark === 'PK\x03\x04' || /\.(onnx|keras|h5|hdf5)$/i.test(name)) return true;
  return bytes[0] === 0x7b && /"(modelTopology|weightsManifest)"/.test(new TextDecoder().decode(bytes));
}

async function openForeign(bytes: Uint8Array, name: string, others: readonly FileLike[]): Promise<Result<Opened>> {
  const { openModel } = await import('../core/formats/open-model.ts');
  const beside = new Map<string, Uint8Array>();
  for (const other of others) {
    const read = await readFile(other);
    if (read.ok) beside.set(other.name, read.value);
  }
  const model = openModel(bytes, name, (path) => beside.get(path.slice(path.lastIndexOf('/') + 1)));
  if (model === undefined) return fail(`${name} is no model that can be opened.`);
  if (!model.ok) return fail(withWhere(model.error));
  const { design, weights, notes } = model.value;
  if (weights.nodes.size === 0) return ok({ design, notes });
  const encoded = encodeWeights(weights);
  const hash = sha256(encoded);
  return ok({ design: withWeights(design, hash, name), blob: { hash, bytes: encoded }, notes });
}

function withWhere({ message, where }: { readonly message: string; readonly where?: string }): string {
  return where === undefined ? message : `${message} (${where})`;
}
