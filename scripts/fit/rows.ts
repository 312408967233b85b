/** The measurements a fit rests on: one row an operator of a measured model, with what the operator is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defined } from '../../src/core/base/assert.ts';
import { readTflite } from '../../src/core/formats/tflite/read.ts';
import type { DeployedGraph, DeployedOp } from '../../src/core/graph/deployed.ts';
import { shapeText } from '../../src/core/graph/tensor.ts';
import type { Target } from '../../src/core/runtime/cycles/target.ts';

const REFERENCE = fileURLToPath(new URL('../../../shared/reference', import.meta.url));

export interface MeasuredOp {
  /** "net_07 #3", for messages. */
  readonly where: string;
  readonly target: Target;
  readonly op: DeployedOp;
  readonly graph: DeployedGraph;
  readonly instructions: number;
}

type Row = Readonly<Record<string, string>>;

/** Rows of a table by column name. The last column is filled from the right: SPLIT's rows in the generated table have a cell too few. */
function readRows(path: string): Row[] {
  const [header = '', ...lines] = readFileSync(join(REFERENCE, path), 'utf8').trimEnd().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const last = columns.length - 1;
    return Object.fromEntries(columns.map((column, i) => [column, (i === last ? cells.at(-1) : cells[i]) ?? '']));
  });
}

function readModels(folder: string): [string, DeployedGraph][] {
  if (!existsSync(join(REFERENCE, folder))) throw new Error(`the fit needs ${folder} of the public reference beside this checkout`);
  const files = readdirSync(join(REFERENCE, folder)).filter((file) => file.endsWith('.tflite'));
  return files.map((file) => {
    const read = readTflite(new Uint8Array(readFileSync(join(REFERENCE, folder, file))), file);
    if (!read.ok) throw new Error(read.error.message);
    return [basename(file, '.tflite'), read.value.graph];
  });
}

/** Every operator of every model, on every target it was measured on. Single kernels (kernel_instructions.csv) are left out: they are the check. */
export function measuredOps(): MeasuredOp[] {
  const models = new Map([...readModels('models'), ...readModels('generated/models')]);
  const rows = [...readRows('op_instructions.csv'), ...readRows('generated/instructions_per_op.csv')];
  return rows.map((row) => {
    const graph = defined(models.get(row['model']!), `model ${row['model']}`);
    const op = defined(graph.ops[Number(row['op_index'])], `operator ${row['op_index']} of ${row['model']}`);
    return {
      where: `${row['model']} #${row['op_index']}`,
      target: `${row['core']} ${row['kernels']}` as Target,
      op,
      graph,
      instructions: Number(row['instructions']),
    };
  });
}

/** Equal for operators of the same kind, shapes, types and options: a fold leaves all of them out at once. */
export function shapeKey({ op, graph }: MeasuredOp): string {
  const side = (tensors: readonly number[]) =>
    tensors.map((i) => (i < 0 ? '-' : `${graph.tensors[i]!.type} ${shapeText(graph.tensors[i]!.shape)}`)).join(' ');
  return `${op.code} ${side(op.inputs)} > ${side(op.outputs)} ${JSON.stringify(op.options)}`;
}
