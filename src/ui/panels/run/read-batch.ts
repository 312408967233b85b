/** Calibration samples in files: float32, one behind the other, raw or as a .npy. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { Batch } from '../../../core/quant/post-training/observe.ts';

/** What calibration runs at most; it runs each sample twice. */
const MOST_SAMPLES = 500;
const NPY_FLOATS = /'descr':\s*'<f4',\s*'fortran_order':\s*False/;

/** `count` values a sample. Names the file that cannot be used. */
export async function readBatch(files: readonly Pick<File, 'name' | 'arrayBuffer'>[], count: number): Promise<Result<Batch>> {
  const samples: Float32Array[][] = [];
  for (const file of files) {
    const values = floatsOf(file.name, new Uint8Array(await file.arrayBuffer()));
    if (!values.ok) return values;
    const { length } = values.value;
    if (length === 0 || length % count !== 0) return fail(`${file.name}: ${length} values are no whole number of samples of ${count}`);
    const bad = values.value.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) return fail(`${file.name}: value ${bad} is not a finite number`);
    for (let at = 0; at < length; at += count) samples.push([values.value.subarray(at, at + count)]);
  }
  return ok({ samples: samples.slice(0, MOST_SAMPLES) });
}

function floatsOf(name: string, bytes: Uint8Array): Result<Float32Array> {
  if (!/\.npy$/i.test(name)) return bytes.length % 4 === 0 ? ok(floats(bytes)) : fail(`${name}: ${bytes.length} bytes are no float32`);
  const isLong = bytes[6]! > 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes.length < 12 ? Infinity : isLong ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true);
  if (start > bytes.length || !NPY_FLOATS.test(new TextDecoder().decode(bytes.subarray(0, start))))
    return fail(`${name}: calibration takes a .npy of float32; save it with astype("float32")`);
  return ok(floats(bytes.subarray(start, bytes.length - ((bytes.length - start) % 4))));
}

function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
