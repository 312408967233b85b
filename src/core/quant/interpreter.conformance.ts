import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels, referenceRows } from '../../testing/reference-files.ts';
import { readTflite } from '../formats/tflite/read.ts';
import { bytesOf } from './elements.ts';
import type { Elements } from './elements.ts';
import { fnv1a } from './fnv1a.ts';
import { createInputGenerator } from './generated-inputs.ts';
import type { Interpreter } from './interpreter.ts';
import { createInterpreter } from './interpreter.ts';

type Row = Readonly<Record<string, string>>;

const files = new Map(referenceModels().map(({ name, bytes }) => [name, bytes]));

function open(name: string): Interpreter {
  const file = readTflite(files.get(name)!, name);
  if (!file.ok) throw new Error(file.error.message);
  const interpreter = createInterpreter(file.value);
  if (!interpreter.ok) throw new Error(`${name}: ${interpreter.error.where} ${interpreter.error.message}`);
  return interpreter.value;
}

/** Largest error of floats relative to the expected magnitude; Infinity for integers that differ. */
function errorOf(elements: Elements, row: Row): number {
  const expected = row['first16']!.split(' ').map(Number);
  if (elements instanceof Float32Array)
    return Math.max(...expected.map((value, i) => Math.abs(elements[i]! - value) / Math.max(Math.abs(value), 1e-3)));
  const isEqual = fnv1a(bytesOf(elements)) === row['fnv1a'] && expected.every((value, i) => Number(elements[i]) === value);
  return isEqual ? 0 : Infinity;
}

/** Rows of one model and seed, run by run, compared as the runs go. */
function compare(name: string, seed: number, rows: readonly Row[]): string[] {
  const interpreter = open(name);
  const inputs = createInputGenerator(seed);
  const wrong: string[] = [];
  const runs = 1 + Math.max(...rows.map((row) => Number(row['run'])));
  for (let run = 0; run < runs; run++) {
    const done = interpreter.run(inputs(interpreter.graph));
    if (!done.ok) throw new Error(done.error.message);
    for (const row of rows.filter((each) => Number(each['run']) === run)) {
      const elements = interpreter.tensor(Number(row['tensor']));
      if (!(errorOf(elements, row) <= 1e-5)) wrong.push(`${name} seed ${seed} run ${run} operator ${row['op_index']} ${row['op']}`);
    }
  }
  return wrong;
}

function compareTable(path: string): { rows: number; wrong: string[] } {
  const rows = referenceRows(path);
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(`${row['model']} ${row['seed']}`, [...(groups.get(`${row['model']} ${row['seed']}`) ?? []), row]);
  const wrong = [...groups.values()].flatMap((group) => compare(group[0]!['model']!, Number(group[0]!['seed']), group));
  console.log(`${path}: ${rows.length - wrong.length} of ${rows.length} tensors equal to TFLM's`);
  return { rows: rows.length, wrong };
}

describe.runIf(hasReference)('every operator of every reference model', () => {
  it('gives the tensors that TFLM gave on the published models', () => {
    expect(compareTable('tflm_tensors.csv')).toEqual({ rows: 1044, wrong: [] });
  });

  it('gives the tensors that TFLM gave on the generated models', () => {
    expect(compareTable('generated/tensors.csv')).toEqual({ rows: 3430, wrong: [] });
  });
});
