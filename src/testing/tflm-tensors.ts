/** Every operator's output against what TensorFlow Lite Micro's reference kernels gave; the tables are described in the reference's README. */
import { readTflite } from '../core/formats/tflite/read.ts';
import { bytesOf } from '../core/quant/elements.ts';
import type { Elements } from '../core/quant/elements.ts';
import { fnv1a } from '../core/quant/fnv1a.ts';
import { createInputGenerator } from '../core/quant/generated-inputs.ts';
import type { Interpreter } from '../core/quant/interpreter.ts';
import { createInterpreter } from '../core/quant/interpreter.ts';
import type { Kernels } from '../core/quant/kernels/registry.ts';
import { referenceModels, referenceRows } from './reference-files.ts';

type Row = Readonly<Record<string, string>>;

export interface Comparison {
  readonly rows: number;
  /** Tensors whose bytes are the same. */
  readonly identical: number;
  /** Integers of other bytes, and reals more than 1e-5 off: what, where. */
  readonly wrong: readonly string[];
}

const files = new Map(referenceModels().map(({ name, bytes }) => [name, bytes]));

function open(name: string, kernels: Kernels): Interpreter {
  const file = readTflite(files.get(name)!, name);
  if (!file.ok) throw new Error(file.error.message);
  const interpreter = createInterpreter(file.value, { kernels });
  if (!interpreter.ok) throw new Error(`${name}: ${interpreter.error.where} ${interpreter.error.message}`);
  return interpreter.value;
}

function isIdentical(elements: Elements, row: Row): boolean {
  return fnv1a(bytesOf(elements)) === row['fnv1a'];
}

/** Integers must be identical; the reals listed may be 1e-5 off, relative to themselves. */
function isRight(elements: Elements, row: Row): boolean {
  const listed = row['first16']!.split(' ').map(Number);
  if (!(elements instanceof Float32Array)) return isIdentical(elements, row) && listed.every((value, i) => Number(elements[i]) === value);
  return listed.every((value, i) => Math.abs(elements[i]! - value) <= 1e-5 * Math.abs(value));
}

/** Rows of one model and seed, run by run, compared as the runs go. */
function compare(rows: readonly Row[], kernels: Kernels): Comparison {
  const { model: name = '', seed } = rows[0]!;
  const interpreter = open(name, kernels);
  const inputs = createInputGenerator(Number(seed));
  const wrong: string[] = [];
  let identical = 0;
  for (let run = 0; run <= Number(rows.at(-1)!['run']); run++) {
    const done = interpreter.run(inputs(interpreter.graph));
    if (!done.ok) throw new Error(done.error.message);
    for (const row of rows.filter((each) => Number(each['run']) === run)) {
      const elements = interpreter.tensor(Number(row['tensor']));
      if (isIdentical(elements, row)) identical += 1;
      if (!isRight(elements, row)) wrong.push(`${name} seed ${seed} run ${run} operator ${row['op_index']} ${row['op']}`);
    }
  }
  return { rows: rows.length, identical, wrong };
}

/** All rows of a table, each model and seed from a fresh state; says aloud how many tensors were equal. */
export function compareTensors(path: string, kernels: () => Kernels): Comparison {
  const groups = new Map<string, Row[]>();
  for (const row of referenceRows(path))
    groups.set(`${row['model']} ${row['seed']}`, [...(groups.get(`${row['model']} ${row['seed']}`) ?? []), row]);
  const parts = [...groups.values()].map((rows) => compare(rows, kernels()));
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const identical = parts.reduce((sum, part) => sum + part.identical, 0);
  console.log(`${path}: ${identical} of ${rows} tensors have TFLM's bytes`);
  return { rows, identical, wrong: parts.flatMap((part) => part.wrong) };
}
