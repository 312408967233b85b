/** Opens a model of another program, told by its contents and, where these say nothing, by its name. */
import { ok, type Result } from '../base/result.ts';
import { openKeras, openTfjs, type Sibling } from './open-keras.ts';
import { isTfjs } from './keras/read-tfjs.ts';
import { openOnnx } from './open-onnx.ts';
import type { Opened } from './opened.ts';

const H5_MARK = '\x89HDF';
const ZIP_MARK = 'PK\x03\x04';

/** Undefined for what is none: a design as JSON, a link, a .tflite, anything else. `sibling` finds the weights beside a model.json. */
export function openModel(bytes: Uint8Array, fileName: string, sibling: Sibling = () => undefined): Result<Opened> | undefined {
  const mark = String.fromCharCode(...bytes.subarray(0, 4));
  if (mark === H5_MARK || mark === ZIP_MARK || /\.(keras|h5|hdf5)$/i.test(fileName)) return openKeras(bytes, fileName);
  if (/\.onnx$/i.test(fileName)) return openOnnx(bytes, fileName);
  const value = mark.trimStart().startsWith('{') ? parsed(bytes) : undefined;
  return isTfjs(value) ? openTfjs(value, fileName, sibling) : undefined;
}

function parsed(bytes: Uint8Array): unknown {
  const text = parse(new TextDecoder().decode(bytes));
  return text.ok ? text.value : undefined;
}

function parse(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return { ok: false, error: { message: (error as Error).message } };
  }
}
