/** `npm run fit`: fits the cost tables to the public reference, prints how good they are, and writes src/core/runtime/cycles/tables.ts. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countKernel } from '../../src/core/runtime/cycles/choose.ts';
import type { KernelFit } from '../../src/core/runtime/cycles/fit.ts';
import { Counts } from '../../src/core/runtime/cycles/kernel.ts';
import { FLAVOURS, TARGETS } from '../../src/core/runtime/cycles/target.ts';
import type { Target } from '../../src/core/runtime/cycles/target.ts';
import { fitCosts, heldOutErrors, predict, quantile, scaledPrior } from './fit-kernel.ts';
import type { FitRow } from './fit-kernel.ts';
import { borrowedCosts, ORDER, relatedCosts, SAME_CODE } from './relations.ts';
import type { Tables } from './relations.ts';
import { measuredOps, shapeKey } from './rows.ts';
import { tablesSource } from './tables-source.ts';

const OUTPUT = fileURLToPath(new URL('../../src/core/runtime/cycles/tables.ts', import.meta.url));
const FORMATTER = fileURLToPath(new URL('../../node_modules/oxfmt/bin/oxfmt', import.meta.url));

/** Shapes below which a held-out error says little: the larger of it and the floor is used. */
const FEW_SHAPES = 8;
const FEW_SHAPES_ERROR_PERCENT = 10;

function fitOne(all: readonly FitRow[], related: readonly number[] | undefined, known: ReadonlyMap<number, number>): KernelFit {
  const rows = all.map((row) => withoutKnown(row, known));
  const prior = related === undefined ? undefined : scaledPrior(rows, related);
  const costs = fitCosts(rows, prior).map((cost, i) => Number((known.get(i) ?? cost).toPrecision(5)));
  const shapes = new Set(rows.map((row) => row.shape)).size;
  const heldOut = 100 * quantile(heldOutErrors(rows, prior), 0.9);
  const error = shapes < FEW_SHAPES ? Math.max(FEW_SHAPES_ERROR_PERCENT, Math.min(heldOut || 0, 50)) : heldOut;
  return { costs, shapes, errorPercent: Number(Math.max(0.5, error).toPrecision(2)) };
}

/** The row less what its known costs explain. */
function withoutKnown(row: FitRow, known: ReadonlyMap<number, number>): FitRow {
  const counts = row.counts.map((count, i) => (known.has(i) ? 0 : count));
  const explained = row.counts.reduce((sum, count, i) => sum + count * (known.get(i) ?? 0), 0);
  return { ...row, counts, instructions: row.instructions - explained, explained };
}

function rowsByKernel(target: Target, ops: ReturnType<typeof measuredOps>): Map<string, FitRow[]> {
  const rows = new Map<string, FitRow[]>();
  for (const measured of ops) {
    if (measured.target !== target) continue;
    const counts = new Counts();
    const { name } = countKernel(measured.op, measured.graph, FLAVOURS[target], counts);
    const row = { counts: [...counts.values.subarray(0, counts.length)], instructions: measured.instructions, shape: shapeKey(measured) };
    rows.set(name, [...(rows.get(name) ?? []), row]);
  }
  return rows;
}

function report(target: Target, name: string, fit: KernelFit, rows: readonly FitRow[]): void {
  const errors = rows.map((row) => 100 * Math.abs(predict(fit.costs, row.counts) / row.instructions - 1));
  const [median, worst] = [quantile(errors, 0.5), Math.max(...errors)];
  const fitted = `fitted: median ${median.toFixed(2)} %, worst ${worst.toFixed(1)} %`;
  console.log(
    `${target.padEnd(20)} ${name.padEnd(28)} ${String(fit.shapes).padStart(4)} shapes  ${fitted}  left out: p90 ${fit.errorPercent} %`,
  );
}

export function main(): void {
  const ops = measuredOps();
  const tables = Object.fromEntries(TARGETS.map((target) => [target, {}])) as Tables;
  for (const target of ORDER) {
    for (const [name, rows] of [...rowsByKernel(target, ops)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const related = relatedCosts(target, name, tables);
      const fit = fitOne(rows, related, borrowedCosts(name, tables[target]));
      if (SAME_CODE.has(target) && related !== undefined && fit.shapes < FEW_SHAPES) continue;
      tables[target][name] = fit;
      report(target, name, fit, rows);
    }
  }
  writeFileSync(OUTPUT, tablesSource(tables));
  execFileSync(process.execPath, [FORMATTER, OUTPUT]);
}
