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

export interface KerasAnswer {
  readonly outputs: readonly (readonly number[])[];
  /** The model as Keras saves it: .keras and .h5. */
  readonly saved: readonly Uint8Array[];
}

/** What Keras makes of each network; throws with its own words when it fails on one. */
export function runKeras(jobs: readonly KerasJob[]): readonly KerasAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), 'tinyscape-keras-'));
  const path = (i: number, ending: string): string => join(folder, `net${i}.${ending}`);
  jobs.forEach(({ source, weights, inputs }, i) => {
    writeFileSync(path(i, 'py'), source);
    writeFileSync(path(i, 'npz'), weights ?? new Uint8Array());
    writeFileSync(path(i, 'in.json'), JSON.stringify(inputs));
  });
  const { status, stderr } = spawnSync(PYTHON ?? 'python3', [SCRIPT, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const answers = jobs.map((_, i) => answerOf((ending) => readFileSync(path(i, ending))));
  rmSync(folder, { recursive: true });
  return answers;
}

function answerOf(read: (ending: string) => Buffer): KerasAnswer {
  const outputs = JSON.parse(read('out.json').toString()) as number[][] | { error: string };
  if ('error' in outputs) throw new Error(outputs.error);
  return { outputs, saved: ['keras', 'h5'].map((ending) => new Uint8Array(read(ending))) };
}
