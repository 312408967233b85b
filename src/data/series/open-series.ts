/** Time series from CSV tables, cut into windows: the class in a column, or in the name of the folder. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { OpenOptions } from '../../core/dataset/open-options.ts';
import { assemble } from '../assemble.ts';
import type { Dataset, SkippedFile } from '../dataset.ts';
import { extensionOf, type DataFile } from '../files/data-file.ts';
import { classFolders } from '../folders/class-folders.ts';
import { decoded, type OnProgress } from '../gather.ts';
import { createRowStore } from '../store/row-store.ts';
import type { KeyedBytes } from '../store/keyed-bytes.ts';
import { parseCsv, type Table } from './csv.ts';
import { standardized } from './standardize.ts';
import { windowsOf, type Run, type Window } from './windows.ts';

export const TABLE_TYPES: ReadonlySet<string> = new Set(['csv', 'tsv', 'txt']);

export interface SeriesOptions extends Pick<OpenOptions, 'seed' | 'shares' | 'oneClass' | 'columns' | 'labelColumn' | 'window' | 'hop'> {
  readonly storage?: KeyedBytes | undefined;
  readonly onProgress?: OnProgress | undefined;
}

const DEFAULT_WINDOW = 128;
const LABEL_NAME = /^(label|class|activity|gesture|target)$/i;
const TIME_NAME = /^(time|timestamp|t|index|id|seconds|ms)$/i;

export async function openSeries(name: string, files: readonly DataFile[], options: SeriesOptions = {}): Promise<Result<Dataset>> {
  const { window = DEFAULT_WINDOW, hop = Math.max(1, Math.floor(window / 2)) } = options;
  if (window < 1 || hop < 1) return fail(`${name}: a window of ${window} rows every ${hop} cannot be cut`);
  const cut = await cutFiles(files, window, hop, options);
  if (!cut.ok) return fail(`${name}: ${cut.error.message}`);
  const { windows, skipped, columns } = cut.value;
  if (windows.length === 0)
    return fail(
      `${name}: no window of ${window} rows can be cut${skipped[0] === undefined ? '' : `; ${skipped[0].name}: ${skipped[0].reason}`}`,
    );
  const shape = [window, columns.length];
  const writer = createRowStore({ type: 'float32', shape, unit: 1, storage: options.storage, key: `series/${name}` });
  for (const { values } of windows) {
    const added = await writer.add(values);
    if (!added.ok) return fail(`${name}: ${added.error.message}`);
  }
  const facts = {
    classNames: windows.map(({ className }) => className),
    names: windows.map((each) => each.name),
    groups: windows.map(({ group }) => group),
    given: windows.map(({ split }) => split),
  };
  const dataset = assemble({ name, kind: 'series', shape, store: writer.finish(), ...facts, skipped }, options);
  return dataset.ok ? ok(await standardized(dataset.value)) : dataset;
}

interface Cut {
  readonly windows: readonly Window[];
  readonly skipped: readonly SkippedFile[];
  readonly columns: readonly string[];
}

async function cutFiles(files: readonly DataFile[], window: number, hop: number, options: SeriesOptions): Promise<Result<Cut>> {
  const tables = files.filter(({ path }) => TABLE_TYPES.has(extensionOf(path))).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const folderOf = new Map(classFolders(tables).map((labelled) => [labelled.file, labelled]));
  const windows: Window[] = [];
  const skipped: SkippedFile[] = [];
  let columns: readonly string[] | undefined = options.columns;
  for (const [i, file] of tables.entries()) {
    const table = await decoded(file, parseCsv);
    const runs = table.ok
      ? runsOf(file.path, table.value, { ...options, ...(columns && { columns }) }, folderOf.get(file)?.className)
      : table;
    if (runs.ok) {
      columns ??= runs.value.columns;
      const split = folderOf.get(file)?.split;
      const own = runs.value.runs.flatMap((run) => windowsOf({ ...run, ...(split && { split }) }, window, hop));
      windows.push(...own);
      skipped.push(...runs.value.skipped);
      if (own.length === 0) skipped.push({ name: file.path, reason: `no ${window} rows of one class follow each other` });
    } else skipped.push({ name: file.path, reason: runs.error.message });
    options.onProgress?.(i + 1, tables.length);
  }
  return tables.length === 0 ? fail('there is no .csv') : ok({ windows, skipped, columns: columns ?? [] });
}

interface Runs {
  readonly columns: readonly string[];
  readonly runs: readonly Run[];
  readonly skipped: readonly SkippedFile[];
}

function runsOf(path: string, table: Table, options: SeriesOptions, folder: string | undefined): Result<Runs> {
  const label = labelColumnOf(table, options.labelColumn, folder);
  if (!label.ok) return label;
  const columns = options.columns ?? numberColumns(table, label.value);
  const indices = columns.map((column) => table.columns.indexOf(column));
  const missing = columns.find((_, i) => indices[i]! < 0);
  if (missing !== undefined) return fail(`it has no column "${missing}"`);
  if (columns.length === 0) return fail('it has no column of numbers');
  const rows = table.rows.map((row) => indices.map((index) => (row[index] === '' ? NaN : Number(row[index]))));
  const bad = rows.flatMap((row, i) => (row.every(Number.isFinite) ? [] : [table.lines[i]!]));
  const classes = table.rows.map((row) => (label.value === undefined ? folder! : row[label.value]!));
  const runs = consecutive(path, table, rows, classes);
  return ok({
    columns,
    runs,
    skipped: [
      ...leftOut(path, bad, 'hold no number in a column that is read'),
      ...leftOut(path, table.uneven, 'have not as many fields as the first'),
    ],
  });
}

function leftOut(path: string, lines: readonly number[], what: string): SkippedFile[] {
  return lines.length === 0
    ? []
    : [{ name: path, reason: `${lines.length} rows ${what}, the first in line ${lines[0]}, and are left out` }];
}

/** Index of the column with the class; undefined where the folder says it. */
function labelColumnOf({ columns, rows }: Table, given: string | undefined, folder: string | undefined): Result<number | undefined> {
  if (given !== undefined) return columns.includes(given) ? ok(columns.indexOf(given)) : fail(`it has no column "${given}"`);
  const named = columns.findIndex((column) => LABEL_NAME.test(column));
  if (named >= 0) return ok(named);
  if (folder !== undefined) return ok(undefined);
  const worded = columns.findLastIndex((_, i) => Number.isNaN(Number(rows[0]![i])) && !TIME_NAME.test(columns[i]!));
  return worded < 0 ? fail('it has no column with the class; name one') : ok(worded);
}

/** All that begin with a number, but those of classes and of time. */
function numberColumns({ columns, rows }: Table, label: number | undefined): string[] {
  return columns.filter((column, i) => i !== label && !TIME_NAME.test(column) && rows[0]![i] !== '' && !Number.isNaN(Number(rows[0]![i])));
}

/** Splits the rows where the class changes and where a row is left out. */
function consecutive(path: string, { lines }: Table, rows: readonly (readonly number[])[], classes: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < rows.length;) {
    let end = start;
    while (end < rows.length && classes[end] === classes[start] && rows[end]!.every(Number.isFinite)) end++;
    if (end > start && classes[start] !== '') {
      const values = Float32Array.from(rows.slice(start, end).flat());
      runs.push({ className: classes[start]!, name: `${path}:${lines[start]}`, values, columns: rows[0]!.length });
    }
    start = Math.max(end, start + 1);
  }
  return runs;
}
