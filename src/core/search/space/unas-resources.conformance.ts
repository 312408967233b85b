import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasReference } from '../../../testing/reference-files.ts';
import { parseUnasGenotype, type UnasNetwork } from './unas-genotype.ts';
import { unasLiteratureResources } from './unas-resources.ts';

interface Row {
  readonly input: UnasNetwork['input'];
  readonly classes: number;
  readonly genotype: unknown;
  readonly pmu: number;
  readonly pmuWithInput: number;
  readonly size: number;
  readonly macs: number;
}

const FILE = new URL('../../../../../shared/reference/unas_genotypes.jsonl', import.meta.url);
const rows: Row[] = hasReference
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : [];

describe.runIf(hasReference)('the µNAS resource model against the public code', () => {
  it('has all rows', () => expect(rows.length).toBe(40));

  it.each(rows.map((row, i) => [i, row] as const))('gives the figures of row %i', (_i, row) => {
    const genotype = parseUnasGenotype(row.genotype);
    if (!genotype.ok) throw new Error(genotype.error.message);
    const { pmu, pmuWithInput, size, macs } = row;
    expect(unasLiteratureResources({ genotype: genotype.value, input: row.input, classes: row.classes })).toEqual({
      pmu,
      pmuWithInput,
      size,
      macs,
      exact: true,
    });
  });
});
