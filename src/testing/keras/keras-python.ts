/** Keras 3 itself, where there is one: in the Python that KERAS_PYTHON names. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PythonExport } from '../../core/formats/keras/python/write-python.ts';
import type { Shape } from '../../core/graph/tensor.ts';

const PYTHON = process.env['KERAS_PYTHON'];
const SCRIPT = fileURLToPath(new URL('./run_keras.py', import.meta.url));
const IMPORT = 'import keras, sys; sys.exit(0 if keras.__version__.startswith("3.") else 1)';

export const hasKeras = PYTHON !== undefined && spawnSync(PYTHON, ['-c', IMPORT]).status === 0;

export interface KerasJob extends PythonExport {
  readonly inputs: readonly { readonly shape: Shape; readonly type: string; readonly values: readonly number[] }[];
}

/** What Keras computes for each network, or the message it ended with. */
export function runKeras(jobs: readonly KerasJob[]): readonly (readonly (readonly number[])[] | { readonly error: string })[] {
  const folder = mkdtempSync(join(tmpdir(), 'tinyscape-keras-'));
  const path = (i: number, ending: string): string => join(folder, `net${i}.${ending}`);
  jobs.forEach(({ source, weights, inputs }, i) => {
    writeFileSync(path(i, 'py'), source);
    writeFileSync(path(i, 'npz'), weights ?? new Uint8Array());
    writeFileSync(path(i, 'in.json'), JSON.stringify(inputs));
  });
  const { status, stderr } = spawnSync(PYTHON ?? 'python3', [SCRIPT, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const answers = jobs.map((_, i) => JSON.parse(readFileSync(path(i, 'out.json'), 'utf8')) as number[][] | { error: string });
  rmSync(folder, { recursive: true });
  return answers;
}
