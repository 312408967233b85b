import { describe, expect, it } from 'vitest';
import { hasReference, referenceModels, referenceRows } from '../../testing/reference-files.ts';
import { readTflite } from '../formats/tflite/read.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { macsOf } from './macs.ts';

function graphs(): ReadonlyMap<string, DeployedGraph> {
  const read = referenceModels().map(({ name, bytes }) => [name, readTflite(bytes, name)] as const);
  return new Map(read.flatMap(([name, result]) => (result.ok ? [[name, result.value.graph]] : [])));
}

describe.runIf(hasReference)('multiply-accumulates against the reference', () => {
  const models = graphs();

  it('agrees on every operator of the published models, where SVDF is listed as 0', () => {
    const rows = referenceRows('op_instructions.csv');
    const wrong = rows.filter((row) => {
      const graph = models.get(row['model']!)!;
      const op = graph.ops[Number(row['op_index'])]!;
      return op.code === 'SVDF' ? row['macs'] !== '0' : macsOf(op, graph) !== Number(row['macs']);
    });
    expect(rows.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('agrees on every generated model, SVDF and LSTM included', () => {
    const rows = referenceRows('generated/instructions.csv');
    const wrong = rows.filter((row) => {
      const graph = models.get(row['model']!)!;
      return graph.ops.reduce((sum, op) => sum + macsOf(op, graph), 0) !== Number(row['macs']);
    });
    expect(rows.length).toBeGreaterThan(1_000);
    expect(wrong).toEqual([]);
  });
});
