import { describe, expect, it } from 'vitest';
import { readTflite } from '../formats/tflite/read.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { coreAsChip } from '../mcu/core-chip.ts';
import { BOARDS, cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import { hasReference, referenceModels, referenceRows } from '../../testing/reference-files.ts';
import { builtFor, type KernelBuild } from '../runtime/cycles/kernel-build.ts';
import { latencyOf } from './latency.ts';

type Row = Readonly<Record<string, string>>;

/** Engines that run CMSIS-NN's kernels or TFLM's own. */
const ENGINES: ReadonlySet<string> = new Set(['tflm', 'tflm-cmsis-nn', 'tflm-reference', 'microtvm-cmsis-nn']);

/** MLPerf Tiny v0.5's reference submission is compiled with -Os, says its published build profile (.profile-c); the others for speed. */
function buildOf(row: Row): KernelBuild {
  return row['round'] === 'v0.5' ? 'size' : 'speed';
}

/** "NUCLEO-L4R5ZI" and "Nucleo-L4R5ZI" are one board. */
function boardOf(row: Row): string {
  return row['board']!.toUpperCase();
}

describe.runIf(hasReference)('latency against published boards, each board left out of what predicts it', () => {
  it('lies in the 90 % band for at least 80 % of the rows, the band no wider than 25 % either side in the median', () => {
    const models = new Map(referenceModels().map(({ name, bytes }) => [name.replace(/_int8$/, ''), bytes]));
    const rows = referenceRows('published_latency.csv').filter((row) => ENGINES.has(row['engine']!) && models.has(row['model']!));
    const graphOf = (row: Row): DeployedGraph => {
      const file = readTflite(models.get(row['model']!)!, row['model']!);
      if (!file.ok) throw new Error(file.error.message);
      return file.value.graph;
    };
    const compared = rows.map((row) => {
      const chip = { ...coreAsChip('cortex-m4'), clockMHz: Number(row['clock_MHz']) };
      const others = BOARDS.filter((board) => board.board.toUpperCase() !== boardOf(row));
      const factor = builtFor(buildOf(row), cyclesPerInstruction(chip, 'tflm-cmsis-nn', others));
      const { ms, errorPercent } = latencyOf(graphOf(row), chip, 'tflm-cmsis-nn', factor).total;
      const measured = Number(row['latency_ms']);
      const offPercent = 100 * (measured / ms! - 1);
      const what = `${row['model']} ${row['engine']} ${row['round']} ${row['board']}`;
      console.log(`${what}: ${ms!.toFixed(1)} ms ± ${errorPercent.toFixed(0)} %, measured ${measured} (${offPercent.toFixed(0)} %)`);
      return { row, errorPercent, inside: Math.abs(offPercent) <= errorPercent };
    });
    expect(compared.every(({ row }) => boardOf(row) === 'NUCLEO-L4R5ZI')).toBe(true);
    const widths = compared.map(({ errorPercent }) => errorPercent).toSorted((a, b) => a - b);
    const inside = compared.filter((each) => each.inside).length;
    console.log(`${inside} of ${compared.length} rows inside`);
    expect(compared.length).toBe(14);
    expect(inside / compared.length).toBeGreaterThanOrEqual(0.8);
    expect(widths[widths.length >> 1]).toBeLessThanOrEqual(25);
  });
});
