import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels, referenceRows } from '../../testing/reference-files.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Core } from '../mcu/chip.ts';
import { planArena } from './arena.ts';

interface Difference {
  readonly model: string;
  readonly core: string;
  readonly kernels: string;
  /** Planned less measured, in bytes. */
  readonly activations: number;
  readonly arena: number;
  readonly minArena: number;
}

function graphOf(name: string, bytes: Uint8Array): DeployedGraph {
  const file = readTflite(bytes, name);
  if (!file.ok) throw new Error(file.error.message);
  return file.value.graph;
}

function differenceOf(row: Readonly<Record<string, string>>, graph: DeployedGraph): Difference {
  const plan = planArena(graph, row['kernels'] === 'reference' ? 'tflm-reference' : 'tflm-cmsis-nn', row['core'] as Core);
  return {
    model: row['model']!,
    core: row['core']!,
    kernels: row['kernels']!,
    activations: plan.activations - Number(row['activations']),
    arena: plan.arena - Number(row['arena_used']),
    minArena: plan.minArena - Number(row['min_arena']),
  };
}

describe.runIf(hasReference)('the planned arena against the measured one', () => {
  const graphs = new Map(referenceModels().map(({ name, bytes }) => [name, graphOf(name, bytes)]));
  const rows = hasReference ? [...referenceRows('tflm_arena.csv'), ...referenceRows('generated/arena.csv')] : [];
  const differences = rows.map((row) => differenceOf(row, graphs.get(row['model']!)!));

  it('compares every model, core and kernel set', () => {
    expect(rows.length).toBe(1158);
    for (const figure of ['activations', 'arena', 'minArena'] as const) {
      const off = differences.filter((each) => each[figure] !== 0);
      const worst = off.toSorted((a, b) => Math.abs(b[figure]) - Math.abs(a[figure])).slice(0, 3);
      const names = worst.map((each) => `${each.model} ${each.core} ${each.kernels} ${each[figure]}`).join('; ');
      console.log(`${figure}: ${rows.length - off.length} of ${rows.length} rows equal${names === '' ? '' : `; worst ${names}`}`);
    }
  });

  it('plans the activations to the byte', () => {
    expect(differences.filter(({ activations }) => activations !== 0)).toEqual([]);
  });

  it('knows the whole arena to the byte', () => {
    expect(differences.filter(({ arena }) => arena !== 0)).toEqual([]);
  });

  it('has the 64-bit records too: the keyword spotter takes 24,000 bytes on a host', () => {
    // reference/memory_model.md, section 4.
    expect(planArena(graphs.get('mlperf_kws_dscnn_int8')!, 'tflm-reference', 'riscv64').arena).toBe(24_000);
  });

  it('never promises too small an arena, and at most 64 bytes too much', () => {
    expect(differences.filter(({ minArena }) => minArena < 0 || minArena > 64)).toEqual([]);
  });
});
